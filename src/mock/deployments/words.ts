// How a deployment's parameters, outputs, types and times are spelled on the wire.
import type { Json, JsonObject } from '../../base/json.ts';
import { rowOf } from '../own.ts';

const typeWords: Readonly<Record<string, string>> = {
  string: 'String',
  int: 'Int',
  bool: 'Bool',
  array: 'Array',
  object: 'Object',
  securestring: 'SecureString',
  secureobject: 'SecureObject',
};

export function typeWord(type: string): string {
  return rowOf(typeWords, type.toLowerCase()) ?? type;
}

export function isSecure(type: string): boolean {
  return type.toLowerCase().startsWith('secure');
}

export interface Typed {
  readonly type: string;
  readonly value?: Json;
  /** Where the value came out of a vault. */
  readonly reference?: JsonObject;
}

/** Names begin in lower case, types in upper case, and what is secure has no value: seen in recorded traffic. */
export function echoed(values: Readonly<Record<string, Typed>>): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, typed]) => [camelCase(name), echo(typed)]));
}

function echo({ type, value, reference }: Typed): JsonObject {
  const word = typeWord(type);
  if (reference !== undefined) return { type: word, reference };
  return isSecure(type) || value === undefined ? { type: word } : { type: word, value };
}

/** `VMSS` → `vmss`, `NewNSG` → `newNSG`, `VMName` → `vmName`: a run of capitals, up to the last before a small one. */
export function camelCase(name: string): string {
  const run = /^\p{Lu}+/u.exec(name)?.[0] ?? '';
  if (run === '') return name;
  const rest = name.slice(run.length);
  const keepLast = run.length > 1 && /^\p{Ll}/u.test(rest);
  const lowered = keepLast ? run.length - 1 : run.length;
  return name.slice(0, lowered).toLowerCase() + name.slice(lowered);
}

/** `PT1M3.5S` */
export function isoDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Number((seconds % 60).toFixed(3));
  const parts = [hours > 0 ? `${hours}H` : '', minutes > 0 ? `${minutes}M` : ''].join('');
  return `PT${parts}${rest > 0 || parts === '' ? `${rest}S` : ''}`;
}

/** `11/20/2026 2:03:04 PM`, as the messages of Resource Manager write a moment. */
export function messageTime(time: Date): string {
  const hours = time.getUTCHours();
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
  const date = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  return `${date} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}
