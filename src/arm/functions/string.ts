// Functions on text.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
import type { Json } from '../../base/json.ts';
import { joinText, limits, tooLarge } from '../limits.ts';
import { templateGuid, uniqueString } from '../hash.ts';
import { TemplateError } from '../problem.ts';
import { format } from './format.ts';
import {
  fixed,
  integerAt,
  isList,
  listAt,
  ranging,
  refuse,
  textAt,
  valueAt,
  wrongType,
  type Functions,
  type Invocation,
} from './function.ts';
import { parseJsonText } from './json-text.ts';
import { textOf } from './text-of.ts';

export const stringFunctions: Functions = {
  base64: fixed(1, (ask) => Buffer.from(textAt(ask, 0)).toString('base64')),
  base64tojson: fixed(1, (ask) => parseJsonText(base64ToText(ask))),
  base64tostring: fixed(1, base64ToText),
  endswith: fixed(2, (ask) => lower(ask, 0).endsWith(lower(ask, 1))),
  fail: fixed(1, (ask) => {
    throw new TemplateError(textAt(ask, 0));
  }),
  format: ranging(1, Infinity, format),
  guid: ranging(1, Infinity, (ask) => templateGuid(texts(ask))),
  join: fixed(2, (ask) => joinText(listAt(ask, 0).map(textOf), textAt(ask, 1))),
  like: fixed(2, (ask) => {
    const [text, pattern] = [lower(ask, 0), lower(ask, 1)];
    ask.scope.budget.spendSearch(text.length, pattern.length);
    return isLike(text, pattern);
  }),
  newguid: fixed(0, (ask) => {
    if (!ask.scope.allowsFresh || ask.scope.context === undefined) return elsewhere(ask);
    return ask.scope.context.newGuid();
  }),
  padleft: ranging(2, 3, padLeft),
  replace: fixed(3, replace),
  split: fixed(2, split),
  startswith: fixed(2, (ask) => lower(ask, 0).startsWith(lower(ask, 1))),
  string: fixed(1, (ask) => textOf(valueAt(ask, 0))),
  substring: ranging(2, 3, substring),
  tolower: fixed(1, (ask) => lower(ask, 0)),
  toupper: fixed(1, (ask) => textAt(ask, 0).toUpperCase()),
  trim: fixed(1, (ask) => textAt(ask, 0).trim()),
  uniquestring: ranging(1, Infinity, (ask) => uniqueString(texts(ask))),
};

function lower(ask: Invocation, index: number): string {
  return textAt(ask, index).toLowerCase();
}

function texts(ask: Invocation): readonly string[] {
  return ask.args.map((_, index) => textAt(ask, index));
}

export function elsewhere(ask: Invocation): never {
  return refuse(
    ask,
    'is not expected at this location. The function can only be used in the default value of a parameter',
  );
}

const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;

function base64ToText(ask: Invocation): string {
  const text = textAt(ask, 0);
  if (!base64Text.test(text)) refuse(ask, 'expects a base64 encoded string');
  return Buffer.from(text, 'base64').toString('utf8');
}

function padLeft(ask: Invocation): string {
  const value = valueAt(ask, 0);
  const text = typeof value === 'number' ? textOf(value) : textAt(ask, 0);
  const width = integerAt(ask, 1);
  const padding = ask.args.length === 3 ? textAt(ask, 2) : ' ';
  if (padding.length !== 1) refuse(ask, 'expects a single padding character');
  if (width > limits.valueSize) tooLarge(width);
  return text.padStart(width, padding);
}

function replace(ask: Invocation): string {
  const [text, old, next] = [textAt(ask, 0), textAt(ask, 1), textAt(ask, 2)];
  ask.scope.budget.spendSearch(text.length, old.length);
  if (old === '') refuse(ask, 'expects text to look for that is not empty');
  return joinText(text.split(old), next);
}

function split(ask: Invocation): Json {
  const text = textAt(ask, 0);
  const by = valueAt(ask, 1);
  const marks = isList(by) ? by : [by];
  const wanted = marks.map((mark) =>
    typeof mark === 'string' ? mark : wrongType(ask, 1, 'a string or an array of strings'),
  );
  const real = wanted.filter((mark) => mark !== '');
  if (real.length === 0) return [text];
  ask.scope.budget.spendSearch(text.length, joinText(real).length);
  // The marks become one pattern, so that each place of the text is looked at once and the first mark wins.
  const pattern = real.map((mark) => mark.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('|');
  return text.split(new RegExp(pattern));
}

function substring(ask: Invocation): string {
  const text = textAt(ask, 0);
  const start = integerAt(ask, 1);
  const count = ask.args.length === 3 ? integerAt(ask, 2) : text.length - start;
  if (start < 0 || count < 0 || start + count > text.length)
    refuse(
      ask,
      `parameters are not valid: The index and length parameters must refer to a location within the string. The ` +
        `index parameter: '${start}', the length parameter: '${count}', the length of the string parameter: ` +
        `'${text.length}'`,
    );
  return text.slice(start, start + count);
}

/** `*` stands for any text and `?` for one character. Steps back at most to the last star: never exponential. */
function isLike(text: string, pattern: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const expected = pattern.charAt(in_);
    if (expected === '*') {
      [star, mark] = [in_, at];
      in_ += 1;
    } else if (expected !== '' && (expected === '?' || expected === text.charAt(at))) {
      at += 1;
      in_ += 1;
    } else if (star !== -1) {
      mark += 1;
      [in_, at] = [star + 1, mark];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(in_));
}
