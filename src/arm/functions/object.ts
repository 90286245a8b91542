// Functions on objects.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
import { isJsonObject, type Json } from '../../base/json.ts';
import {
  fixed,
  listAt,
  objectAt,
  ranging,
  refuse,
  textAt,
  valueAt,
  type Functions,
  type Invocation,
} from './function.ts';
import { parseJsonText } from './json-text.ts';
import { spellings } from './merge.ts';

export const objectFunctions: Functions = {
  createobject: ranging(0, Infinity, createObject),
  items: fixed(1, (ask) => {
    const object = objectAt(ask, 0);
    return sortedKeys(Object.keys(object)).map((key) => ({ key, value: object[key] ?? null }));
  }),
  json: fixed(1, (ask) => {
    const value = valueAt(ask, 0);
    return typeof value === 'object' ? value : parseJsonText(textAt(ask, 0));
  }),
  null: fixed(0, () => null),
  objectkeys: fixed(1, (ask) => sortedKeys(Object.keys(objectAt(ask, 0)))),
  shallowmerge: fixed(1, shallowMerge),
};

function createObject(ask: Invocation): Json {
  if (ask.args.length % 2 !== 0)
    refuse(ask, 'expects an even number of parameters: each name with its value');
  const members = ask.args.flatMap((_, index) =>
    index % 2 === 0 ? [[textAt(ask, index), valueAt(ask, index + 1)] as const] : [],
  );
  return Object.fromEntries(members);
}

function shallowMerge(ask: Invocation): Json {
  const merged = new Map<string, Json>();
  const names = new Map<string, string>();
  for (const element of listAt(ask, 0)) {
    if (!isJsonObject(element)) return refuse(ask, 'expects an array of objects');
    for (const [lower, spelling] of spellings(element)) {
      const name = names.get(lower) ?? spelling;
      names.set(lower, name);
      merged.set(name, element[spelling] ?? null);
    }
  }
  return Object.fromEntries(merged);
}

const readers = new Intl.Collator('en-US', { sensitivity: 'accent' });

function sortedKeys(keys: readonly string[]): readonly string[] {
  return keys.toSorted(readers.compare);
}
