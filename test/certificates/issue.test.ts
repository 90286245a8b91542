// Whether the certificates made here are what strict clients, openssl and our own reader take them for.
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { connect, createServer, type PeerCertificate } from 'node:tls';
import { Secret } from '../../src/base/secret.ts';
import { issueAuthority, issueSelfSigned, issueServer, type Issued } from '../../src/certificates/issue.ts';
import { factsOfPfx } from '../../src/certificates/pfx-facts.ts';
import { parsePfx } from '../../src/certificates/pkcs12/parse.ts';
import { lab } from './support/lab.ts';
import { openBench, opensslVersion } from './support/openssl.ts';

const now = new Date('2026-03-01T12:00:00Z');
// Clients of a real handshake look at the machine's own clock, so these certificates are valid around it, whenever it is.
const always = { now: new Date('2020-01-01T00:00:00Z'), validDays: 30_000 };

describe('a self-signed certificate', () => {
  it('states what it was asked for', () => {
    assert.deepEqual(lab.facts, {
      subject: 'CN=GraniteFalls.contoso.com',
      commonName: 'GraniteFalls.contoso.com',
      names: ['GraniteFalls.contoso.com', '*.granitefalls.contoso.com'],
      wildcard: true,
      keyAlgorithm: 'RSA',
      keyBits: 2048,
      notBefore: '2026-03-01T11:50:00.000Z',
      notAfter: '2027-03-01T12:00:00.000Z',
      thumbprint: '5621A3B15A3710F3B2D994ACA28B678E20E71942',
      sha256: 'F54E45D226E9062C4054A35B2EB28810A7AB8D974BF03D0D48783D8DE51C8CF6',
      issuer: 'CN=GraniteFalls.contoso.com',
      serial: '7CED8CDD742137F81F03BF22CD04515A',
      selfSigned: true,
      ca: false,
      extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
      crlPoints: [],
      signatureAlgorithm: 'sha256WithRSAEncryption',
      signatureHash: 'SHA-256',
      subjectKeyId: '579a20590c37bd9dd64fc76984703ae503a2d844',
      authorityKeyId: '579a20590c37bd9dd64fc76984703ae503a2d844',
      hasPrivateKey: true,
      strayKeys: 0,
      chain: [],
      unrelated: [],
      duplicates: [],
      inOrder: true,
    });
  });

  it('is the same for the same seed, to the last byte of its PFX', async () => {
    const again = await issueSelfSigned({
      serviceName: 'GraniteFalls.contoso.com',
      names: ['*.granitefalls.contoso.com'],
      now,
      validDays: 365,
      seed: 'the lab of the tests',
    });
    assert.equal(again.pfx.reveal(), lab.pfx.reveal());
  });

  it('is another one for another seed and without any', async () => {
    const asked = { serviceName: 'GraniteFalls.contoso.com', now, validDays: 365 };
    const made = [
      await issueSelfSigned({ ...asked, seed: 'one' }),
      await issueSelfSigned({ ...asked, seed: 'two' }),
      await issueSelfSigned(asked),
      await issueSelfSigned(asked),
    ];
    assert.equal(new Set(made.map(({ facts }) => facts.subjectKeyId)).size, 4);
    assert.equal(new Set(made.map(({ facts }) => facts.serial)).size, 4);
  });

  it('comes in a PFX with an empty password, whose key is its own', () => {
    const { pfx, detail } = parsePfx(Buffer.from(lab.pfx.reveal(), 'base64'), new Secret(''));
    assert.equal(detail, '');
    assert.ok(pfx);
    assert.deepEqual(factsOfPfx(pfx).facts, lab.facts);
  });

  it('keeps years after 2049 apart from those before', async () => {
    const { facts } = await issueSelfSigned({ serviceName: 'a.b.c', now, validDays: 10_000, seed: 'late' });
    assert.equal(facts.notAfter, '2053-07-17T12:00:00.000Z');
  });
});

describe('a server certificate of an authority', () => {
  let authority: Issued;
  let server: Issued;

  before(async () => {
    authority = await issueAuthority({ ...always, commonName: 'cmg test authority' });
    server = await issueServer({
      ...always,
      authority,
      names: ['localhost', '127.0.0.1', '::1', '*.vault.test'],
    });
  });

  it('carries names and addresses, and the key that was given out with it', () => {
    const certificate = new X509Certificate(server.certificatePem);
    assert.equal(
      certificate.subjectAltName,
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:*.vault.test',
    );
    assert.ok(certificate.checkPrivateKey(createPrivateKey(server.keyPem)));
    assert.ok(certificate.checkIssued(new X509Certificate(authority.certificatePem)));
    assert.equal(certificate.ca, false);
    assert.equal(new X509Certificate(authority.certificatePem).ca, true);
  });

  it('is taken over TLS by a client that trusts the authority alone', async () => {
    const peer = await handshake({ server, ca: authority.certificatePem, host: '127.0.0.1' });
    assert.equal(peer.subject.CN, 'localhost');
    assert.equal(peer.issuer.CN, 'cmg test authority');
  });

  it('is refused under a name that it does not carry, and under another authority', async () => {
    const other = await issueAuthority({ ...always, commonName: 'cmg test authority' });
    await assert.rejects(handshake({ server, ca: authority.certificatePem, host: 'example.test' }), {
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await assert.rejects(handshake({ server, ca: other.certificatePem, host: 'localhost' }), /certificate/);
  });
});

if (opensslVersion === undefined) {
  describe('issued certificates before openssl (openssl is missing: nothing was compared)', () => {
    it('knows that nothing was compared', () => assert.equal(opensslVersion, undefined));
  });
} else {
  describe(`issued certificates before ${opensslVersion}`, () => {
    it('hold under its strictest rules', async () => {
      const bench = openBench();
      try {
        const authority = await issueAuthority({ ...always, commonName: 'cmg test authority' });
        const server = await issueServer({ ...always, authority, names: ['arm.test', '127.0.0.1'] });
        bench.write('ca.pem', authority.certificatePem);
        bench.write('server.pem', server.certificatePem);
        const rules = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'arm.test'];
        const said = await bench.run('verify', ...rules, '-CAfile', 'ca.pem', 'server.pem');
        assert.equal(said.trim(), 'server.pem: OK');
      } finally {
        bench.remove();
      }
    });

    it('open as a PFX without a password, with a key that is sound', async () => {
      const bench = openBench();
      try {
        bench.write('lab.pfx', Buffer.from(lab.pfx.reveal(), 'base64'));
        const shown = await bench.run('pkcs12', '-in', 'lab.pfx', '-passin', 'pass:', '-nodes');
        assert.match(shown, /friendlyName: GraniteFalls\.contoso\.com/);
        bench.write('lab.pem', shown);
        assert.match(await bench.run('pkey', '-in', 'lab.pem', '-check', '-noout'), /Key is valid/);
        const prints = await bench.run('x509', '-in', 'lab.pem', '-noout', '-fingerprint', '-sha1');
        assert.match(prints, /56:21:A3:B1:5A:37:10:F3:B2:D9:94:AC:A2:8B:67:8E:20:E7:19:42/);
      } finally {
        bench.remove();
      }
    });
  });
}

interface Handshake {
  readonly server: Issued;
  readonly ca: string;
  readonly host: string;
}

/** A real one on loopback, with every check that a client makes by default. */
function handshake({ server: { certificatePem, keyPem }, ca, host }: Handshake): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const listener = createServer({ cert: certificatePem, key: keyPem, minVersion: 'TLSv1.3' });
    listener.on('tlsClientError', () => undefined);
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const name = host === '127.0.0.1' ? {} : { servername: host };
      const socket = connect({ host: '127.0.0.1', port, ca, ...name });
      const finish = (act: () => void): void => {
        socket.destroy();
        listener.close();
        act();
      };
      socket.on('secureConnect', () => {
        const peer = socket.getPeerCertificate();
        finish(() => resolve(peer));
      });
      socket.on('error', (error: Error) => finish(() => reject(error)));
    });
  });
}
