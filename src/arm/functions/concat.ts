// concat(): text of anything, or arrays. The two do not mix.
import type { Json } from '../../base/json.ts';
import { joinText } from '../limits.ts';
import { isList, refuse, typeName, type Invocation } from './function.ts';
import { textOf } from './text-of.ts';

export function concat(ask: Invocation): Json {
  const [first = null] = ask.args;
  if (!isList(first)) return joinText(ask.args.map((arg) => (isList(arg) ? mixed(ask, arg) : textOf(arg))));
  return ask.args.flatMap((arg) => (isList(arg) ? arg : mixed(ask, arg)));
}

function mixed(ask: Invocation, arg: Json): never {
  return refuse(
    ask,
    `expects its parameters to be all of type array or all of type string. One is of type '${typeName(arg)}'`,
  );
}
