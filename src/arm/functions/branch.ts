// What is left for the deployment of a part that it may never reach: the other branch of an if, the body of a lambda
// over a list that may be empty.
import { call, literal, type Expression } from '../expression/tree.ts';
import { TemplateError } from '../problem.ts';
import { treeOf, type Scope } from '../scope.ts';
import type { Evaluate } from './function.ts';

/** A part that cannot be evaluated matters only where it is reached: it becomes a call that fails there. */
export function branchTree(
  branch: Expression,
  { scope, evaluate }: { readonly scope: Scope; readonly evaluate: Evaluate },
): Expression {
  try {
    return treeOf(evaluate(branch, scope));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return call('fail', [literal(error.message)]);
  }
}
