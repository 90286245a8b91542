// Certificate files with random faults: whatever is in them, reading gives a value, in bounded time. A few hundred in
// each run, which are the same each time; with CMG_TEST_FULL set, twenty thousand.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { checkCertificate } from '../../../src/certificates/check.ts';
import { sequence } from '../../../src/certificates/der-write.ts';
import { parseCertificate, type CertificateFacts } from '../../../src/certificates/facts.ts';
import { parsePem } from '../../../src/certificates/pem.ts';
import { factsOfPfx } from '../../../src/certificates/pfx-facts.ts';
import { parsePfx, type ParsedPfx } from '../../../src/certificates/pkcs12/parse.ts';
import { lab, labCertificate, labKey, labPfx, seededNumbers } from '../support/lab.ts';
import { mutate } from '../support/mutate.ts';
import {
  buildPfx,
  certificateBag,
  dataPart,
  encryptedPart,
  keyBag,
  oldEncryptedPart,
  pbmac1,
  toBer,
} from '../support/pfx-builder.ts';
import { sized } from '../../support/wishes.ts';

const rounds = sized(300, 20_000);
const password = new Secret('pass');
const contents = sequence(certificateBag(labCertificate), keyBag(labKey));
const modern = sequence(encryptedPart(contents, { password: Buffer.from('pass') }));
const old = sequence(oldEncryptedPart(contents, Buffer.from('00700061007300730000', 'hex')));

const originals: Readonly<Record<string, Uint8Array>> = {
  'as cmg writes it': labPfx,
  'in the clear': buildPfx({ safes: sequence(dataPart(contents)) }),
  'with a modern cipher and PBMAC1': buildPfx({ safes: modern, mac: pbmac1(modern, Buffer.from('pass')) }),
  'with an old cipher': buildPfx({ safes: old }),
  'in BER': toBer(buildPfx({ safes: toBer(modern) })),
};

/** All that is done with a file: its facts, and every rule about them. */
function look(facts: CertificateFacts | undefined): void {
  if (facts === undefined) return;
  checkCertificate(facts, { now: new Date('2026-06-01T00:00:00Z'), verifyRevocation: true });
}

function lookInto({ pfx, problem, detail }: ParsedPfx): string {
  assert.equal(pfx === undefined, problem !== undefined, detail);
  assert.doesNotMatch(detail, /breaks its reader/);
  if (pfx !== undefined) look(factsOfPfx(pfx).facts);
  return problem ?? 'none';
}

interface Fuzzed {
  readonly seen: Readonly<Record<string, number>>;
  readonly slowestMs: number;
}

/** In time of the processor, so that what else the machine does counts for nothing. */
function fuzz(word: string, run: (next: (below: number) => number, round: number) => string): Fuzzed {
  const next = seededNumbers(word);
  const seen: Record<string, number> = {};
  let slowestMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const outcome = run(next, round);
    const { user, system } = process.cpuUsage(before);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    seen[outcome] = (seen[outcome] ?? 0) + 1;
  }
  return { seen, slowestMs };
}

describe(`a certificate file with random faults (${rounds} of each kind)`, function () {
  this.timeout(1_800_000);

  for (const [title, original] of Object.entries(originals)) {
    it(`never breaks its reader and never takes a second, as a PFX ${title}`, () => {
      const { seen, slowestMs } = fuzz(title, (next, round) => {
        const bytes = mutate(original, next);
        return lookInto(parsePfx(bytes, round % 3 === 0 ? new Secret('') : password));
      });
      assert.ok(slowestMs < 1000, `the slowest took ${slowestMs} ms`);
      assert.ok((seen['damaged'] ?? 0) > rounds / 4, `what was seen: ${JSON.stringify(seen)}`);
      assert.ok(Object.keys(seen).length >= 3, `what was seen: ${JSON.stringify(seen)}`);
    });
  }

  it('never breaks its reader and never takes a second, as a certificate', () => {
    const { seen, slowestMs } = fuzz('certificate', (next) => {
      const { facts, problem } = parseCertificate(mutate(labCertificate, next));
      look(facts);
      return problem ?? 'none';
    });
    assert.ok(slowestMs < 1000, `the slowest took ${slowestMs} ms`);
    assert.ok((seen['damaged'] ?? 0) > rounds / 4, `what was seen: ${JSON.stringify(seen)}`);
  });

  it('never breaks its reader and never takes a second, as PEM with its key', () => {
    const key = createPrivateKey({ key: Buffer.from(labKey), format: 'der', type: 'pkcs8' });
    const locked = key.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'pass' });
    const block = (label: string, der: Uint8Array): string =>
      `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
    const { seen, slowestMs } = fuzz('pem', (next) => {
      const plain = block('PRIVATE KEY', next(2) === 0 ? mutate(labKey, next) : labKey);
      const shut = block('ENCRYPTED PRIVATE KEY', mutate(locked, next));
      const text = Buffer.from((next(2) === 0 ? plain : shut) + lab.certificatePem);
      return lookInto(parsePem(next(4) === 0 ? mutate(text, next) : text, password));
    });
    assert.ok(slowestMs < 1000, `the slowest took ${slowestMs} ms`);
    assert.ok(Object.keys(seen).length >= 3, `what was seen: ${JSON.stringify(seen)}`);
  });
});
