// The JSON Schema of `cmg plan -o json`: one plan, a list of them, or what is wrong with the specs. What the code
// writes and this does not name, or the other way round, a test finds.
import type { JsonObject } from '../base/json.ts';
import {
  diagnosticSchema,
  draft,
  flag,
  group,
  listOf,
  count,
  oneOf,
  placeSchema,
  ref,
  text,
} from './schema-words.ts';
import { formatVersion } from './plan-json.ts';

const cause = oneOf('spec', 'drift', 'both');

const property = group(
  {
    path: text,
    before: { description: 'Any value; null: it is not there.' },
    after: { description: 'Any value; null: it shall not be there.' },
    cause,
  },
  { origin: ref('place') },
);

const change = group(
  {
    id: text,
    type: text,
    name: text,
    action: oneOf('create', 'update', 'replace', 'delete', 'none'),
    cause,
    disruption: oneOf('none', 'restart', 'reimage', 'rolling', 'outage'),
    adopt: flag,
    properties: listOf(ref('property')),
  },
  { reason: text, origin: ref('place') },
);

const summary = group({ create: count, update: count, replace: count, delete: count, unchanged: count });

const target = group({
  tenantId: text,
  subscriptionId: text,
  resourceGroup: text,
  region: text,
  cloud: text,
});

const plan = group(
  {
    formatVersion: { const: formatVersion },
    gateway: text,
    file: text,
    target: ref('target'),
    summary: ref('summary'),
    changes: listOf(ref('change')),
    unknown: listOf(text),
    diagnostics: listOf(ref('diagnostic')),
    fingerprint: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  },
  { expiresAt: text, dns: group({ type: { const: 'CNAME' }, name: text, target: text }) },
);

export const planSchema: JsonObject = {
  $schema: draft,
  title: 'What cmg plan -o json prints',
  anyOf: ['plan', 'plans', 'wrong'].map(ref),
  $defs: {
    plan,
    plans: group({ formatVersion: { const: formatVersion }, plans: listOf(ref('plan')) }),
    wrong: group({
      formatVersion: { const: formatVersion },
      valid: { const: false, description: 'No plan can be made of what was given.' },
      diagnostics: listOf(ref('diagnostic')),
    }),
    target,
    summary,
    change,
    property,
    place: placeSchema,
    diagnostic: diagnosticSchema,
  },
};
