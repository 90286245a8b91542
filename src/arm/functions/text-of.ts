// A value as text, as .NET writes it: `True`, numbers without regard to culture, objects as minified JSON.
import type { Json } from '../../base/json.ts';

export function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return '';
  return JSON.stringify(value);
}
