// One key and certificate for all tests that need any: made from a seed, so that it is the same in each run.
import { createHash, X509Certificate } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { issueSelfSigned } from '../../../src/certificates/issue.ts';
import { parsePfx, type Pfx } from '../../../src/certificates/pkcs12/parse.ts';

export const lab = await issueSelfSigned({
  serviceName: 'GraniteFalls.contoso.com',
  names: ['*.granitefalls.contoso.com'],
  now: new Date('2026-03-01T12:00:00Z'),
  validDays: 365,
  seed: 'the lab of the tests',
});

export const labPfx = Buffer.from(lab.pfx.reveal(), 'base64');
export const labCertificate: Uint8Array = new X509Certificate(lab.certificatePem).raw;
export const labKey: Uint8Array = keyOf(parsePfx(labPfx, new Secret('')).pfx);

function keyOf(pfx: Pfx | undefined): Uint8Array {
  return Buffer.from(pfx?.keys[0]?.pkcs8.reveal() ?? '', 'base64');
}

/** Numbers that follow from a word: the same mutations in each run. */
export function seededNumbers(word: string): (below: number) => number {
  let state = createHash('sha256').update(word).digest();
  return (below) => {
    state = createHash('sha256').update(state).digest();
    return state.readUInt32BE(0) % below;
  };
}
