// Every rule about the roots by which a gateway knows its clients.
import assert from 'node:assert/strict';
import {
  checkTrustedRoots,
  sortRoots,
  type RootsQuestion,
  type TrustedRoot,
} from '../../src/certificates/check-roots.ts';
import type { SingleFacts } from '../../src/certificates/facts.ts';

function authority(name: string, changes: Partial<SingleFacts> = {}): TrustedRoot {
  return {
    file: `${name}.cer`,
    facts: {
      subject: `CN=${name}`,
      commonName: name,
      names: [],
      wildcard: false,
      keyAlgorithm: 'RSA',
      keyBits: 4096,
      notBefore: '2020-01-01T00:00:00.000Z',
      notAfter: '2040-01-01T00:00:00.000Z',
      thumbprint: name,
      sha256: name,
      issuer: `CN=${name}`,
      serial: '01',
      selfSigned: true,
      ca: true,
      crlPoints: [],
      signatureAlgorithm: 'sha256WithRSAEncryption',
      signatureHash: 'SHA-256',
      subjectKeyId: name,
      ...changes,
    },
  };
}

function below(issuer: string, name: string, changes: Partial<SingleFacts> = {}): TrustedRoot {
  return authority(name, {
    issuer: `CN=${issuer}`,
    authorityKeyId: issuer,
    selfSigned: false,
    crlPoints: ['http://crl.contoso.com/x.crl'],
    ...changes,
  });
}

const root = authority('Root');
const issuing = below('Root', 'Issuing');
const asked: RootsQuestion = { now: new Date('2026-06-01T00:00:00Z'), verifyRevocation: true, needed: true };

interface Case {
  readonly title: string;
  readonly list: readonly TrustedRoot[];
  readonly question?: Partial<RootsQuestion>;
  readonly says: readonly (readonly [string, string])[];
}

const cases: readonly Case[] = [
  { title: 'finds nothing wrong with a whole chain, in any order', list: [issuing, root], says: [] },
  {
    title: 'asks for roots where clients sign in with certificates',
    list: [],
    says: [
      [
        'CMG1321',
        'clients may sign in with a certificate, and no trusted root says which ones: trustedRoots is empty',
      ],
    ],
  },
  { title: 'asks for none where they do not', list: [], question: { needed: false }, says: [] },
  {
    title: 'warns of roots that nothing uses',
    list: [root, issuing],
    question: { needed: false },
    says: [
      [
        'CMG1364',
        'trustedRoots lists 2 certificates that nothing uses: certificate is not among the methods',
      ],
    ],
  },
  {
    title: 'names the missing issuer',
    list: [issuing],
    says: [['CMG1322', "trustedRoots lacks 'CN=Root', which issued 'CN=Issuing' in Issuing.cer"]],
  },
  {
    title: 'does not take a re-keyed root of the same name for the issuer',
    list: [authority('Root', { subjectKeyId: 'new key' }), issuing],
    says: [['CMG1322', "trustedRoots lacks 'CN=Root', which issued 'CN=Issuing' in Issuing.cer"]],
  },
  {
    title: 'refuses a certificate that is no authority',
    list: [root, below('Root', 'gate.contoso.com', { ca: false })],
    says: [['CMG1323', "gate.contoso.com.cer holds 'CN=gate.contoso.com', which is no authority"]],
  },
  {
    title: 'takes a root from before there were extensions',
    list: [authority('Old', { ca: false })],
    says: [],
  },
  {
    title: 'warns of one that has expired and of one that is early',
    list: [
      authority('Late', { notAfter: '2026-05-31T00:00:00.000Z' }),
      authority('Early', { notBefore: '2026-07-01T00:00:00.000Z' }),
    ],
    says: [
      ['CMG1363', "'CN=Late' in Late.cer expired on 2026-05-31"],
      ['CMG1363', "'CN=Early' in Early.cer is not valid before 2026-07-01"],
    ],
  },
  {
    title: 'warns of one that expires within 30 days',
    list: [authority('Root', { notAfter: '2026-06-11T00:00:00.000Z' })],
    says: [['CMG1351', "'CN=Root' in Root.cer expires on 2026-06-11, in 10 days"]],
  },
  {
    title: 'refuses MD5 and warns of SHA-1, but for the signature of a root over itself',
    list: [
      authority('Root', { signatureHash: 'MD5' }),
      below('Root', 'One', { signatureHash: 'MD5' }),
      below('Root', 'Two', { signatureHash: 'SHA-1' }),
    ],
    says: [
      ['CMG1313', "'CN=One' in One.cer is signed with MD5, which anybody can forge"],
      ['CMG1354', "'CN=Two' in Two.cer is signed with SHA-1"],
    ],
  },
  {
    title: 'warns where a gateway could not fetch a revocation list',
    list: [root, below('Root', 'Issuing', { crlPoints: ['ldap:///CN=x'] })],
    says: [
      [
        'CMG1356',
        "'CN=Issuing' in Issuing.cer names no revocation list over HTTP, the only kind that a gateway can fetch",
      ],
    ],
  },
  {
    title: 'leaves revocation lists alone where nobody looks at them',
    list: [root, below('Root', 'Issuing', { crlPoints: [] })],
    question: { verifyRevocation: false },
    says: [],
  },
  {
    title: 'warns of what stands twice',
    list: [root, issuing, { ...root, file: 'again.cer' }],
    says: [['CMG1358', "'CN=Root' in again.cer is among the trusted roots already"]],
  },
  {
    title: 'warns past two roots, and does not refuse',
    list: [root, authority('Second'), authority('Third')],
    says: [['CMG1362', 'trustedRoots has 3 roots and 0 intermediates; ConfigMgr up to 1902 takes 2 and 4']],
  },
];

describe('checking trusted roots', () => {
  for (const { title, list, question, says } of cases) {
    it(title, () => {
      assert.deepEqual(
        checkTrustedRoots(list, { ...asked, ...question }).map(({ code, message }) => [code, message]),
        says,
      );
    });
  }

  it('gives advice with each of its findings', () => {
    const found = cases.flatMap(({ list, question }) => checkTrustedRoots(list, { ...asked, ...question }));
    assert.ok(found.length > 10, `${found.length} findings`);
    assert.deepEqual(
      found.filter(({ hint }) => hint === undefined),
      [],
    );
  });

  it('points at the very line of the list', () => {
    const place = { file: 'gate.yaml', line: 9, column: 5 };
    const [found] = checkTrustedRoots([{ ...issuing, place }], asked);
    assert.deepEqual(found?.place, place);
  });

  it('tells roots and intermediates apart, each once', () => {
    const { roots, intermediates } = sortRoots([issuing, root, { ...issuing, file: 'copy.cer' }]);
    assert.deepEqual(roots, [root]);
    assert.deepEqual(intermediates, [issuing]);
  });
});
