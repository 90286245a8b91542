// Templates of which not everything is known: parameters that are only an expression, and the trace of secrets.
import assert from 'node:assert/strict';
import { expand } from '../../src/arm/expand.ts';
import type { Expansion } from '../../src/arm/expansion.ts';
import { expressionAt } from '../../src/arm/runtime.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { context, group, resource } from './world.ts';

const storage = `${group}/providers/Microsoft.Storage/storageAccounts`;
const later = "[reference('/subscriptions/s', '2020-01-01').late]";

function expandLater(resources: readonly JsonObject[], more: JsonObject = {}): Expansion {
  const template = { parameters: { late: { type: 'string' } }, resources, ...more };
  return expand({ template, parameters: {}, context, unresolved: { late: later } });
}

describe('parameters that only the deployment brings', () => {
  it('stay expressions wherever they go', () => {
    const { resources, problems } = expandLater(
      [resource({ name: 'one', tags: { a: "[variables('a')]" } })],
      { variables: { a: "[concat('x', parameters('late'))]" } },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(resources[0]?.body['tags'], {
      a: "[concat('x', reference('/subscriptions/s', '2020-01-01').late)]",
    });
    assert.deepEqual(resources[0]?.deferred, ['tags.a']);
  });

  it('leave a resource above all subscriptions unidentified there', () => {
    const idIn = (place: { readonly managementGroupId?: string }): string | undefined => {
      const { subscriptionId: _, resourceGroup: __, ...above } = context;
      const template = {
        parameters: { late: { type: 'string' } },
        resources: [resource({ name: "[parameters('late')]" })],
      };
      const around = { ...above, ...place };
      const asked = { template, parameters: {}, context: around, unresolved: { late: later } };
      return expand(asked).unidentified?.[0]?.id;
    };
    const name = "reference('/subscriptions/s', '2020-01-01').late";
    assert.equal(idIn({}), `[tenantResourceId('Microsoft.Storage/storageAccounts', ${name})]`);
    assert.equal(
      idIn({ managementGroupId: 'root' }),
      `[extensionResourceId('/providers/Microsoft.Management/managementGroups/root', 'Microsoft.Storage/storageAccounts', ${name})]`,
    );
  });

  it('leave a resource unidentified where its name, its condition or its copies hang on one', () => {
    const { resources, unidentified, problems } = expandLater([
      resource({ name: "[parameters('late')]" }),
      resource({ name: 'maybe', condition: "[equals(parameters('late'), 'a')]" }),
      resource({ name: 'many', copy: { name: 'many', count: "[length(parameters('late'))]" } }),
      resource({ name: 'sure' }),
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      resources.map(({ id }) => id),
      [`${storage}/sure`],
    );
    assert.deepEqual(
      unidentified?.map(({ id, origin }) => [origin, id]),
      [
        [
          'resources[0]',
          "[resourceId('00000000-0000-4000-8000-000000000001', 'rg-falls', 'Microsoft.Storage/storageAccounts', reference('/subscriptions/s', '2020-01-01').late)]",
        ],
        [
          'resources[1]',
          "[resourceId('00000000-0000-4000-8000-000000000001', 'rg-falls', 'Microsoft.Storage/storageAccounts', 'maybe')]",
        ],
        [
          'resources[2]',
          "[resourceId('00000000-0000-4000-8000-000000000001', 'rg-falls', 'Microsoft.Storage/storageAccounts', 'many')]",
        ],
      ],
    );
  });

  it('name the scope of an extension', () => {
    const { unidentified } = expandLater([
      resource({ name: "[parameters('late')]", scope: 'Microsoft.Storage/storageAccounts/a' }),
    ]);
    assert.equal(
      unidentified?.[0]?.id,
      "[extensionResourceId('Microsoft.Storage/storageAccounts/a', 'Microsoft.Storage/storageAccounts', reference('/subscriptions/s', '2020-01-01').late)]",
    );
  });

  it('make defaults unknown that are made with them', () => {
    const { resources, problems } = expandLater([resource({ name: 'one', kind: "[parameters('made')]" })], {
      parameters: {
        late: { type: 'string' },
        made: { type: 'string', defaultValue: "[toUpper(parameters('late'))]" },
      },
    });
    assert.deepEqual(problems, []);
    assert.equal(resources[0]?.body['kind'], "[toUpper(reference('/subscriptions/s', '2020-01-01').late)]");
  });

  it('are a problem where nobody said that some may be missing', () => {
    const template = {
      parameters: { late: { type: 'string' } },
      resources: [resource({ name: "[parameters('late')]" })],
    };
    assert.match(
      expand({ template, parameters: {}, context }).problems[0]?.message ?? '',
      /The value for the template parameter 'late' is not provided/,
    );
  });
});

describe('the trace of secrets', () => {
  function traced(tags: JsonObject, more: JsonObject = {}): readonly string[] | undefined {
    const template = {
      parameters: {
        secret: { type: 'secureString' },
        open: { type: 'string' },
        marked: { type: 'string' },
      },
      resources: [resource({ name: 'one', tags, ...more })],
    };
    const parameters = { secret: 'secret', open: 'open', marked: 'marked' };
    const { resources, problems } = expand({ template, parameters, context, opaque: ['marked'] });
    assert.deepEqual(problems, []);
    return resources[0]?.opaque;
  }

  it('follows secure parameters and those that are named, and no others', () => {
    assert.deepEqual(
      traced({
        a: "[base64(concat('x', parameters('secret')))]",
        b: "[parameters('open')]",
        c: "[if(empty(parameters('marked')), 'empty', 'full')]",
      }),
      ['tags.a', 'tags.c'],
    );
  });

  it('follows them beside what is deferred anyway', () => {
    assert.deepEqual(
      traced(
        {},
        {
          properties: {
            a: "[concat(reference('/subscriptions/s', '2020-01-01').a, parameters('secret'))]",
            b: "[reference('/subscriptions/s', '2020-01-01').a]",
          },
        },
      ),
      ['properties.a'],
    );
  });

  it('takes the whole where its shape hangs on one', () => {
    const copy = [{ name: 'list', count: "[length(parameters('secret'))]", input: 1 }];
    assert.deepEqual(traced({}, { properties: { copy } }), ['tags', 'properties']);
  });
});

describe('expressionAt', () => {
  it('makes one expression of a value that is known in part', () => {
    const value = { a: [1, later], b: 'c' };
    assert.equal(
      expressionAt(value, 'at.it', ['at.it.a.1', 'at.other']),
      "[createObject('a', createArray(1, reference('/subscriptions/s', '2020-01-01').late), 'b', 'c')]",
    );
    assert.equal(expressionAt(later, 'at', ['at']), later);
    assert.equal(expressionAt(value, 'at.it', ['at.other']), undefined);
  });
});
