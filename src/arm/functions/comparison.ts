// Comparison and coalesce.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison
import { sameJson } from '../../base/json.ts';
import { call } from '../expression/tree.ts';
import { Residual } from '../scope.ts';
import { branchTree } from './branch.ts';
import { fixed, refuse, typeName, valueAt, type Functions, type Invocation } from './function.ts';

export const comparisonFunctions: Functions = {
  coalesce: {
    min: 1,
    max: Infinity,
    /** Looks no further than the first value that is known not to be null. */
    lazy(tree, scope, evaluate) {
      for (const [index, arg] of tree.args.entries()) {
        const value = evaluate(arg, scope);
        if (value instanceof Residual) {
          const rest = tree.args.slice(index + 1).map((later) => branchTree(later, { scope, evaluate }));
          return new Residual(call(tree.name, [value.tree, ...rest]));
        }
        if (value !== null) return value;
      }
      return null;
    },
  },
  equals: fixed(2, (ask) => sameJson(valueAt(ask, 0), valueAt(ask, 1))),
  greater: fixed(2, (ask) => compare(ask) > 0),
  greaterorequals: fixed(2, (ask) => compare(ask) >= 0),
  less: fixed(2, (ask) => compare(ask) < 0),
  lessorequals: fixed(2, (ask) => compare(ask) <= 0),
};

/** .NET compares as a reader sorts, not by code point: 'a' stands before 'A'. */
const readers = new Intl.Collator('en-US');

function compare(ask: Invocation): number {
  const [a = null, b = null] = ask.args;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return readers.compare(a, b);
  return refuse(
    ask,
    `expects two integers or two strings. The provided values are of type '${typeName(a)}' and '${typeName(b)}'`,
  );
}
