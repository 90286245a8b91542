// A folder with certificate files of every kind, and a terminal in it: what `cmg certificate` is tried on.
import { createPrivateKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../src/base/secret.ts';
import { writePfx } from '../../src/certificates/pkcs12/write.ts';
import { seededRandom } from '../../src/certificates/seeded-random.ts';
import { lab, labCertificate, labKey, labPfx } from '../certificates/support/lab.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export const password = 'Correct-Horse/"Ünïcode" 7';
const key = createPrivateKey({ key: Buffer.from(labKey), format: 'der', type: 'pkcs8' });
export const locked = Buffer.from(
  writePfx(
    { privateKey: key, certificates: [labCertificate], friendlyName: '\u001b[2J::error::owned' },
    { password: new Secret(password), random: seededRandom('salt') },
  ),
);
const keyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
export const lockedPem = key
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: password })
  .toString();
const oldLockedPem = key
  .export({ format: 'pem', type: 'pkcs1', cipher: 'aes-128-cbc', passphrase: password })
  .toString();

export const disk: Readonly<Record<string, Uint8Array | string>> = {
  'open.pfx': labPfx,
  'locked.pfx': locked,
  'cut.pfx': locked.subarray(0, 900),
  'gate.cer': labCertificate,
  'cut.cer': labCertificate.subarray(0, 300),
  'gate.pem': lab.certificatePem,
  'both.pem': keyPem + lab.certificatePem,
  'locked.pem': lab.certificatePem + lockedPem,
  'old.pem': lab.certificatePem + oldLockedPem,
  'key.pem': keyPem,
  'gate.csr': '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n',
  'gate.p7b': '-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n',
  'binary.p7b': Buffer.from('3082010006092a864886f70d010702a0820100', 'hex'),
  'notes.txt': 'nothing here\n',
  'pw.txt': `${password}\n`,
};

export async function terminalWith(options: { isTerminal?: boolean } = {}): Promise<Terminal> {
  const terminal = await openTerminal(options);
  for (const [name, content] of Object.entries(disk)) await writeFile(join(terminal.folder, name), content);
  return terminal;
}
