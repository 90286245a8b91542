// Partial evaluation of one expression: a value where everything is known, and otherwise the expression that is
// left for Azure. Knows the rules of calls and members; what each function does stands in `functions/`.
import { isJsonObject, type Json } from '../base/json.ts';
import { call, member, type Call, type Expression, type Member } from './expression/tree.ts';
import { isExpression, unescapeText } from './expression/parse.ts';
import { placeIn } from './expression/position.ts';
import { checkArity, type Invocation } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { functionNamed } from './functions/table.ts';
import { bounded, charactersOf } from './limits.ts';
import { placed, seeAlso, TemplateError } from './problem.ts';
import { Residual, treeOf, type Outcome, type Scope, type UserFunction } from './scope.ts';

/** A string of a template: an expression, or text that stands for itself. */
export function evaluateText(text: string, scope: Scope): Outcome {
  return isExpression(text) ? evaluate(scope.parse(text), scope) : unescapeText(text);
}

function evaluate(tree: Expression, scope: Scope): Outcome {
  if (tree.kind === 'literal') return tree.value;
  scope.budget.spend(1);
  scope.budget.enter();
  try {
    return tree.kind === 'call' ? evaluateCall(tree, scope) : evaluateMember(tree, scope);
  } catch (error) {
    throw placed(error, placeIn(tree));
  } finally {
    scope.budget.leave();
  }
}

function evaluateCall(tree: Call, scope: Scope): Outcome {
  const row = functionNamed(tree.name);
  if (row === undefined) return callUserFunction(tree, scope);
  checkArity(tree, row);
  if (row.lazy !== undefined) return settle(row.lazy(tree, scope, evaluate), scope);
  const args = tree.args.map((arg) => evaluate(arg, scope));
  const known = args.filter((arg): arg is Json => !(arg instanceof Residual));
  if (known.length < args.length) return new Residual(call(tree.name, args.map(treeOf)));
  // What a function may have to read counts as work too.
  for (const arg of known) scope.budget.spend(charactersOf(arg) >> 7);
  const invocation: Invocation = { name: tree.name, args: known, scope };
  return settle(row.apply(invocation), scope);
}

/** No value may outgrow a template, and making a large one counts as work. */
function settle(outcome: Outcome, scope: Scope): Outcome {
  if (outcome instanceof Residual) return outcome;
  if (typeof outcome === 'string') scope.budget.spend(outcome.length >> 8);
  else if (Array.isArray(outcome)) scope.budget.spend(outcome.length >> 3);
  return bounded(outcome);
}

function callUserFunction(tree: Call, scope: Scope): Outcome {
  const own = scope.userFunction(tree.name);
  if (own === undefined)
    throw new TemplateError(`The template function '${tree.name}' is not valid. ${seeAlso('arm-functions')}`);
  if (own.parameters.length !== tree.args.length)
    throw new TemplateError(
      `Unable to evaluate template language function '${tree.name}': function requires ` +
        `${own.parameters.length} argument(s) while ${tree.args.length} were provided`,
    );
  const args = tree.args.map((arg) => evaluate(arg, scope));
  for (const [index, { check }] of own.parameters.entries()) check(args[index] ?? null);
  return evaluateBodyOf(own, args, scope);
}

/** A user's function sees its own arguments and nothing else of the template. */
function evaluateBodyOf(own: UserFunction, args: readonly Outcome[], scope: Scope): Outcome {
  const byName = new Map(own.parameters.map(({ name }, index) => [name.toLowerCase(), args[index]]));
  const inner: Scope = {
    ...scope,
    ...enter(scope),
    parameter(name) {
      const value = byName.get(name.toLowerCase());
      if (value === undefined) throw new TemplateError(`The template parameter '${name}' is not found`);
      return value;
    },
    variable(name) {
      throw new TemplateError(`The template function 'variables' is not expected here: '${name}'`);
    },
    userFunction(name) {
      const other = scope.userFunction(name);
      if (own.callsOthers || other === undefined) return other;
      throw new TemplateError(
        `The template function '${name}' is not expected here: only in languageVersion 2.0 does a user-defined ` +
          `function call another. ${seeAlso('arm-template-functions')}`,
      );
    },
    loop: undefined,
    bindings: undefined,
    runtime: typeof scope.runtime === 'string' ? 'refused' : scope.runtime,
  };
  return own.body(inner);
}

/** Functions may call each other; one that calls itself must end all the same. */
function enter(scope: Scope): { readonly callDepth: number } {
  const callDepth = (scope.callDepth ?? 0) + 1;
  if (callDepth > 32) throw new TemplateError('User-defined functions call each other in a circle');
  return { callDepth };
}

function evaluateMember(tree: Member, scope: Scope): Outcome {
  const target = evaluate(tree.target, scope);
  const key = evaluate(tree.key, scope);
  if (target instanceof Residual || key instanceof Residual)
    return new Residual(member(treeOf(target), treeOf(key), tree.safe));
  const value = memberOf(target, key);
  if (value !== undefined) return value;
  return tree.safe ? null : missing(target, key);
}

function missing(target: Json, key: Json): never {
  if (Array.isArray(target)) {
    if (typeof key !== 'number')
      throw new TemplateError(
        `The language expression property '${String(key)}' can't be evaluated, property name must be an integer`,
      );
    throw new TemplateError(`The language expression property array index '${key}' is out of bounds`);
  }
  if (!isJsonObject(target))
    throw new TemplateError(
      `The language expression property '${String(key)}' can't be evaluated: the value is not an object or an array`,
    );
  const names = Object.keys(target).slice(0, 30).join(', ');
  throw new TemplateError(
    `The language expression property '${String(key)}' doesn't exist, available properties are '${names}'`,
  );
}
