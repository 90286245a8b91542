// Logical functions. `if`, `and` and `or` look no further than they must once the outcome is known.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
import { call } from '../expression/tree.ts';
import { Residual, treeOf } from '../scope.ts';
import { branchTree } from './branch.ts';
import {
  booleanAt,
  fixed,
  refuse,
  valueAt,
  type Functions,
  type Invocation,
  type TemplateFunction,
} from './function.ts';

export const logicalFunctions: Functions = {
  and: junction(false),
  bool: fixed(1, bool),
  false: fixed(0, () => false),
  if: {
    min: 3,
    max: 3,
    lazy(tree, scope, evaluate) {
      const [condition, whenTrue, whenFalse] = tree.args;
      if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return null;
      const decided = evaluate(condition, scope);
      if (!(decided instanceof Residual)) {
        const taken = booleanAt({ name: tree.name, args: [decided], scope }, 0);
        return evaluate(taken ? whenTrue : whenFalse, scope);
      }
      const branches = [whenTrue, whenFalse].map((branch) => branchTree(branch, { scope, evaluate }));
      return new Residual(call(tree.name, [decided.tree, ...branches]));
    },
  },
  not: fixed(1, (ask) => !booleanAt(ask, 0)),
  or: junction(true),
  true: fixed(0, () => true),
};

/** `and` is decided by a single false, `or` by a single true; what is unknown stays. */
function junction(decisive: boolean): TemplateFunction {
  return {
    min: 2,
    max: Infinity,
    lazy(tree, scope, evaluate) {
      const outcomes = tree.args.map((arg) => evaluate(arg, scope));
      const unknown = outcomes.filter((outcome) => outcome instanceof Residual);
      const known = outcomes.flatMap((outcome) => (outcome instanceof Residual ? [] : [outcome]));
      const ask: Invocation = { name: tree.name, args: known, scope };
      if (known.some((_, index) => booleanAt(ask, index) === decisive)) return decisive;
      return unknown.length === 0 ? !decisive : new Residual(call(tree.name, outcomes.map(treeOf)));
    },
  };
}

function bool(ask: Invocation): boolean {
  const value = valueAt(ask, 0);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return refuse(ask, 'expects a string or an integer that stands for true or false');
}
