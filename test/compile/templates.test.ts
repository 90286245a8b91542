import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isJsonObject, sameJson, type Json, type JsonObject } from '../../src/base/json.ts';
import { compile, documentTemplate } from '../../src/compile/compile.ts';
import { expandCompiled } from '../../src/plan/desired.ts';
import { plainSpec } from '../support/lab.ts';
import { bound, somewhere, specOf } from '../support/spec.ts';

/** As a user of another tool finds them. */
const documents = readdirSync('templates')
  .filter((name) => name.endsWith('.json') && !name.includes('schema'))
  .map((name) => ({ name, text: readFileSync(`templates/${name}`, 'utf8') }))
  .map(({ name, text }) => ({ name, text, document: JSON.parse(text) as JsonObject }));

/** So that nothing is left out by its condition. */
const withAll = `${plainSpec}alerts: { outboundTraffic: {}, notify: [ops@contoso.com] }\nprotect: true\n`;

function parametersOf(document: JsonObject): Readonly<Record<string, JsonObject>> {
  const { parameters } = document;
  assert.ok(isJsonObject(parameters));
  return parameters as Readonly<Record<string, JsonObject>>;
}

function description(value: Json | undefined): Json | undefined {
  const metadata = isJsonObject(value) ? value['metadata'] : undefined;
  return isJsonObject(metadata) ? metadata['description'] : undefined;
}

describe('the documents in templates', () => {
  it('are eight', () => {
    assert.deepEqual(
      documents.map(({ name }) => name),
      [
        'alerts.json',
        'content.json',
        'identity.json',
        'load-balancer.json',
        'network.json',
        'protection.json',
        'scale-set.json',
        'vault.json',
      ],
    );
  });

  for (const { name, text, document } of documents) {
    describe(name, () => {
      it('says what it is', () => {
        const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
        assert.equal(document['$schema'], schema);
        assert.equal(document['contentVersion'], '1.0.0.0');
        assert.match(String(description(document)), /^[A-Z].{20,}\.$/);
      });

      it('describes every parameter in a sentence', () => {
        const parameters = Object.values(parametersOf(document));
        assert.ok(parameters.length >= 3);
        for (const parameter of parameters) assert.match(String(description(parameter)), /^[A-Z].{10,}\.$/);
      });

      it('uses every parameter that it declares, and declares every one that it uses', () => {
        const used = [...text.matchAll(/parameters\('(\w+)'\)/g)].map(([, parameter = '']) => parameter);
        assert.deepEqual([...new Set(used)].toSorted(), Object.keys(parametersOf(document)).toSorted());
      });

      it('can be deployed by itself where its neighbours stand', () => {
        const { parameters, group } = compile(specOf(withAll), bound);
        const own = Object.keys(parametersOf(document));
        const { problems, resources } = expandCompiled(
          {
            gateway: 'granitefalls',
            group,
            template: document,
            parameters: Object.fromEntries(Object.entries(parameters).filter(([key]) => own.includes(key))),
          },
          somewhere,
        );
        assert.deepEqual(problems, []);
        assert.ok(resources.length > 0);
      });
    });
  }

  it('declare a parameter alike wherever it stands', () => {
    const all = documents.flatMap(({ document }) => Object.entries(parametersOf(document)));
    const joined = parametersOf(documentTemplate);
    assert.ok(all.length > Object.keys(joined).length);
    for (const [name, declared] of all) assert.ok(sameJson(declared, joined[name] ?? null), name);
  });

  it('are joined whole: every resource once', () => {
    const all = documents.flatMap(({ document }) => document['resources'] as readonly Json[]);
    const joined = documentTemplate['resources'] as readonly Json[];
    // Joined, they also wait for what another document builds.
    const texts = (resources: readonly Json[]): readonly string[] =>
      resources
        .map((resource) => {
          const { dependsOn: _, ...rest } = isJsonObject(resource) ? resource : {};
          return JSON.stringify(rest);
        })
        .toSorted();
    assert.deepEqual(texts(joined), texts(all));
    assert.equal(new Set(texts(joined)).size, 24);
  });
});
