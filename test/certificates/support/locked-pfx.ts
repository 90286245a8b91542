// A PFX under a password, made in the process: what an authority would hand out, for tests that need one on disk.
import assert from 'node:assert/strict';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { issueSelfSigned } from '../../../src/certificates/issue.ts';
import { parsePfx } from '../../../src/certificates/pkcs12/parse.ts';
import { writePfx } from '../../../src/certificates/pkcs12/write.ts';

export async function lockedPfx(
  serviceName: string,
  { password, now }: { readonly password: string; readonly now: Date },
): Promise<Buffer> {
  const issued = await issueSelfSigned({ serviceName, now, validDays: 365, seed: 'a locked PFX' });
  const { pfx } = parsePfx(Buffer.from(issued.pfx.reveal(), 'base64'), new Secret(''));
  const [pair] = pfx?.keys ?? [];
  assert.ok(pfx && pair);
  const key = Buffer.from(pair.pkcs8.reveal(), 'base64');
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const certificates = pfx.certificates.map(({ certificate }) => Buffer.from(certificate, 'base64'));
  const random = { bytes: (length: number) => randomBytes(length) };
  return Buffer.from(writePfx({ privateKey, certificates }, { password: new Secret(password), random }));
}
