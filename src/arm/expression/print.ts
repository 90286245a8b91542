// A tree back to text. What has no literal in the language (true, fractions, objects) is printed as the call that
// makes it, so that the text means the same wherever it is evaluated.
import { isJsonObject, type Json } from '../../base/json.ts';
import type { Expression } from './tree.ts';

/** With its brackets: what stands in a template. */
export function printExpression(tree: Expression): string {
  return `[${print(tree)}]`;
}

const identifier = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function print(tree: Expression): string {
  switch (tree.kind) {
    case 'literal':
      return printValue(tree.value);
    case 'call':
      return `${tree.name}(${tree.args.map(print).join(', ')})`;
    case 'member': {
      const mark = tree.safe ? '?' : '';
      const { key } = tree;
      return key.kind === 'literal' && typeof key.value === 'string' && identifier.test(key.value)
        ? `${print(tree.target)}.${mark}${key.value}`
        : `${print(tree.target)}[${mark}${print(key)}]`;
    }
  }
}

function printValue(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean' || value === null) return `${value}()`;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : `json('${value}')`;
  if (Array.isArray(value) && value.every(isScalar))
    return `createArray(${value.map(printValue).join(', ')})`;
  if (isJsonObject(value) && Object.keys(value).length === 0) return 'createObject()';
  return `json(${quote(JSON.stringify(value))})`;
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
