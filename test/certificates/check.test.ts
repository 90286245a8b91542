// Every rule about a gateway's certificate: what it says of one that breaks it, and that a good one breaks none.
import assert from 'node:assert/strict';
import { checkCertificate } from '../../src/certificates/check.ts';
import { covers } from '../../src/certificates/covers.ts';
import type { CertificateFacts, SingleFacts } from '../../src/certificates/facts.ts';
import type { CertificateQuestion } from '../../src/certificates/question.ts';

const root: SingleFacts = {
  subject: 'CN=Contoso Root',
  commonName: 'Contoso Root',
  names: [],
  wildcard: false,
  keyAlgorithm: 'RSA',
  keyBits: 4096,
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2040-01-01T00:00:00.000Z',
  thumbprint: 'A'.repeat(40),
  sha256: 'A'.repeat(64),
  issuer: 'CN=Contoso Root',
  serial: '01',
  selfSigned: true,
  ca: true,
  crlPoints: [],
  signatureAlgorithm: 'sha256WithRSAEncryption',
  signatureHash: 'SHA-256',
};

const issuing: SingleFacts = {
  ...root,
  subject: 'CN=Contoso Issuing',
  commonName: 'Contoso Issuing',
  thumbprint: 'B'.repeat(40),
  sha256: 'B'.repeat(64),
  serial: '02',
  selfSigned: false,
  crlPoints: ['http://crl.contoso.com/root.crl'],
};

const good: CertificateFacts = {
  ...issuing,
  subject: 'CN=GraniteFalls.contoso.com',
  commonName: 'GraniteFalls.contoso.com',
  names: ['GraniteFalls.contoso.com'],
  keyBits: 2048,
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  thumbprint: 'C'.repeat(40),
  sha256: 'C'.repeat(64),
  issuer: 'CN=Contoso Issuing',
  serial: '03',
  ca: false,
  extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
  crlPoints: ['http://crl.contoso.com/issuing.crl'],
  hasPrivateKey: true,
  strayKeys: 0,
  chain: [issuing, root],
  unrelated: [],
  duplicates: [],
  inOrder: true,
};

const asked: CertificateQuestion = {
  serviceName: 'GraniteFalls.contoso.com',
  now: new Date('2026-06-01T00:00:00Z'),
  verifyRevocation: true,
};

interface Case {
  readonly title: string;
  readonly facts?: Partial<CertificateFacts>;
  readonly question?: Partial<CertificateQuestion>;
  /** Code and message of everything that is found. */
  readonly says: readonly (readonly [string, string])[];
}

const { commonName: _, ...nameless } = good;

const cases: readonly Case[] = [
  { title: 'finds nothing wrong with a good certificate', says: [] },
  {
    title: 'misses the private key',
    facts: { hasPrivateKey: false },
    says: [['CMG1312', 'the certificate comes without its private key']],
  },
  {
    title: 'names the file where the question does',
    facts: { hasPrivateKey: false },
    question: { file: 'certs/gate.pfx' },
    says: [['CMG1312', 'the certificate certs/gate.pfx comes without its private key']],
  },
  {
    title: 'sees that the private key is of another certificate',
    facts: { hasPrivateKey: false, strayKeys: 1 },
    says: [
      ['CMG1305', "the private key beside the certificate does not belong to 'CN=GraniteFalls.contoso.com'"],
    ],
  },
  {
    title: 'refuses PEM, even with its private key',
    question: { form: 'pem' },
    says: [['CMG1317', 'the certificate and its private key are PEM text, and a gateway takes a PFX']],
  },
  { title: 'takes a PFX', question: { form: 'pfx' }, says: [] },
  {
    title: 'warns where the file holds other servers with their keys',
    facts: { alsoKeyed: ['CN=other.contoso.com'] },
    says: [
      [
        'CMG1365',
        "the certificate is not alone: the file holds 'CN=other.contoso.com' with a private key too, and 'CN=GraniteFalls.contoso.com' is taken",
      ],
    ],
  },
  {
    title: 'leaves the name of a wildcard open where it may be',
    facts: { commonName: '*.contoso.com', names: ['*.contoso.com'], wildcard: true },
    question: { serviceName: undefined, nameIsOpen: true },
    says: [
      ['CMG1383', "the certificate is for '*.contoso.com', so the spec must say which name clients use"],
    ],
  },
  {
    title: 'needs a name even there where no wildcard gives one',
    facts: { commonName: 'gateway', names: ['gateway'] },
    question: { serviceName: undefined, nameIsOpen: true },
    says: [['CMG1311', "the certificate is for 'gateway', which leaves the service name open"]],
  },
  {
    title: 'lets no line break of a name through',
    facts: { names: ['a\n::error::b'] },
    says: [
      ['CMG1308', "the certificate does not cover 'GraniteFalls.contoso.com'; it is for 'a\u00b7::error::b'"],
    ],
  },
  {
    title: 'warns of keys that belong to nothing',
    facts: { strayKeys: 2 },
    says: [['CMG1359', 'the file of the certificate holds 2 private keys of no certificate in it']],
  },
  {
    title: 'refuses the certificate of an authority',
    facts: { ca: true, names: [], commonName: 'Contoso Issuing', subject: 'CN=Contoso Issuing' },
    says: [
      ['CMG1304', "the certificate is the one of an authority, 'CN=Contoso Issuing'"],
      ['CMG1308', "the certificate does not cover 'GraniteFalls.contoso.com'; it is for 'Contoso Issuing'"],
      [
        'CMG1361',
        "the certificate has the name 'Contoso Issuing' as its common name only, not as an alternative name",
      ],
    ],
  },
  {
    title: 'refuses a short key',
    facts: { keyBits: 1024 },
    says: [['CMG1306', 'the certificate has a key of 1024 bits; a gateway needs 2048 or 4096']],
  },
  {
    title: 'warns of an RSA key of a size that Microsoft does not document',
    facts: { keyBits: 3072 },
    says: [['CMG1352', 'the key of the certificate is RSA with 3072 bits, neither 2048 nor 4096']],
  },
  { title: 'takes a key of 4096 bits', facts: { keyBits: 4096 }, says: [] },
  {
    title: 'warns of an issuer that has expired, and of a root that is not valid yet',
    facts: {
      chain: [
        { ...issuing, notAfter: '2026-05-31T00:00:00.000Z' },
        { ...root, notBefore: '2026-06-02T00:00:00.000Z' },
      ],
    },
    says: [
      ['CMG1366', "'CN=Contoso Issuing', which the certificate relies on, expired on 2026-05-31"],
      ['CMG1366', "'CN=Contoso Root', which the certificate relies on, is not valid before 2026-06-02"],
    ],
  },
  { title: 'takes a key of exactly 2048 bits', facts: { keyBits: 2048 }, says: [] },
  {
    title: 'warns of a key that is not RSA',
    facts: { keyAlgorithm: 'EC', keyBits: 256 },
    says: [['CMG1352', 'the key of the certificate is EC with 256 bits, not RSA']],
  },
  {
    title: 'refuses one that is meant for clients',
    facts: { extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', '1.2.3.4'] },
    says: [
      [
        'CMG1307',
        'the certificate is meant for client authentication and 1.2.3.4, not for server authentication',
      ],
    ],
  },
  { title: 'takes one for any use', facts: { extendedKeyUsages: ['2.5.29.37.0'] }, says: [] },
  {
    title: 'refuses a name that is not covered, and lists those that are',
    question: { serviceName: 'other.contoso.com' },
    says: [
      ['CMG1308', "the certificate does not cover 'other.contoso.com'; it is for 'GraniteFalls.contoso.com'"],
    ],
  },
  {
    title: 'looks at the common name only where there is no alternative name',
    facts: { names: ['elsewhere.contoso.com'] },
    says: [
      [
        'CMG1308',
        "the certificate does not cover 'GraniteFalls.contoso.com'; it is for 'elsewhere.contoso.com'",
      ],
    ],
  },
  {
    title: 'warns where the name stands as common name alone',
    facts: { names: [] },
    says: [
      [
        'CMG1361',
        "the certificate has the name 'GraniteFalls.contoso.com' as its common name only, not as an alternative name",
      ],
    ],
  },
  {
    title: 'takes a wildcard for one label',
    facts: { commonName: '*.contoso.com', names: ['*.contoso.com'], wildcard: true },
    says: [],
  },
  {
    title: 'refuses a wildcard for two labels',
    facts: { commonName: '*.contoso.com', names: ['*.contoso.com'], wildcard: true },
    question: { serviceName: 'a.b.contoso.com' },
    says: [['CMG1308', "the certificate does not cover 'a.b.contoso.com'; it is for '*.contoso.com'"]],
  },
  {
    title: 'asks for a service name beside a wildcard',
    facts: { commonName: '*.contoso.com', names: ['*.contoso.com', 'contoso.com'], wildcard: true },
    question: { serviceName: undefined },
    says: [
      [
        'CMG1311',
        "the certificate is for '*.contoso.com', 'contoso.com', which leaves the service name open",
      ],
    ],
  },
  { title: 'takes the common name where no service name is given', question: { serviceName: '' }, says: [] },
  {
    title: 'warns where the common name differs in case',
    question: { serviceName: 'granitefalls.contoso.com' },
    says: [
      [
        'CMG1353',
        "serviceName is 'granitefalls.contoso.com', while the common name of the certificate is 'GraniteFalls.contoso.com'",
      ],
    ],
  },
  {
    title: 'refuses a renewal under a common name of another case',
    question: { previousCommonName: 'granitefalls.contoso.com' },
    says: [
      [
        'CMG1314',
        "the common name of the certificate is 'GraniteFalls.contoso.com', and the one it renews has 'granitefalls.contoso.com'",
      ],
    ],
  },
  {
    title: 'refuses one that has expired, from the first second on',
    question: { now: new Date('2027-01-01T00:00:01Z') },
    says: [['CMG1309', 'the certificate expired on 2027-01-01, less than a day ago']],
  },
  {
    title: 'counts the days since it expired',
    question: { now: new Date('2027-01-13T06:00:00Z') },
    says: [['CMG1309', 'the certificate expired on 2027-01-01, 12 days ago']],
  },
  {
    title: 'refuses one that is not valid yet',
    question: { now: new Date('2025-12-31T23:59:59Z') },
    says: [
      [
        'CMG1310',
        'the certificate is not valid before 2026-01-01T00:00:00.000Z; it is 2025-12-31T23:59:59.000Z now',
      ],
    ],
  },
  {
    title: 'warns with 29 days left',
    question: { now: new Date('2026-12-02T12:00:00Z') },
    says: [['CMG1351', 'the certificate expires on 2027-01-01, in 29 days']],
  },
  { title: 'is silent with 30 days left', question: { now: new Date('2026-12-02T00:00:00Z') }, says: [] },
  {
    title: 'counts a single day as one',
    question: { now: new Date('2026-12-30T12:00:00Z') },
    says: [['CMG1351', 'the certificate expires on 2027-01-01, in 1 day']],
  },
  {
    title: 'refuses MD5 in the chain',
    facts: { chain: [{ ...issuing, signatureHash: 'MD5' }, root] },
    says: [
      ['CMG1313', "'CN=Contoso Issuing' of the certificate is signed with MD5, which anybody can forge"],
    ],
  },
  {
    title: 'warns of SHA-1',
    facts: { signatureHash: 'SHA-1' },
    says: [
      [
        'CMG1354',
        "'CN=GraniteFalls.contoso.com' of the certificate is signed with SHA-1, which many clients refuse",
      ],
    ],
  },
  {
    title: 'does not mind how a root signed itself',
    facts: { chain: [issuing, { ...root, signatureHash: 'SHA-1' }] },
    says: [],
  },
  {
    title: 'names the missing issuer where there is no chain at all',
    facts: { chain: [] },
    says: [
      [
        'CMG1355',
        "the chain of the certificate has a gap: 'CN=Contoso Issuing', which issued 'CN=GraniteFalls.contoso.com', is not in the file",
      ],
    ],
  },
  {
    title: 'names the missing link below a root that is there',
    facts: { chain: [], unrelated: [root] },
    says: [
      [
        'CMG1355',
        "the chain of the certificate has a gap: 'CN=Contoso Issuing', which issued 'CN=GraniteFalls.contoso.com', is not in the file",
      ],
    ],
  },
  {
    title: 'remarks that the root alone is missing',
    facts: { chain: [issuing] },
    says: [
      [
        'CMG1382',
        "the chain of the certificate ends at 'CN=Contoso Issuing'; its issuer 'CN=Contoso Root' is not in the file",
      ],
    ],
  },
  {
    title: 'remarks that the chain is out of order',
    facts: { inOrder: false },
    says: [
      ['CMG1381', 'the file of the certificate lists its chain in another order than from issuer to issuer'],
    ],
  },
  {
    title: 'warns where nobody could fetch a revocation list',
    facts: { crlPoints: ['ldap:///CN=issuing'], chain: [{ ...issuing, crlPoints: [] }, root] },
    says: [
      [
        'CMG1356',
        "'CN=GraniteFalls.contoso.com' of the certificate names no revocation list but 'ldap:///CN=issuing', and clients on the internet need one over HTTP",
      ],
      [
        'CMG1356',
        "'CN=Contoso Issuing' of the certificate names no revocation list, and clients on the internet need one over HTTP",
      ],
    ],
  },
  {
    title: 'leaves revocation lists alone where nobody looks at them',
    facts: { crlPoints: [] },
    question: { verifyRevocation: false },
    says: [],
  },
  {
    title: 'warns of what does not belong to the chain',
    facts: { unrelated: [{ ...root, subject: 'CN=Fabrikam Root' }] },
    says: [['CMG1357', "'CN=Fabrikam Root' is in the file of the certificate and no part of its chain"]],
  },
  {
    title: 'warns of what stands twice',
    facts: { duplicates: ['ABCD'] },
    says: [['CMG1358', 'the file of the certificate holds the certificate ABCD more than once']],
  },
  {
    title: 'warns of one that signed itself',
    facts: { selfSigned: true, chain: [] },
    says: [['CMG1360', 'the certificate signed itself, so no client trusts it by itself']],
  },
  {
    title: 'lets a lab sign for itself',
    facts: { selfSigned: true, chain: [] },
    question: { lab: true },
    says: [],
  },
];

describe('checking the certificate of a gateway', () => {
  for (const { title, facts, question, says } of cases) {
    it(title, () => {
      const found = checkCertificate({ ...good, ...facts }, { ...asked, ...question });
      assert.deepEqual(
        found.map(({ code, message }) => [code, message]),
        says,
      );
    });
  }

  it('takes the first full name where there is no common name', () => {
    assert.deepEqual(checkCertificate(nameless, { ...asked, serviceName: undefined }), []);
  });

  it('has a case for each of its rules', () => {
    const codes = new Set(cases.flatMap(({ says }) => says.map(([code]) => code)));
    assert.equal(codes.size, 28);
  });

  it('gives advice with each of its findings', () => {
    const found = cases.flatMap(({ facts, question }) =>
      checkCertificate({ ...good, ...facts }, { ...asked, ...question }),
    );
    assert.ok(found.length > 30, `${found.length} findings`);
    assert.deepEqual(
      found.filter(({ hint }) => hint === undefined),
      [],
    );
  });

  it('speaks of wildcards only where there is one', () => {
    const hintOf = (facts: CertificateFacts): string | undefined =>
      checkCertificate(facts, { ...asked, serviceName: 'a.b.contoso.com' })[0]?.hint;
    assert.equal(hintOf(good), 'change serviceName or have the certificate issued for it');
    assert.equal(
      hintOf({ ...good, names: ['*.contoso.com'], wildcard: true }),
      'a wildcard stands for one label only; change serviceName or have the certificate issued for it',
    );
  });

  it('points at the certificate, and for names at the service name where that place is known', () => {
    const place = { file: 'gate.yaml', line: 7, column: 9 };
    const serviceNamePlace = { file: 'gate.yaml', line: 3, column: 14 };
    const wrong = { ...good, strayKeys: 1 };
    const question = { ...asked, serviceName: 'x.contoso.com', place };
    const lines = (found: ReturnType<typeof checkCertificate>): unknown[] =>
      found.map((each) => [each.code, each.severity, each.place?.line]);
    assert.deepEqual(lines(checkCertificate(wrong, question)), [
      ['CMG1359', 'warning', 7],
      ['CMG1308', 'error', 7],
    ]);
    assert.deepEqual(lines(checkCertificate(wrong, { ...question, serviceNamePlace })), [
      ['CMG1359', 'warning', 7],
      ['CMG1308', 'error', 3],
    ]);
  });
});

describe('a name in a certificate', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['a.contoso.com', 'A.Contoso.COM', true],
    ['a.contoso.com', 'a.contoso.com.', true],
    ['*.contoso.com', 'a.contoso.com', true],
    ['*.contoso.com', 'contoso.com', false],
    ['*.contoso.com', '.contoso.com', false],
    ['*.contoso.com', 'a.b.contoso.com', false],
    ['*.contoso.com', 'a.fabrikam.com', false],
    ['a*.contoso.com', 'ab.contoso.com', false],
    ['*', 'a', false],
    ['', '', false],
  ];
  for (const [pattern, host, expected] of table) {
    it(`'${pattern}' ${expected ? 'covers' : 'does not cover'} '${host}'`, () => {
      assert.equal(covers(pattern, host), expected);
    });
  }
});
