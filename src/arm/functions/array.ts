// Functions on arrays, and those on arrays and strings alike.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array
import { canonicalJson, isJsonObject, type Json } from '../../base/json.ts';
import { limits } from '../limits.ts';
import { memberOf } from './member.ts';
import { concat } from './concat.ts';
import { intersection, union, unionOfLists } from './merge.ts';
import {
  fixed,
  integerAt,
  isList,
  listAt,
  ranging,
  refuse,
  textAt,
  typeName,
  valueAt,
  wrongType,
  type Functions,
  type Invocation,
} from './function.ts';

export const arrayFunctions: Functions = {
  array: fixed(1, (ask) => {
    const value = valueAt(ask, 0);
    return isList(value) ? value : [value];
  }),
  concat: ranging(1, Infinity, concat),
  contains: fixed(2, contains),
  createarray: ranging(0, Infinity, ({ args }) => args),
  distinct: fixed(1, (ask) => unionOfLists([listAt(ask, 0)])),
  empty: fixed(1, empty),
  first: fixed(1, (ask) => fromEnds(ask, 0)),
  flatten: fixed(1, flatten),
  indexfromend: fixed(2, (ask) => {
    const value = fromEnd(ask);
    return value === undefined
      ? refuse(ask, `found no element at '${integerAt(ask, 1)}' from the end`)
      : value;
  }),
  indexof: fixed(2, (ask) => indexOf(ask, 'first')),
  intersection: ranging(2, Infinity, intersection),
  last: fixed(1, (ask) => fromEnds(ask, -1)),
  lastindexof: fixed(2, (ask) => indexOf(ask, 'last')),
  length: fixed(1, length),
  max: ranging(1, Infinity, (ask) => extreme(ask, (a, b) => a > b)),
  min: ranging(1, Infinity, (ask) => extreme(ask, (a, b) => a < b)),
  range: fixed(2, range),
  skip: fixed(2, (ask) => slice(ask, (count) => [count, undefined])),
  take: fixed(2, (ask) => slice(ask, (count) => [0, count])),
  tryget: ranging(2, Infinity, ({ args: [container = null, ...keys] }) => {
    let value: Json | undefined = container;
    for (const key of keys) value = value === undefined ? undefined : memberOf(value, key);
    return value ?? null;
  }),
  tryindexfromend: fixed(2, (ask) => fromEnd(ask) ?? null),
  union: ranging(2, Infinity, union),
};

/** Exact in text and in arrays; names of properties are found without regard to case. */
function contains(ask: Invocation): boolean {
  const [container = null, item = null] = ask.args;
  if (isList(container)) return container.some(sameAs(item));
  if (typeof container === 'string') {
    const wanted = typeof item === 'number' ? String(item) : textAt(ask, 1);
    ask.scope.budget.spendSearch(container.length, wanted.length);
    return container.includes(wanted);
  }
  if (isJsonObject(container)) return memberOf(container, textAt(ask, 1)) !== undefined;
  return wrongType(ask, 0, 'an array, an object or a string');
}

function sameAs(item: Json): (element: Json) => boolean {
  const wanted = canonicalJson(item);
  return (element) => canonicalJson(element) === wanted;
}

function empty(ask: Invocation): boolean {
  const value = valueAt(ask, 0);
  if (value === null) return true;
  if (typeof value === 'string' || isList(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return wrongType(ask, 0, 'an object, an array or a string');
}

function length(ask: Invocation): number {
  const value = valueAt(ask, 0);
  if (typeof value === 'string' || isList(value)) return value.length;
  if (isJsonObject(value)) return Object.keys(value).length;
  return wrongType(ask, 0, 'an object, an array or a string');
}

function fromEnds(ask: Invocation, at: 0 | -1): Json {
  const value = valueAt(ask, 0);
  if (typeof value === 'string') return value.at(at) ?? '';
  if (isList(value)) return value.at(at) ?? null;
  return wrongType(ask, 0, 'an array or a string');
}

/** Counted from 1: `indexFromEnd(list, 1)` is the last one. */
function fromEnd(ask: Invocation): Json | undefined {
  const list = listAt(ask, 0);
  const index = integerAt(ask, 1);
  return index < 1 ? undefined : list.at(-index);
}

function flatten(ask: Invocation): readonly Json[] {
  const lists = listAt(ask, 0);
  return lists.flatMap((element) =>
    isList(element)
      ? element
      : refuse(ask, `expects an array of arrays. An element is of type '${typeName(element)}'`),
  );
}

/** Text is searched without regard to case, an array exactly. */
function indexOf(ask: Invocation, which: 'first' | 'last'): number {
  const [container = null, item = null] = ask.args;
  if (isList(container)) {
    const same = sameAs(item);
    return which === 'first' ? container.findIndex(same) : container.findLastIndex(same);
  }
  if (typeof container !== 'string') return wrongType(ask, 0, 'an array or a string');
  const text = container.toLowerCase();
  const wanted = textAt(ask, 1).toLowerCase();
  ask.scope.budget.spendSearch(text.length, wanted.length);
  return which === 'first' ? text.indexOf(wanted) : text.lastIndexOf(wanted);
}

/** Of an array of integers, or of integers given one by one. */
function extreme(ask: Invocation, better: (a: number, b: number) => boolean): number {
  const numbers = ask.args.length === 1 && isList(valueAt(ask, 0)) ? listAt(ask, 0) : ask.args;
  let best: number | undefined;
  for (const candidate of numbers) {
    if (typeof candidate !== 'number' || !Number.isInteger(candidate))
      return refuse(ask, `expects integers. The provided value is of type '${typeName(candidate)}'`);
    if (best === undefined || better(candidate, best)) best = candidate;
  }
  return best ?? refuse(ask, 'expects at least one integer');
}

function range(ask: Invocation): readonly number[] {
  const start = integerAt(ask, 0);
  const count = integerAt(ask, 1);
  if (count < 0 || count > limits.rangeCount)
    refuse(ask, `expects a count from 0 to '${limits.rangeCount}'. The provided value is '${count}'`);
  if (start + count > 2_147_483_647) refuse(ask, `ends beyond '2147483647'`);
  return Array.from({ length: count }, (_, index) => start + index);
}

function slice(ask: Invocation, cut: (count: number) => [number, number | undefined]): Json {
  const value = valueAt(ask, 0);
  const [from, to] = cut(Math.max(0, integerAt(ask, 1)));
  if (typeof value === 'string') return value.slice(from, to);
  if (isList(value)) return value.slice(from, to);
  return wrongType(ask, 0, 'an array or a string');
}
