import assert from 'node:assert/strict';
import type { CertificateFacts, SingleFacts } from '../../src/certificates/facts.ts';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { certificateJson, renderCertificate, type CertificateView } from '../../src/render/certificate.ts';
import { plainStyle, styleFor } from '../../src/render/style.ts';

const now = new Date('2026-11-20T12:00:00Z');

const issuing: SingleFacts = {
  subject: 'CN=Contoso Issuing, O=Contoso',
  names: [],
  wildcard: false,
  keyAlgorithm: 'RSA',
  keyBits: 4096,
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2030-01-01T00:00:00.000Z',
  thumbprint: 'B'.repeat(40),
  sha256: 'B'.repeat(64),
  issuer: 'CN=Contoso Root, O=Contoso',
  serial: '02',
  selfSigned: false,
  ca: true,
  crlPoints: [],
  signatureAlgorithm: 'sha256WithRSAEncryption',
};

const root: SingleFacts = {
  ...issuing,
  subject: 'CN=Contoso Root, O=Contoso',
  notAfter: '2026-01-01T00:00:00.000Z',
  selfSigned: true,
};

const facts: CertificateFacts = {
  ...issuing,
  subject: 'CN=GraniteFalls.contoso.com, O=Contoso',
  commonName: 'GraniteFalls.contoso.com',
  names: ['GraniteFalls.contoso.com', 'granitefalls.fabrikam.com', 'granitefalls.example.com'],
  keyBits: 2048,
  notBefore: '2026-09-01T00:00:00.000Z',
  notAfter: '2027-09-01T00:00:00.000Z',
  issuer: 'CN=Contoso Issuing, O=Contoso',
  ca: false,
  crlPoints: ['http://crl.contoso.com/issuing.crl'],
  hasPrivateKey: true,
  strayKeys: 0,
  chain: [issuing],
  unrelated: [],
  duplicates: [],
  inOrder: true,
};

const view: CertificateView = {
  file: 'certs/gateway.pfx',
  form: 'pfx',
  facts,
  serviceName: 'GraniteFalls.contoso.com',
  usable: true,
  diagnostics: [],
};

function row(name: string, difference: Partial<CertificateFacts>, style = plainStyle): string {
  const text = renderCertificate({ ...view, facts: { ...facts, ...difference } }, now, style);
  const [, found = ''] = new RegExp(`^  ${name} +((?:.+\\n)+?)(?=  \\S|\\n)`, 'm').exec(text) ?? [];
  return found.trimEnd();
}

describe('a certificate as text', () => {
  it('is a list of what matters, with what is missing of its chain in its place', () => {
    assert.equal(
      renderCertificate(view, now, plainStyle),
      `certs/gateway.pfx   PFX

  subject       CN=GraniteFalls.contoso.com, O=Contoso
  names         GraniteFalls.contoso.com, granitefalls.fabrikam.com,
                granitefalls.example.com
  service name  GraniteFalls.contoso.com
  key           RSA 2048, with its private key
  valid         2026-09-01 to 2027-09-01, 284 days left
  thumbprint    BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
  revocation    http://crl.contoso.com/issuing.crl
  chain         CN=GraniteFalls.contoso.com, O=Contoso
                └─ CN=Contoso Issuing, O=Contoso   until 2030-01-01
                   └─ CN=Contoso Root, O=Contoso   not in the file

✓ a gateway can use it as GraniteFalls.contoso.com
`,
    );
  });

  it('draws a chain to its root, and says which link has expired', () => {
    assert.equal(
      row('chain', { chain: [issuing, root] }),
      `CN=GraniteFalls.contoso.com, O=Contoso
                └─ CN=Contoso Issuing, O=Contoso   until 2030-01-01
                   └─ CN=Contoso Root, O=Contoso   root, expired 2026-01-01`,
    );
  });

  it('draws it in ASCII where that is all there is', () => {
    const ascii = styleFor({ color: false, unicode: false, width: 80 });
    assert.match(row('chain', {}, ascii), /^ +`- CN=Contoso Issuing/m);
  });

  it('stays within the width of the screen, however long the names and the chain', () => {
    const long = { ...issuing, subject: `CN=${'a long name '.repeat(12)}` };
    const text = renderCertificate(
      { ...view, facts: { ...facts, subject: long.subject, chain: Array.from({ length: 19 }, () => long) } },
      now,
      plainStyle,
    );
    const lines = text.split('\n');
    assert.ok(lines.length > 25);
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
  });

  it('says of its time whether it has come and gone', () => {
    assert.equal(
      row('valid', { notBefore: '2026-12-01T00:00:00.000Z' }),
      '2026-12-01 to 2027-09-01, not yet',
    );
    assert.equal(
      row('valid', { notAfter: '2026-11-10T00:00:00.000Z' }),
      '2026-09-01 to 2026-11-10, expired 10 days ago',
    );
    assert.equal(
      row('valid', { notAfter: '2026-11-20T18:00:00.000Z' }),
      '2026-09-01 to 2026-11-20, less than a day left',
    );
  });

  it('names a key that OpenSSL does not know by its identifier, and what is not there', () => {
    assert.equal(
      row('key', { keyAlgorithm: '1.2.3', keyBits: 0, hasPrivateKey: false }),
      '1.2.3, without its private key',
    );
    assert.equal(row('names', { names: [] }), 'none but the common name');
    assert.equal(row('revocation', { crlPoints: [] }), 'no list');
  });

  it('ends with what is wrong, and that no gateway can use it', () => {
    const diagnostics = [diagnostic('CMG1302', 'x.pfx is not a PFX', { hint: 'export it\n::error::again' })];
    const unread = { file: 'x.pfx', form: undefined, facts: undefined, serviceName: undefined };
    assert.equal(
      renderCertificate({ ...unread, usable: false, diagnostics }, now, plainStyle),
      `x.pfx

error CMG1302: x.pfx is not a PFX
  = export it \u200b::error::again

✗ a gateway cannot use it
`,
    );
  });
});

describe('a certificate as JSON', () => {
  it('lists its chain as plain facts', () => {
    const { chain, usable, daysLeft } = certificateJson(view, now);
    assert.deepEqual([usable, daysLeft], [true, 284]);
    assert.deepEqual(chain, [JSON.parse(JSON.stringify(issuing))]);
  });
});
