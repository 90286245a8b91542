// Properties of evaluation over random expressions: it ends with a value or a refusal, and what is left for the
// deployment gives there what it would have given at once.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printExpression } from '../../src/arm/expression/print.ts';
import { call, literal, member, type Expression } from '../../src/arm/expression/tree.ts';
import { TemplateError } from '../../src/arm/problem.ts';
import { resolveResidual } from '../../src/arm/runtime.ts';
import type { Runtime } from '../../src/arm/scope.ts';
import type { Json } from '../../src/base/json.ts';
import { expandIn, group, resource } from './world.ts';

const id = `${group}/providers/Microsoft.Storage/storageAccounts/falls`;

/** What the deployment will know of the resource. */
const state = { n: 3, t: 'Falls', b: true, l: ['a', 2, null], o: { x: 1, Y: 'z' } };
const runtime: Runtime = { reference: () => state, list: () => state };

/** The same expression twice: with what is known late as a reference, and with it written out. */
interface Pair {
  readonly late: Expression;
  readonly now: Expression;
}

const same = (tree: Expression): Pair => ({ late: tree, now: tree });
const known = (key: keyof typeof state): Pair => ({
  late: member(call('reference', [literal(id)]), literal(key)),
  now: literal(state[key]),
});
const made = (name: string, args: readonly Pair[]): Pair => ({
  late: call(
    name,
    args.map(({ late }) => late),
  ),
  now: call(
    name,
    args.map(({ now }) => now),
  ),
});

type Kind = 'n' | 't' | 'b' | 'l' | 'o';
type Tie = (kind: Kind) => fc.Arbitrary<Pair>;

/** Functions by what they give and what they take. */
const functions: readonly (readonly [gives: Kind, name: string, takes: string])[] = [
  ['n', 'add', 'nn'],
  ['n', 'div', 'nn'],
  ['n', 'mod', 'nn'],
  ['n', 'length', 'l'],
  ['n', 'length', 't'],
  ['n', 'length', 'o'],
  ['n', 'indexOf', 'tt'],
  ['n', 'int', 't'],
  ['n', 'max', 'nn'],
  ['t', 'concat', 'tnb'],
  ['t', 'toUpper', 't'],
  ['t', 'substring', 'tn'],
  ['t', 'string', 'o'],
  ['t', 'string', 'l'],
  ['t', 'join', 'lt'],
  ['t', 'padLeft', 'tn'],
  ['t', 'replace', 'ttt'],
  ['t', 'uniqueString', 'tt'],
  ['t', 'if', 'btt'],
  ['t', 'coalesce', 'tt'],
  ['t', 'base64', 't'],
  ['t', 'first', 't'],
  ['b', 'equals', 'll'],
  ['b', 'equals', 'oo'],
  ['b', 'and', 'bb'],
  ['b', 'or', 'bbb'],
  ['b', 'not', 'b'],
  ['b', 'less', 'tt'],
  ['b', 'greaterOrEquals', 'nn'],
  ['b', 'contains', 'tt'],
  ['b', 'contains', 'ot'],
  ['b', 'contains', 'ln'],
  ['b', 'empty', 'o'],
  ['b', 'startsWith', 'tt'],
  ['b', 'if', 'bbb'],
  ['l', 'createArray', 'ntbo'],
  ['l', 'union', 'll'],
  ['l', 'intersection', 'll'],
  ['l', 'take', 'ln'],
  ['l', 'skip', 'ln'],
  ['l', 'range', 'nn'],
  ['l', 'split', 'tt'],
  ['l', 'objectKeys', 'o'],
  ['l', 'items', 'o'],
  ['l', 'if', 'bll'],
  ['o', 'createObject', 'tltn'],
  ['o', 'union', 'oo'],
  ['o', 'json', 't'],
  ['o', 'shallowMerge', 'l'],
];

const leaves: Readonly<Record<Kind, fc.Arbitrary<Pair>>> = {
  n: fc.oneof(
    fc.integer({ min: -3, max: 9 }).map((value) => same(literal(value))),
    fc.constant(known('n')),
  ),
  t: fc.oneof(
    fc.constantFrom('', 'a', "it's", '{}', '12', '[x]', 'ä').map((value) => same(literal(value))),
    fc.constant(known('t')),
  ),
  b: fc.oneof(
    fc.boolean().map((value) => same(call(`${value}`, []))),
    fc.constant(known('b')),
  ),
  l: fc.oneof(fc.constant(same(call('createArray', []))), fc.constant(known('l'))),
  o: fc.oneof(fc.constant(same(call('createObject', []))), fc.constant(known('o'))),
};

function lambdaOver(list: Pair, body: Pair): Pair {
  const lambda = (tree: Expression) =>
    call('lambda', [literal('v'), call('createArray', [call('lambdaVariables', [literal('v')]), tree])]);
  return {
    late: call('map', [list.late, lambda(body.late)]),
    now: call('map', [list.now, lambda(body.now)]),
  };
}

function ofKind(kind: Kind, tie: Tie): fc.Arbitrary<Pair> {
  const calls = functions
    .filter(([gives]) => gives === kind)
    .map(([, name, takes]) =>
      fc.tuple(...[...takes].map((one) => tie(one as Kind))).map((args) => made(name, args)),
    );
  const more =
    kind === 'l' ? [fc.tuple(tie('l'), tie('t')).map(([list, body]) => lambdaOver(list, body))] : [];
  return fc.oneof({ depthSize: 'small' }, leaves[kind], ...calls, ...more);
}

const pairs = fc.letrec<Record<Kind, Pair>>((tie) => {
  const of = (kind: Kind) => ofKind(kind, (one) => tie(one));
  return { n: of('n'), t: of('t'), b: of('b'), l: of('l'), o: of('o') };
});
const pair = fc.oneof(pairs.n, pairs.t, pairs.b, pairs.l, pairs.o);

interface Given {
  readonly value?: Json;
  readonly refused?: string;
}

function given(tree: Expression): Given {
  const { outputs, problems } = expandIn({
    resources: [resource()],
    outputs: { it: { type: 'any', value: printExpression(tree) } },
  });
  const [problem] = problems;
  if (problem !== undefined) return { refused: problem.message };
  const { value = null, deferred = false } = outputs['it'] ?? {};
  if (!deferred) return { value };
  try {
    return { value: resolveResidual(String(value), runtime) };
  } catch (error) {
    assert.ok(error instanceof TemplateError, String(error));
    return { refused: error.message };
  }
}

describe('evaluation of random expressions', () => {
  it('gives later what it would have given at once', () => {
    let compared = 0;
    let late = 0;
    fc.assert(
      fc.property(pair, (each) => {
        const now = given(each.now);
        const then = given(each.late);
        // What is decided without the late value need not look at it: only then may a refusal become a value.
        if (now.value !== undefined) assert.deepEqual(then, now);
        compared += now.value === undefined ? 0 : 1;
        late += printExpression(each.late).includes('reference(') ? 1 : 0;
      }),
      { numRuns: 600 },
    );
    assert.ok(compared > 100 && late > 100, `${compared} compared, ${late} of them late`);
  });

  it('ends with a value or with a refusal, whatever is called with whatever', () => {
    const anyName = fc.constantFrom(
      ...functions.map(([, name]) => name),
      'tryGet',
      'format',
      'parseCidr',
      'uri',
    );
    const value = fc.constantFrom<Json>(
      null,
      true,
      -1,
      2 ** 40,
      '',
      'a',
      '10.0.0.0/8',
      [],
      [1, 'x'],
      {},
      { a: 1 },
    );
    const tree = fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        value.map(literal),
        fc.tuple(anyName, fc.array(tie('tree'), { maxLength: 4 })).map(([name, args]) => call(name, args)),
        fc
          .tuple(tie('tree'), tie('tree'), fc.boolean())
          .map(([target, key, safe]) => member(target, key, safe)),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, (each) => {
        const { value: got, refused } = given(each);
        assert.ok((got === undefined) !== (refused === undefined));
      }),
      { numRuns: 600 },
    );
  });
});
