import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../src/base/json.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { wholeSpec } from '../property/specs.ts';
import { plainSpec } from '../support/lab.ts';
import { propertySeed } from '../support/wishes.ts';

const schema = JSON.parse(readFileSync('templates/cmg.schema.json', 'utf8')) as JsonObject;

/** Words that say nothing of a value. `format` is a note for editors, as the draft has it. */
const notes = new Set(['$schema', '$defs', 'title', 'description', 'default', 'format']);

type Check = (value: Json, operand: Json, schema: JsonObject) => boolean;

const isType: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isJsonObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
};

const onText =
  (holds: (text: string, operand: Json) => boolean): Check =>
  (value, operand) =>
    typeof value !== 'string' || holds(value, operand);
const onNumber =
  (holds: (number: number, operand: number) => boolean): Check =>
  (value, operand) =>
    typeof value !== 'number' || holds(value, Number(operand));
const textsOf = (operand: Json): readonly string[] => (Array.isArray(operand) ? operand.map(String) : []);
const entriesOf = (value: Json): readonly (readonly [string, Json])[] =>
  isJsonObject(value) ? Object.entries(value) : [];
const itemsOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** What each word asks for, https://json-schema.org/draft/2020-12/json-schema-validation. */
const words: Readonly<Record<string, Check>> = {
  type: (value, operand) => isType[String(operand)]?.(value) ?? assert.fail(`the type ${String(operand)}`),
  const: (value, operand) => value === operand,
  enum: (value, operand) => itemsOf(operand).includes(value),
  minimum: onNumber((number, least) => number >= least),
  maximum: onNumber((number, most) => number <= most),
  minLength: onText((text, least) => [...text].length >= Number(least)),
  maxLength: onText((text, most) => [...text].length <= Number(most)),
  pattern: onText((text, pattern) => new RegExp(String(pattern), 'u').test(text)),
  minItems: (value, least) => !Array.isArray(value) || value.length >= Number(least),
  items: (value, operand) => itemsOf(value).every((item) => takes(item, operand)),
  required: (value, operand) =>
    !isJsonObject(value) || textsOf(operand).every((key) => Object.hasOwn(value, key)),
  properties: (value, operand) =>
    entriesOf(value).every(([key, item]) => takes(item, valueAt(operand, [key]) ?? true)),
  propertyNames: (value, operand) => entriesOf(value).every(([key]) => takes(key, operand)),
  additionalProperties: (value, operand, { properties = {} }) =>
    entriesOf(value).every(([key, item]) => valueAt(properties, [key]) !== undefined || takes(item, operand)),
  anyOf: (value, operand) => itemsOf(operand).some((one) => takes(value, one)),
  $ref: (value, operand) =>
    takes(
      value,
      valueAt(schema, String(operand).replace('#/', '').split('/')) ?? assert.fail(String(operand)),
    ),
};

/** Whether a value is what a schema describes. */
function takes(value: Json, form: Json): boolean {
  if (typeof form === 'boolean') return form;
  assert.ok(isJsonObject(form));
  return Object.entries(form).every(
    ([word, operand]) =>
      notes.has(word) || (words[word] ?? assert.fail(`nobody knows ${word}`))(value, operand, form),
  );
}

function takesText(text: string): boolean {
  return takes(parseSpecDocument('gateway.yaml', text).value, schema);
}

const right: readonly string[] = [
  plainSpec,
  readFileSync('examples/granitefalls.yaml', 'utf8'),
  `${plainSpec}subscriptionId: \${AZURE_SUBSCRIPTION_ID}\ntenantId: 11111111-1111-4111-8111-111111111111\n`,
  plainSpec.replace('instances: 2', 'instances: ${COUNT}'),
  plainSpec.replace('A2_v2', '${SIZE}'),
  plainSpec.replace('selfSigned: true', 'file: a.pfx, password: { env: PW }'),
  plainSpec.replace('selfSigned: true', 'file: a.pfx, password: { file: pw.txt }'),
  plainSpec.replace('selfSigned: true', 'file: a.pfx, password: prompt'),
  plainSpec.replace('selfSigned: true', 'keyVaultSecret: https://contoso.vault.azure.net/secrets/gateway'),
  'extends: base.yaml\nname: granitefalls\n',
  'extends: base.yaml\n',
  `${plainSpec}alerts: { outboundTraffic: { warningPercent: 10 }, storage: {}, notify: [a@contoso.com] }\n`,
  `${plainSpec}site: { code: XYZ, version: 2603, boundaryGroups: [{ name: VPN }] }\n`,
  `${plainSpec}payload: { command: install }\nprotect: true\nnames: { vault: abc }\n`,
  plainSpec.replace(
    '{ after: 72h }',
    "{ weekly: { day: friday, time: '19:00', timeZone: UTC }, warnBefore: [1h] }",
  ),
];

/** Faults that a schema can see: in keys, kinds, ranges, choices and forms. */
const wrong: readonly (readonly [from: string, to: string])[] = [
  ['version: 1\n', ''],
  ['version: 1', 'version: 2'],
  ['version: 1', "version: '1'"],
  ['name: granitefalls\n', ''],
  ['name: granitefalls', 'name: Granite'],
  ['name: granitefalls', 'name: gf'],
  ['name: granitefalls', `name: ${'g'.repeat(25)}`],
  ['name: granitefalls', 'name: 12'],
  ['name: granitefalls', 'name:'],
  ['GraniteFalls.contoso.com', 'abc'],
  ['region: westus2\n', ''],
  ['region: westus2', 'region: ""'],
  ['region: westus2', 'region: westus2\nenvironment: AzureChinaCloud'],
  ['resourceGroup: { name: rg-granitefalls }', 'resourceGroup: {}'],
  ['resourceGroup: { name: rg-granitefalls }', 'resourceGroup: rg'],
  ['rg-granitefalls', 'rg.'],
  ['rg-granitefalls', 'rg, create: maybe'],
  ['A2_v2', 'D2s_v5'],
  ['instances: 2', 'instances: 0'],
  ['instances: 2', 'instances: 17'],
  ['instances: 2', 'instances: 1.5'],
  ['instances: 2', "instances: '2'"],
  ['vmSize', 'vmsize'],
  ['certificate: { selfSigned: true }\n', ''],
  ['selfSigned: true', 'selfsigned: true'],
  ['selfSigned: true', 'file: a.pfx, password: secret'],
  ['selfSigned: true', 'file: a.pfx, password: { env: A, file: b }'],
  ['{ selfSigned: true }', '[a.pfx]'],
  ['selfSigned: true', 'keyVaultSecret: http://a/secrets/b'],
  ['expiry: { after: 72h }', 'expiry:'],
  ['after: 72h', 'after: 72'],
  ['after: 72h', 'after: soon'],
  ['after: 72h', "weekly: { day: firday, time: '19:00', timeZone: UTC }"],
  ['after: 72h', "weekly: { day: friday, time: '24:00', timeZone: UTC }"],
  ['after: 72h', "weekly: { day: friday, time: '19:00' }"],
  ['after: 72h', 'after: 72h, warnBefore: [soon]'],
  ['after: 72h', 'after: 72h, action: destroy'],
  ['it-42', '42'],
  ['{ costCenter: it-42 }', '[it-42]'],
  ['version: 1', 'version: 1\nsubscriptionId: mine'],
  ['version: 1', 'version: 1\ntenantId: ""'],
  ['version: 1', `version: 1\ndescription: ${'x'.repeat(257)}`],
  ['version: 1', 'version: 1\ncontent: on'],
  ['version: 1', 'version: 1\ncontent: { branchCache: 1 }'],
  ['version: 1', 'version: 1\nprotect: please'],
  ['version: 1', 'version: 1\nnames: { vault: granite-kv }'],
  ['version: 1', 'version: 1\nalerts: { storage: { thresholdGiB: 0 } }'],
  ['version: 1', 'version: 1\nalerts: { storage: { warningPercent: 101 } }'],
  ['version: 1', 'version: 1\nalerts: { notify: [ops] }'],
  ['version: 1', 'version: 1\nalerts: { storage: { stopAtCritical: true } }'],
  ['version: 1', 'version: 1\nclientAuthentication: { methods: [] }'],
  ['version: 1', 'version: 1\nclientAuthentication: { methods: [password] }'],
  ['version: 1', 'version: 1\nclientAuthentication: { trustedRoots: a.cer }'],
  ['version: 1', 'version: 1\npayload: { package: a.zip }'],
  ['version: 1', 'version: 1\npayload: { command: "" }'],
  ['version: 1', 'version: 1\nsite: { code: ABCD }'],
  ['version: 1', 'version: 1\nsite: { code: XYZ, version: 2106 }'],
  ['version: 1', 'version: 1\nsite: { code: XYZ, serverAppClientId: app }'],
  ['version: 1', 'version: 1\nsite: { code: XYZ, boundaryGroups: [{}] }'],
  ['version: 1', 'version: 1\nsite: { code: XYZ, boundaryGroups: [{ name: a, prefer: true }] }'],
];

describe('the JSON Schema of a spec', () => {
  for (const text of right) {
    it(`takes what is right: ${JSON.stringify(text.slice(-70))}`, () => assert.equal(takesText(text), true));
  }
  for (const [from, to] of wrong) {
    it(`refuses ${JSON.stringify(to.slice(0, 90))} where ${JSON.stringify(from)} was`, () => {
      assert.ok(plainSpec.includes(from));
      assert.equal(takesText(plainSpec.replace(from, to)), false);
    });
  }

  it('takes whatever random spec is right', () => {
    fc.assert(
      fc.property(wholeSpec, (spec) => takes(spec, schema)),
      { numRuns: 200, seed: propertySeed },
    );
  });

  it('lets a variable stand for every single value that is more than text', () => {
    let seen = 0;
    const look = (form: Json | undefined): void => {
      if (!isJsonObject(form)) return;
      for (const property of Object.values(isJsonObject(form['properties']) ? form['properties'] : {})) {
        assert.ok(isJsonObject(property));
        const isGroup = property['type'] === 'object' || property['type'] === 'array';
        if (!isGroup) {
          seen += 1;
          assert.ok(takes('${NAME}', property), JSON.stringify(property));
        }
        look(property);
        look(property['items']);
      }
    };
    look(schema);
    assert.ok(seen > 45, `${seen}`);
  });
});
