// Values turned into the type a provider declares, as Azure's deserializer does ("50000" is a number where a
// number is meant, "tcp" is `Tcp`), and refused with its wording where they cannot be.
import { given } from './body.ts';
import { refuse } from '../fault.ts';
import type { Json, JsonObject } from '../../base/json.ts';

/** Clients that generate templates send numbers as text; an int served as text breaks the ones that read. */
export function wholeNumber(body: JsonObject, key: string, path: string): number | undefined {
  const value = given(body, key);
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  return notConvertible(value, 'System.Nullable`1[System.Int32]', `${path}.${key}`);
}

export function truth(body: JsonObject, key: string, path: string): boolean | undefined {
  const value = given(body, key);
  if (value === undefined || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === 'false') return text === 'true';
  return notConvertible(value, 'System.Nullable`1[System.Boolean]', `${path}.${key}`);
}

/** One of a closed set, in the set's own spelling whatever the caller's. */
export function word(
  body: JsonObject,
  key: string,
  { among, path }: { readonly among: readonly string[]; readonly path: string },
): string | undefined {
  const value = given(body, key);
  if (value === undefined) return undefined;
  const found =
    typeof value === 'string'
      ? among.find((choice) => choice.toLowerCase() === value.toLowerCase())
      : undefined;
  return found ?? notConvertible(value, key, `${path}.${key}`);
}

/** A port or range stays text: AAZ clients crash on a number here as they do on text elsewhere. */
export function portText(body: JsonObject, key: string): string | undefined {
  const value = given(body, key);
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

function notConvertible(value: Json, type: string, path: string): never {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const detail = `Error converting value "${shown}" to type '${type}'. Path '${path}'.`;
  return refuse(400, 'InvalidRequestFormat', 'Cannot parse the request.', {
    details: [{ code: 'InvalidJson', message: detail }],
  });
}
