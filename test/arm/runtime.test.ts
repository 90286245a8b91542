// The second half: what expand() leaves for the deployment, and how it is finished.
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { resolveDeferred, resolveKnown, resolveResidual, Unresolved } from '../../src/arm/runtime.ts';
import type { Runtime } from '../../src/arm/scope.ts';
import { expandIn, group, resource } from './world.ts';

const id = `${group}/providers/Microsoft.Storage/storageAccounts/falls`;

const runtime: Runtime = {
  reference: (asked, apiVersion, full) => ({
    asked,
    apiVersion: apiVersion ?? null,
    full,
    list: ['x', 'y'],
    n: 2,
  }),
  list: (name, asked, apiVersion, body) => ({ name, asked, apiVersion, body: body ?? null }),
};

function left(value: Json): { readonly body: JsonObject; readonly deferred: readonly string[] } {
  const { resources, problems } = expandIn({
    parameters: { p: { type: 'string', defaultValue: 'known' } },
    resources: [resource(), resource({ name: 'other', properties: { it: value } })],
  });
  assert.deepEqual(problems, []);
  return { body: resources[1]?.body ?? {}, deferred: resources[1]?.deferred ?? [] };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

describe('what is left for the deployment', () => {
  const texts: readonly (readonly [string, string])[] = [
    ["[reference('falls').a]", `[reference('${id}', '2023-05-01').a]`],
    [
      "[reference(resourceId('Microsoft.Storage/storageAccounts', 'falls'), '2019-06-01', 'full').b]",
      `[reference('${id}', '2019-06-01', 'Full').b]`,
    ],
    [
      "[concat(parameters('p'), reference('falls')['c-d'])]",
      `[concat('known', reference('${id}', '2023-05-01')['c-d'])]`,
    ],
    [
      "[if(equals(parameters('p'), 'known'), reference('falls').a, fail('no'))]",
      `[reference('${id}', '2023-05-01').a]`,
    ],
    [
      "[if(reference('falls').on, parameters('p'), div(1, 0))]",
      `[if(reference('${id}', '2023-05-01').on, 'known', fail('The template language function ''div'' attempted to divide by zero. Please see https://aka.ms/arm-functions#div for usage details.'))]`,
    ],
    [
      "[union(reference('falls').tags, createObject('a', createArray(1, 2)))]",
      `[union(reference('${id}', '2023-05-01').tags, json('{"a":[1,2]}'))]`,
    ],
    [
      "[map(reference('falls').list, lambda('i', concat(parameters('p'), lambdaVariables('i'))))]",
      `[map(reference('${id}', '2023-05-01').list, lambda('i', concat('known', lambdaVariables('i'))))]`,
    ],
    ["[listKeys('falls', '2023-05-01').keys[0].value]", `[listKeys('${id}', '2023-05-01').keys[0].value]`],
    [
      "[coalesce(null(), reference('falls').?a, parameters('p'))]",
      `[coalesce(reference('${id}', '2023-05-01').?a, 'known')]`,
    ],
  ];
  for (const [written, expected] of texts)
    it(`of ${written} holds nothing but literals and the resource's id`, () => {
      assert.deepEqual(left(written), {
        body: { properties: { it: expected } },
        deferred: ['properties.it'],
      });
    });

  it('is nothing where a known false decides', () => {
    assert.deepEqual(left("[and(equals(1, 2), reference('falls').on)]").deferred, []);
  });

  it('has a path that names each place, with dots of keys escaped', () => {
    const { deferred } = left({
      'a.b': ["[reference('falls').n]", 'c'],
      [String.raw`d\e`]: "[reference('falls').n]",
    });
    assert.deepEqual(deferred, [String.raw`properties.it.a\.b.0`, String.raw`properties.it.d\\e`]);
  });

  it('is finished by a runtime, and nothing else is touched', () => {
    const { body, deferred } = left({
      'a.b': ["[reference('falls').n]", '[[text]'],
      same: "[map(reference('falls', '1', 'full').list, lambda('v', concat(lambdaVariables('v'), '!')))]",
      keys: "[listAccountSas('falls', '2', createObject('k', 'v'))]",
    });
    assert.deepEqual(resolveDeferred(body, deferred, runtime), {
      properties: {
        it: {
          'a.b': [2, '[text]'],
          same: ['x!', 'y!'],
          keys: { name: 'listAccountSas', asked: id, apiVersion: '2', body: { k: 'v' } },
        },
      },
    });
  });

  it('stays where the runtime does not know the resource yet', () => {
    const { body, deferred } = left(["[reference('falls').n]", "[listKeys('falls', '1').name]"]);
    const unsure: Runtime = {
      ...runtime,
      list(_, asked) {
        throw new Unresolved(asked);
      },
    };
    assert.deepEqual(resolveKnown(body, deferred, unsure), {
      body: { properties: { it: [2, `[listKeys('${id}', '1').name]`] } },
      unknown: ['properties.it.1'],
    });
  });

  it('fails as Azure does where the property is not there', () => {
    const { body, deferred } = left("[reference('falls').nothing]");
    assert.throws(
      () => resolveDeferred(body, deferred, runtime),
      /property 'nothing' doesn't exist, available properties are 'asked, apiVersion, full, list, n'/,
    );
  });

  it('of an output is one expression for the whole value', () => {
    const { outputs } = expandIn({
      resources: [resource()],
      outputs: {
        it: { type: 'object', value: { n: "[reference('falls').n]", known: ['[add(1, 1)]', { a: true }] } },
      },
    });
    assert.deepEqual(outputs['it'], {
      type: 'object',
      value: `[createObject('n', reference('${id}', '2023-05-01').n, 'known', createArray(2, createObject('a', true())))]`,
      deferred: true,
    });
    assert.deepEqual(resolveResidual(textOf(outputs['it']?.value), runtime), {
      n: 2,
      known: [2, { a: true }],
    });
  });
});
