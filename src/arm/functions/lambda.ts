// Functions that take a lambda, and the lambda's own variables. A lambda is not a value: it is evaluated by the
// function that it is given to, once for each element.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda
import type { Json } from '../../base/json.ts';
import { call, literal, type Call, type Expression } from '../expression/tree.ts';
import { TemplateError } from '../problem.ts';
import { binding, Residual, treeOf, type Outcome, type Scope } from '../scope.ts';
import { branchTree } from './branch.ts';
import {
  listAt,
  objectAt,
  typeName,
  type Evaluate,
  type Functions,
  type TemplateFunction,
} from './function.ts';

export const lambdaFunctions: Functions = {
  filter: overList(2, (list, [keep]) => list.filter((element, index) => truth(run(keep, [element, index])))),
  groupby: overList(2, (list, [keyOf]) => {
    const groups = new Map<string, Json[]>();
    for (const [index, element] of list.entries()) {
      const key = word(run(keyOf, [element, index]));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [element]);
      else group.push(element);
    }
    return Object.fromEntries(groups);
  }),
  map: overList(2, (list, [change]) => list.map((element, index) => run(change, [element, index]))),
  mapvalues: {
    min: 2,
    max: 2,
    lazy: (tree, scope, evaluate) =>
      overKnown({ tree, scope, evaluate }, 1, ({ args }, [change]) => {
        const object = objectAt({ name: tree.name, args, scope }, 0);
        return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, run(change, [value])]));
      }),
  },
  reduce: {
    min: 3,
    max: 3,
    lazy: (tree, scope, evaluate) =>
      overKnown({ tree, scope, evaluate }, 2, ({ args }, [step]) => {
        const list = listAt({ name: tree.name, args, scope }, 0);
        const [, start = null] = args;
        return list.reduce((sum, element, index) => run(step, [sum, element, index]), start);
      }),
  },
  /** The lambda says whether its first argument stands before its second. */
  sort: overList(2, (list, [before]) =>
    list.toSorted((a, b) => {
      if (truth(run(before, [a, b]))) return -1;
      return truth(run(before, [b, a])) ? 1 : 0;
    }),
  ),
  toobject: overList(3, (list, [keyOf, valueOf]) =>
    Object.fromEntries(
      list.map((element, index) => [
        word(run(keyOf, [element, index])),
        valueOf === undefined ? element : run(valueOf, [element, index]),
      ]),
    ),
  ),
  lambda: {
    min: 1,
    max: Infinity,
    lazy: (tree) => misplaced(tree.name),
  },
  lambdavariables: {
    min: 1,
    max: 1,
    lazy(tree, scope, evaluate) {
      const [nameTree] = tree.args;
      const name = nameTree === undefined ? '' : evaluate(nameTree, scope);
      if (name instanceof Residual || typeof name !== 'string') return misplaced(tree.name);
      let at = scope.bindings;
      while (at !== undefined && at.name !== name.toLowerCase()) at = at.outer;
      if (at === undefined)
        throw new TemplateError(`The template language lambda variable '${name}' is not found`);
      return at.value ?? (at.value === null ? null : new Residual(call(tree.name, [literal(name)])));
    },
  },
};

/** One element would need what only Azure knows: the whole call is left for it. */
class NeedsRuntime extends Error {}

interface Lambda {
  readonly names: readonly string[];
  readonly body: Expression;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

interface Ask {
  readonly tree: Call;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

type OverList = (list: readonly Json[], lambdas: readonly (Lambda | undefined)[]) => Json;

function overList(max: number, apply: OverList): TemplateFunction {
  return {
    min: 2,
    max,
    lazy: (tree, scope, evaluate) =>
      overKnown({ tree, scope, evaluate }, 1, ({ args }, lambdas) =>
        apply(listAt({ name: tree.name, args, scope }, 0), lambdas),
      ),
  };
}

/** The first `plain` arguments are values, the others lambdas. */
function overKnown(
  ask: Ask,
  plain: number,
  apply: (known: { args: readonly Json[] }, lambdas: readonly Lambda[]) => Json,
): Outcome {
  const values = ask.tree.args.slice(0, plain).map((arg) => ask.evaluate(arg, ask.scope));
  const lambdas = ask.tree.args.slice(plain).map((arg) => lambdaOf(arg, ask));
  const args = values.filter((value): value is Json => !(value instanceof Residual));
  if (args.length < values.length) return left(ask, values, lambdas);
  try {
    return apply({ args }, lambdas);
  } catch (error) {
    if (error instanceof NeedsRuntime) return left(ask, values, lambdas);
    throw error;
  }
}

function lambdaOf(arg: Expression, { tree, scope, evaluate }: Ask): Lambda {
  const body = arg.kind === 'call' && arg.name.toLowerCase() === 'lambda' ? arg.args.at(-1) : undefined;
  if (arg.kind !== 'call' || body === undefined)
    throw new TemplateError(
      `The template language function '${tree.name}' expects a lambda as its last parameter`,
    );
  const names = arg.args.slice(0, -1).map((name) => {
    const text = evaluate(name, scope);
    return typeof text === 'string' ? text : misplaced('lambda');
  });
  return { names, body, scope, evaluate };
}

function run(lambda: Lambda | undefined, values: readonly Json[]): Json {
  if (lambda === undefined) return null;
  const { names, body, scope, evaluate } = lambda;
  if (names.length > values.length)
    throw new TemplateError(
      `A lambda takes at most '${values.length}' variable(s) here and declares '${names.length}'`,
    );
  const outcome = evaluate(body, binding(scope, names, values));
  if (outcome instanceof Residual) throw new NeedsRuntime();
  return outcome;
}

/** The call for Azure: with its lambdas looked at once, their variables unbound and all else made literal. */
function left({ tree }: Ask, values: readonly Outcome[], lambdas: readonly Lambda[]): Residual {
  const bodies = lambdas.map(({ names, body, scope, evaluate }) => {
    const unbound = names.map(() => undefined);
    const inside = binding(scope, names, unbound);
    return call('lambda', [...names.map(literal), branchTree(body, { scope: inside, evaluate })]);
  });
  return new Residual(call(tree.name, [...values.map(treeOf), ...bodies]));
}

function truth(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  throw new TemplateError(
    `A lambda has to give a boolean here and gives a value of type '${typeName(value)}'`,
  );
}

function word(value: Json): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(
    `A lambda has to give a string here and gives a value of type '${typeName(value)}'`,
  );
}

function misplaced(name: string): never {
  throw new TemplateError(`The template function '${name}' is not expected at this location`);
}
