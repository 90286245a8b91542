// How a fault in a price file is told while the file is read: by the path of what is wrong, so that all are told at once.
import type { Json } from '../base/json.ts';

/** Says that the value at a path of the file is wrong; the path of the whole is empty. */
export type Fault = (path: string, message: string, hint?: string) => void;

export function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
