// A spec's document → the Spec it describes and everything that is wrong with it, in file order. Never throws
// and never stops at the first fault: rules still run on what was understood.
import { diagnostic, hasErrors, type Diagnostic } from '../base/diagnostic.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import type { SpecDocument } from './document.ts';
import { explainIssue } from './messages.ts';
import { normalizeSpec } from './normalize.ts';
import { resolveReferences, type Environment } from './reference.ts';
import { rules } from './rules.ts';
import { specSchema, type Spec } from './schema.ts';

export interface ValidatedSpec {
  /** Undefined where anything is an error. */
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function validateSpec(document: SpecDocument, environment: Environment): ValidatedSpec {
  if (hasErrors(document.diagnostics)) return { spec: undefined, diagnostics: document.diagnostics };
  const { value, diagnostics: unset } = resolveReferences(document, environment);
  const result = specSchema.safeParse(value);
  const issues = result.success
    ? []
    : result.error.issues.flatMap((issue) => explainIssue(issue, value, document));
  const understood = result.success ? result.data : understoodPart(value, result.error.issues);
  const broken = understood === undefined ? [] : brokenRules(understood, document, faultyKeys(result));
  const diagnostics = inFileOrder([...document.diagnostics, ...unset, ...issues, ...broken]);
  const spec =
    result.success && !hasErrors(diagnostics) ? normalizeSpec(result.data, environment) : undefined;
  return { spec, diagnostics };
}

/** First keys with a fault of their own: what stands in for their values must not be judged. */
function faultyKeys(result: ReturnType<typeof specSchema.safeParse>): ReadonlySet<string> {
  const issues = result.success ? [] : result.error.issues.filter(({ code }) => code !== 'unrecognized_keys');
  return new Set(issues.map(({ path }) => String(path[0])));
}

function brokenRules(spec: Spec, document: SpecDocument, faulty: ReadonlySet<string>): Diagnostic[] {
  return rules.flatMap(({ code, at, what, check }) => {
    if (faulty.has(String(at[0]))) return [];
    const finding = check(spec);
    if (finding === undefined) return [];
    const path = finding.at ?? at;
    // A default has no line to point at.
    const place = document.find(path) && document.locate(path, what);
    return [diagnostic(code, finding.message, { place, hint: finding.hint })];
  });
}

/** The spec without its faulty values, required ones stood in for, so that the other rules can still speak. */
function understoodPart(
  value: Json,
  issues: readonly { path: PropertyKey[]; code: string; keys?: string[] }[],
): Spec | undefined {
  if (!isJsonObject(value)) return undefined;
  let rest: Json = value;
  for (const { path, keys } of issues) {
    for (const key of keys ?? [undefined]) rest = without(rest, key === undefined ? path : [...path, key]);
  }
  const standIns = {
    version: 1,
    name: 'abc',
    region: 'westus2',
    resourceGroup: { name: 'x' },
    certificate: { selfSigned: true },
  };
  const parsed = specSchema.safeParse(isJsonObject(rest) ? { ...standIns, ...rest } : standIns);
  return parsed.success ? parsed.data : undefined;
}

function without(value: Json, path: readonly PropertyKey[]): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.filter((_, index) => index !== Number(step));
  if (!isJsonObject(value) || !(String(step) in value)) return value;
  const key = String(step);
  const inner = rest.length === 0 ? undefined : without(value[key] ?? null, rest);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      name !== key ? [[name, item]] : inner === undefined ? [] : [[name, inner]],
    ),
  );
}

function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank = ({ place }: Diagnostic): number => (place ? place.line * 10_000 + place.column : 0);
  return diagnostics.toSorted((a, b) => rank(a) - rank(b));
}
