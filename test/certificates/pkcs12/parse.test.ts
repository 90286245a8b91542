// Whether every PFX is read as openssl reads it. The files are made by openssl in a temporary folder, once for a run;
// with CMG_TEST_FULL set, many more of them.
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { parsePfx } from '../../../src/certificates/pkcs12/parse.ts';
import { factsOfPfx } from '../../../src/certificates/pfx-facts.ts';
import { keyRows, makeChains, slowKeyRows, type Chains } from '../support/chains.ts';
import { opensslVersion } from '../support/openssl.ts';
import { pfxRows, slowPfxRows, type PfxRow } from '../support/pfx-rows.ts';
import { full } from '../../support/wishes.ts';

const rows = full ? [...pfxRows, ...slowPfxRows] : pfxRows;
const keys = full ? [...keyRows, ...slowKeyRows] : keyRows;

if (opensslVersion === undefined) {
  describe(`PFX files made by openssl (openssl is missing: 0 of ${rows.length} read)`, () => {
    it('knows that nothing was compared', () => assert.equal(opensslVersion, undefined));
  });
} else {
  describe(`PFX files made by ${opensslVersion} (${rows.length} of them)`, function () {
    this.timeout(full ? 600_000 : 60_000);
    let chains: Chains;
    let files: ReadonlyMap<string, Uint8Array>;
    /** Titles of the files that this openssl cannot make, with what it said. */
    const refused = new Map<string, string>();
    let read = 0;

    before(async () => {
      chains = await makeChains(keys);
      const made = await inPairs(rows, async (row, index) => {
        try {
          return [row.title, await exportPfx(chains, row, index)] as const;
        } catch (error) {
          refused.set(row.title, String(error));
          return [row.title, new Uint8Array()] as const;
        }
      });
      files = new Map(made);
    });
    after(() => chains.bench.remove());

    for (const row of rows) {
      it(`reads ${row.title}`, () => {
        const refusal = refused.get(row.title);
        // Builds of openssl differ in their ciphers; what this one lacks is counted at the end.
        if (refusal !== undefined) return assert.match(refusal, /unsupported|unknown|not found/i);
        checkRow(row, files.get(row.title) ?? new Uint8Array(), chains);
        read += 1;
      });
    }

    it('states names, uses and revocation lists as openssl was asked for them', () => {
      const { pfx } = parsePfx(
        files.get('p256 with its chain') ?? new Uint8Array(),
        new Secret('correct horse'),
      );
      assert.ok(pfx);
      const { facts } = factsOfPfx(pfx);
      assert.equal(facts?.commonName, 'GraniteFalls.contoso.com');
      assert.equal(facts.subject, 'CN=GraniteFalls.contoso.com, OU=a\\+b \\"c\\", O=Zürich Group, DC=com');
      assert.deepEqual(facts.names, ['GraniteFalls.contoso.com', '*.contoso.com']);
      assert.equal(facts.wildcard, true);
      assert.deepEqual(facts.extendedKeyUsages, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      assert.deepEqual(facts.crlPoints, ['http://crl.contoso.com/issuing.crl', 'ldap:///CN=issuing']);
      assert.equal(facts.signatureAlgorithm, 'ecdsa-with-SHA256');
      assert.equal(facts.signatureHash, 'SHA-256');
      const [middle, root] = facts.chain;
      assert.deepEqual([facts.ca, middle?.ca, root?.ca], [false, true, true]);
      assert.deepEqual([facts.selfSigned, middle?.selfSigned, root?.selfSigned], [false, false, true]);
      assert.equal(root?.subject, 'CN=Contoso Root, O=Contoso\\, Ltd., C=BE');
      assert.equal(middle?.extendedKeyUsages, undefined);
    });

    it('refuses each of them under another password', () => {
      const locked = rows.filter(
        ({ title, args }) => !refused.has(title) && !(args.includes('-nomac') && args.includes('NONE')),
      );
      const accepted = locked.filter(({ title, password }) => {
        const bytes = files.get(title) ?? new Uint8Array();
        return [`${password}x`, password.slice(1) || 'x', password.toUpperCase() || 'y'].some(
          (wrong) => parsePfx(bytes, new Secret(wrong)).problem !== 'wrong-password',
        );
      });
      assert.deepEqual(
        accepted.map(({ title }) => title),
        [],
      );
    });

    it('has read more than 60 files', () => {
      assert.ok(read > 60, `${read} files were read; openssl refused ${[...refused.keys()].join(', ')}`);
    });
  });
}

function checkRow(row: PfxRow, bytes: Uint8Array, { root, middle, leaves, bench }: Chains): void {
  const { pfx, problem, detail } = parsePfx(bytes, new Secret(row.password));
  assert.equal(problem, undefined, detail);
  assert.ok(pfx);
  assert.equal(pfx.mac, row.mac);
  assert.equal(pfx.keys.length, row.withoutKey === true ? 0 : 1);
  const { facts } = factsOfPfx(pfx);
  assert.ok(facts);

  const leaf = leaves.get(row.key);
  const { subject, issuer, serial, notBefore, notAfter, thumbprint, sha256 } = facts;
  assert.deepEqual({ subject, issuer, serial, notBefore, notAfter, thumbprint, sha256 }, leaf);
  const key = [...keyRows, ...slowKeyRows].find(({ name }) => name === row.key);
  assert.equal(facts.keyAlgorithm, key?.algorithm);
  assert.equal(facts.keyBits, key?.bits);
  assert.equal(facts.hasPrivateKey, row.withoutKey !== true);
  assert.equal(facts.strayKeys, 0);
  const expected = {
    none: { chain: [], unrelated: [] },
    'up.pem': { chain: [middle, root], unrelated: [] },
    'down.pem': { chain: [middle, root], unrelated: [] },
    'root.pem': { chain: [], unrelated: [root] },
    'middle.pem': { chain: [middle], unrelated: [] },
  }[row.chain ?? 'none'];
  assert.deepEqual(
    facts.chain.map((each) => each.thumbprint),
    expected.chain.map((each) => each.thumbprint),
  );
  assert.deepEqual(
    facts.unrelated.map((each) => each.thumbprint),
    expected.unrelated.map((each) => each.thumbprint),
  );
  if (row.friendlyName !== undefined)
    assert.ok(pfx.certificates.some(({ friendlyName }) => friendlyName === row.friendlyName));
  if (row.withoutKey === true) return;
  assert.equal(
    publicPem(Buffer.from(pfx.keys[0]?.pkcs8.reveal() ?? '', 'base64')),
    publicPem(Buffer.from(bench.read(`${row.key}.key`))),
  );
}

function publicPem(key: Buffer): string {
  const text = key.toString('latin1');
  const loaded = text.startsWith('-----')
    ? createPrivateKey(text)
    : createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return createPublicKey(loaded).export({ type: 'spki', format: 'pem' }).toString();
}

async function exportPfx({ bench }: Chains, row: PfxRow, index: number): Promise<Uint8Array> {
  const { key, args, password, madeWith = password, chain } = row;
  const name = `${index}.pfx`;
  const secret = bench.write(`${index}.txt`, `${madeWith}\n`);
  const others = chain === undefined ? [] : ['-certfile', chain];
  const keyArgs = row.withoutKey === true ? [] : ['-inkey', `${key}.key`];
  const input = ['-in', `${key}.pem`, ...keyArgs, ...others, '-passout', `file:${secret}`];
  await bench.run('pkcs12', '-export', ...input, '-out', name, ...argsFor(args));
  return bench.read(name);
}

/** Only from version 3 on must openssl be told to use old ciphers. */
function argsFor(args: readonly string[]): readonly string[] {
  return /^OpenSSL [3-9]/.test(opensslVersion ?? '') ? args : args.filter((arg) => arg !== '-legacy');
}

/** Two at a time: the machine may have no more cores, and openssl hashes for long. */
async function inPairs<T, R>(
  items: readonly T[],
  act: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next; index < items.length; index = next) {
      next += 1;
      const item = items[index];
      if (item !== undefined) results[index] = await act(item, index);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
