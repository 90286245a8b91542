// copyIndex(): which loop is meant, and the index in it.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric#copyindex
import { integerAt, refuse, textAt, type Invocation } from './function.ts';
import type { Loop } from '../scope.ts';

/** `()`, `(offset)`, `('loop')`, `('loop', offset)`. */
export function contextLoop(ask: Invocation): number {
  const named = typeof ask.args[0] === 'string';
  const offsetAt = named ? 1 : 0;
  if (!named && ask.args.length > 1) textAt(ask, 0);
  const offset = ask.args.length > offsetAt ? integerAt(ask, offsetAt) : 0;
  const loop = named ? loopNamed(ask.scope.loop, textAt(ask, 0)) : loopUnnamed(ask.scope.loop);
  if (loop === undefined)
    return refuse(
      ask,
      named
        ? `refers to the copy '${textAt(ask, 0)}', which does not stand around it`
        : 'is not expected at this location. The function can only be used in a resource with copy specified',
    );
  return loop.index + offset;
}

function loopNamed(loop: Loop | undefined, name: string): Loop | undefined {
  const wanted = name.toLowerCase();
  let at = loop;
  while (at !== undefined && at.name !== wanted) at = at.outer;
  return at;
}

function loopUnnamed(loop: Loop | undefined): Loop | undefined {
  let at = loop;
  while (at !== undefined && at.over === 'value') at = at.outer;
  return at;
}
