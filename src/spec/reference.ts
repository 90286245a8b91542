// `${NAME}` in a spec → the environment's value. Works on the parsed value, so a variable can never add keys or
// change the structure; `$${` stays as `${`.
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import { isJsonObject, valueAt, type Json } from '../base/json.ts';
import type { Path, SpecDocument } from './document.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const soleVariable = /^\$\{[A-Za-z_]\w{0,127}\}$/;

/** The value with what a variable stands for where the schema asked for a number, or for true or false. */
export function withMeantValue(
  value: Json,
  { code, path, expected }: { code: string; path: readonly PropertyKey[]; expected?: string },
  document: SpecDocument,
): Json {
  if (code !== 'invalid_type' || !['int', 'number', 'boolean'].includes(expected ?? '')) return value;
  const written = valueAt(document.value, path);
  const text = valueAt(value, path);
  if (typeof written !== 'string' || typeof text !== 'string' || !soleVariable.test(written)) return value;
  const meant = expected === 'boolean' ? /^(?:true|false)$/.test(text) : /^-?(?:0|[1-9]\d{0,14})$/.test(text);
  return meant ? replaced(value, path, JSON.parse(text) as Json) : value;
}

function replaced(value: Json, path: readonly PropertyKey[], by: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === Number(step) ? replaced(item, rest, by) : item));
  }
  if (!isJsonObject(value)) return value;
  const key = String(step);
  return { ...value, [key]: replaced(value[key] ?? null, rest, by) };
}

/** Text that only looks like a variable would go to Azure as it stands. */
function malformed(place: Place): Diagnostic {
  const hint = 'write it like ${NAME}, of letters, digits and _; for the signs themselves write $${';
  return diagnostic('CMG1005', 'this text begins a variable, and names none', { place, hint });
}

export function resolveReferences(
  document: SpecDocument,
  environment: Environment,
): { readonly value: Json; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const resolve = (value: Json, path: Path): Json => {
    if (typeof value === 'string') {
      let isMalformed = false;
      const resolved = value.replaceAll(
        /\$(\$)?\{(?:([A-Za-z_]\w{0,127})\})?/g,
        (whole, escaped: string | undefined, name: string | undefined) => {
          if (escaped !== undefined) return whole.slice(1);
          if (name === undefined) {
            isMalformed = true;
            return whole;
          }
          const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
          if (found !== undefined) return found;
          const place = document.locate(path);
          const hint = place.concealed ? 'set it' : 'set it, or write the value into the spec';
          diagnostics.push(
            diagnostic('CMG1005', `the environment variable ${name} is not set`, { place, hint }),
          );
          return whole;
        },
      );
      // Once for each text: nothing in it tells them apart.
      if (isMalformed) diagnostics.push(malformed(document.locate(path)));
      return resolved;
    }
    if (Array.isArray(value)) return value.map((item: Json, index) => resolve(item, [...path, index]));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key])]),
    );
  };
  return { value: resolve(document.value, []), diagnostics };
}
