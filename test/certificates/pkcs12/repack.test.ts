// A PFX written anew without its password.
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { issueAuthority, issueServer } from '../../../src/certificates/issue.ts';
import { factsOfPfx } from '../../../src/certificates/pfx-facts.ts';
import { parsePfx } from '../../../src/certificates/pkcs12/parse.ts';
import { withoutPassword } from '../../../src/certificates/pkcs12/repack.ts';
import { writePfx } from '../../../src/certificates/pkcs12/write.ts';
import { seededRandom } from '../../../src/certificates/seeded-random.ts';
import { labCertificate } from '../support/lab.ts';

describe('a PFX without its password', () => {
  it('holds the same key and chain in order, leaves out the rest, and is the same each time', async () => {
    const validity = { now: new Date('2026-03-01T12:00:00Z'), validDays: 90 };
    const authority = await issueAuthority({ ...validity, commonName: 'Root' });
    const server = await issueServer({ ...validity, authority, names: ['a.contoso.com'] });
    const [leaf, root] = [server, authority].map(
      ({ certificatePem }) => new X509Certificate(certificatePem).raw,
    );
    assert.ok(leaf && root);
    const password = new Secret('pass');
    const bytes = writePfx(
      {
        privateKey: createPrivateKey(server.keyPem),
        certificates: [leaf, labCertificate, root],
        friendlyName: 'Gate',
      },
      { password, random: seededRandom('a') },
    );
    const pfx = new Secret(Buffer.from(bytes).toString('base64'));

    const open = withoutPassword(pfx, password);
    const { pfx: again } = parsePfx(Buffer.from(open.reveal(), 'base64'), undefined);
    assert.ok(again);
    assert.deepEqual(
      again.certificates.map(({ certificate }) => certificate),
      [leaf, root].map((der) => der.toString('base64')),
    );
    assert.equal(again.keys[0]?.friendlyName, 'Gate');
    assert.equal(factsOfPfx(again).facts?.hasPrivateKey, true);
    assert.equal(withoutPassword(pfx, password).reveal(), open.reveal());
  });
});
