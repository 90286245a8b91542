// Holds a document of faults against what there is: every key known, every value of its kind. Each message names the
// path of what is wrong; all of them are told at once.
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { rowOf } from '../own.ts';
import { codeRows } from './codes.ts';
import { garbages, operations, type FaultDocument } from './document.ts';

export type ParsedFaults = { readonly document: FaultDocument } | { readonly problems: readonly string[] };

export function parseFaults(value: unknown): ParsedFaults {
  const problems: string[] = [];
  const say: Say = (path, what) => void problems.push(path === '' ? what : `${path}: ${what}`);
  if (!isJsonObject(value)) say('', "an object with 'faults' is expected");
  else {
    onlyKnown(value, { path: '', keys: ['faults'], say });
    const rules = value['faults'];
    if (!Array.isArray(rules)) say('faults', 'a list of rules is expected');
    else for (const [index, rule] of rules.entries()) checkRule(rule as Json, `faults[${index}]`, say);
  }
  return problems.length === 0 ? { document: value as FaultDocument } : { problems };
}

type Say = (path: string, what: string) => void;
type Check = (value: Json, path: string, say: Say) => void;

function checkRule(rule: Json, path: string, say: Say): void {
  if (!isJsonObject(rule)) return say(path, "an object with 'match' and 'effect' is expected");
  onlyKnown(rule, { path, keys: ['match', 'effect'], say });
  const { match, effect } = rule;
  if (match === undefined) say(`${path}.match`, 'is missing; {} matches everything');
  else checkObject(match, { path: `${path}.match`, checks: matchChecks, say });
  checkEffect(effect, `${path}.effect`, say);
  if (isJsonObject(match) && isJsonObject(effect)) checkTogether(match, effect, { path, say });
}

const matchChecks: Readonly<Record<string, Check>> = {
  call: whole(1),
  from: whole(1),
  method: oneOf(['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']),
  path: text,
  type: text,
  operation: oneOf(operations),
  nth: whole(1),
  times: whole(1),
  probability: number(0, 1),
};

const refusal: Readonly<Record<string, Check>> = {
  code: text,
  status: whole(200, 599),
  message: text,
  target: text,
};

const effectChecks: Readonly<Record<string, Check>> = {
  answer: refusalCheck({ ...refusal, retryAfter: whole(0) }),
  reset: oneOf(['before', 'after']),
  stall: oneOf(['before', 'after']),
  truncate: number(0, 1),
  garbage: oneOf(garbages),
  refuse: refusalCheck(refusal),
  failAtEnd: refusalCheck(refusal),
  slow: (value, path, say) => {
    checkObject(value, { path, checks: { factor: number(0, 1e6), addSeconds: number(0, 1e9) }, say });
    if (isJsonObject(value) && value['factor'] === undefined && value['addSeconds'] === undefined)
      say(path, 'factor or addSeconds is missing');
  },
  late: (value, path, say) => {
    checkObject(value, { path, checks: { seconds: number(0, 1e9) }, say });
    if (isJsonObject(value) && value['seconds'] === undefined) say(`${path}.seconds`, 'is missing');
  },
};

const workEffects = ['refuse', 'failAtEnd', 'slow', 'late'];
const workOperations = ['write', 'delete'];

function checkEffect(effect: Json | undefined, path: string, say: Say): void {
  const kinds = Object.keys(effectChecks).join(', ');
  if (!isJsonObject(effect)) return say(path, `an object with one of ${kinds} is expected`);
  const names = Object.keys(effect);
  const [name = ''] = names;
  const check = rowOf(effectChecks, name);
  if (names.length !== 1 || check === undefined)
    return say(path, `one of ${kinds} is expected, not '${names.join(', ')}'`);
  check(effect[name] ?? null, `${path}.${name}`, say);
}

/** Work has no number among the requests: a deployment goes on when nobody asks. */
function checkTogether(
  match: JsonObject,
  effect: JsonObject,
  { path, say }: { readonly path: string; readonly say: Say },
): void {
  if (match['call'] !== undefined && match['from'] !== undefined)
    say(`${path}.match`, 'call and from exclude each other');
  const [name = ''] = Object.keys(effect);
  if (!workEffects.includes(name)) return;
  for (const key of ['call', 'from', 'method'])
    if (match[key] !== undefined)
      say(`${path}.match.${key}`, `cannot be told of '${name}', which is about work and not about requests`);
  const { operation } = match;
  const possible = name === 'failAtEnd' ? ['write'] : workOperations;
  if (typeof operation === 'string' && !possible.includes(operation))
    say(`${path}.match.operation`, `'${name}' is about ${possible.join(' or ')}, not '${operation}'`);
}

function refusalCheck(checks: Readonly<Record<string, Check>>): Check {
  return (value, path, say) => {
    checkObject(value, { path, checks, say });
    if (!isJsonObject(value)) return;
    const { code, status, message } = value;
    if (code === undefined && status === undefined) say(path, 'code or status is missing');
    if (typeof code !== 'string' || Object.hasOwn(codeRows, code)) return;
    if (status === undefined || message === undefined)
      say(`${path}.code`, `'${code}' is not known here, so status and message are needed`);
  };
}

interface ObjectAsk {
  readonly path: string;
  readonly checks: Readonly<Record<string, Check>>;
  readonly say: Say;
}

function checkObject(value: Json, { path, checks, say }: ObjectAsk): void {
  if (!isJsonObject(value)) return say(path, 'an object is expected');
  onlyKnown(value, { path, keys: Object.keys(checks), say });
  for (const [key, member] of Object.entries(value)) rowOf(checks, key)?.(member, `${path}.${key}`, say);
}

function onlyKnown(
  value: JsonObject,
  { path, keys, say }: { readonly path: string; readonly keys: readonly string[]; readonly say: Say },
): void {
  for (const key of Object.keys(value))
    if (!keys.includes(key))
      say(path === '' ? key : `${path}.${key}`, `is not known; there is ${keys.join(', ')}`);
}

function text(value: Json, path: string, say: Say): void {
  if (typeof value !== 'string' || value === '') say(path, `text is expected, not ${JSON.stringify(value)}`);
}

function oneOf(choices: readonly string[]): Check {
  return (value, path, say) => {
    if (typeof value !== 'string' || !choices.includes(value))
      say(path, `one of ${choices.join(', ')} is expected, not ${JSON.stringify(value)}`);
  };
}

function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, path, say) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
    say(path, `a whole number ${range} is expected, not ${JSON.stringify(value)}`);
  };
}

function number(least: number, most: number): Check {
  return (value, path, say) => {
    if (typeof value === 'number' && value >= least && value <= most) return;
    say(path, `a number from ${least} to ${most} is expected, not ${JSON.stringify(value)}`);
  };
}
