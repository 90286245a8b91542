// The spec that a text describes, for tests that begin behind the parser. Fails where the text is wrong.
import assert from 'node:assert/strict';
import { noRoots } from '../../src/compile/bootstrap.ts';
import type { Binding } from '../../src/compile/compile.ts';
import type { Place } from '../../src/plan/desired.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { validateSpec } from '../../src/spec/validate.ts';
import { plainSpec } from './lab.ts';

export function specOf(text: string = plainSpec): Spec {
  const { spec, diagnostics } = validateSpec(parseSpecDocument('granitefalls.yaml', text), {});
  assert.ok(spec, diagnostics.map(({ message }) => message).join('\n'));
  return spec;
}

export const somewhere: Place = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  subscriptionId: '22222222-2222-4222-8222-222222222222',
  cloud: 'AzurePublicCloud',
};

export const bound: Binding = {
  deploymentId: '000102030405060708090a0b0c0d0e0f',
  expiresAt: '2026-11-23T12:00:00Z',
  certificate: { mark: 'self-signed GraniteFalls.contoso.com', until: '2027-12-20T12:00:00Z' },
  clientRoots: noRoots,
  packageDigest: undefined,
};
