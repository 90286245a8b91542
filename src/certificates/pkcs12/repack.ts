// A PFX written anew for a place that takes no password: Key Vault and its VM extension. The same file gives the same
// bytes each time, so that a redeploy has nothing to change.
import { createHash, createPrivateKey } from 'node:crypto';
import { bug } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { factsOfPfx } from '../pfx-facts.ts';
import { seededRandom } from '../seeded-random.ts';
import { parsePfx } from './parse.ts';
import { writePfx } from './write.ts';

/** For a PFX in base64 that was opened with this password before. Keeps the key, its certificate and its chain. */
export function withoutPassword(pfx: Secret, password: Secret | undefined): Secret {
  const bytes = Buffer.from(pfx.reveal(), 'base64');
  const opened = parsePfx(bytes, password).pfx ?? bug('a PFX that was opened before no longer opens');
  const { facts, key } = factsOfPfx(opened);
  if (facts === undefined || key === undefined) return bug('a PFX without a key was handed on');
  const byThumbprint = new Map(
    opened.certificates.map(({ certificate }) => {
      const der = Buffer.from(certificate, 'base64');
      return [createHash('sha1').update(der).digest('hex').toUpperCase(), der];
    }),
  );
  const certificates = [facts, ...facts.chain].flatMap(
    ({ thumbprint }) => byThumbprint.get(thumbprint) ?? [],
  );
  const pkcs8 = Buffer.from(key.pkcs8.reveal(), 'base64');
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { friendlyName } = key;
  // Salts need not be secret, and under an empty password nothing else is chosen; they only have to differ.
  const random = seededRandom(createHash('sha256').update(bytes).digest('hex'));
  const written = writePfx(
    { privateKey, certificates, ...(friendlyName === undefined ? {} : { friendlyName }) },
    { password: new Secret(''), random },
  );
  return new Secret(Buffer.from(written).toString('base64'));
}
