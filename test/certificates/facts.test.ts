// What is read from certificates in PEM and DER, and how others beside one become its chain.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { parseCertificate, type CertificateFacts } from '../../src/certificates/facts.ts';
import { issueAuthority, issueServer, type Issued } from '../../src/certificates/issue.ts';
import { serviceNameOf } from '../../src/certificates/service-name.ts';
import { lab, labCertificate, labPfx, seededNumbers } from './support/lab.ts';

const validity = { now: new Date('2026-03-01T12:00:00Z'), validDays: 90 };

function factsIn(...pems: readonly string[]): CertificateFacts {
  const { facts, detail } = parseCertificate(Buffer.from(pems.join('')));
  assert.ok(facts, detail);
  return facts;
}

describe('a certificate file', () => {
  it('says the same as PEM, as DER and as PEM from Windows', () => {
    const expected = { ...lab.facts, hasPrivateKey: false };
    assert.deepEqual(factsIn(lab.certificatePem), expected);
    assert.deepEqual(parseCertificate(labCertificate).facts, expected);
    assert.deepEqual(factsIn(`\ufeffSubject: x\r\n${lab.certificatePem.replaceAll('\n', '\r\n')}`), expected);
  });

  it('survives being written as JSON', () => {
    const { facts } = parseCertificate(labCertificate);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
  });

  it('is refused where it holds none', () => {
    const nothing = 'holds no certificate, neither as PEM nor as DER';
    for (const bytes of [
      new Uint8Array(),
      labPfx,
      Buffer.from('hello'),
      Buffer.from('-----BEGIN RSA KEY-----'),
    ])
      assert.deepEqual(parseCertificate(bytes), { problem: 'not-a-certificate', detail: nothing });
  });

  it('is damaged where it ends too early', () => {
    assert.deepEqual(parseCertificate(labCertificate.subarray(0, 300)), {
      problem: 'damaged',
      detail: 'holds a damaged certificate: it ends at byte 300, inside the value at byte 0',
    });
  });

  it('never throws, whatever byte of it is changed', () => {
    const next = seededNumbers('faults in a certificate');
    let damaged = 0;
    for (let round = 0; round < 500; round += 1) {
      const bytes = Buffer.from(labCertificate);
      for (let faults = 1 + next(3); faults > 0; faults -= 1) bytes[next(bytes.length)] = next(256);
      if (parseCertificate(bytes).problem === 'damaged') damaged += 1;
    }
    assert.ok(damaged > 50, `${damaged} of 500 were damaged`);
  });
});

describe('the chain of a certificate', () => {
  let authority: Issued;
  let twin: Issued;
  let server: Issued;

  before(async () => {
    authority = await issueAuthority({ ...validity, commonName: 'Root' });
    twin = await issueAuthority({ ...validity, commonName: 'Root' });
    server = await issueServer({ ...validity, authority, names: ['a.contoso.com'] });
  });

  it('leads to the one that signed it, not to another of the same name', () => {
    const facts = factsIn(server.certificatePem, twin.certificatePem, authority.certificatePem);
    assert.deepEqual(
      facts.chain.map(({ serial }) => serial),
      [new X509Certificate(authority.certificatePem).serialNumber],
    );
    assert.deepEqual(
      facts.unrelated.map(({ serial }) => serial),
      [new X509Certificate(twin.certificatePem).serialNumber],
    );
    assert.equal(facts.selfSigned, false);
    assert.equal(facts.chain[0]?.selfSigned, true);
  });

  it('names what stands twice', () => {
    const facts = factsIn(server.certificatePem, authority.certificatePem, server.certificatePem);
    assert.deepEqual(facts.duplicates, [facts.thumbprint]);
    assert.equal(facts.chain.length, 1);
    assert.deepEqual(facts.unrelated, []);
  });
});

describe('the service name of a certificate', () => {
  const cases: readonly (readonly [string, string | undefined, readonly string[], string | undefined])[] = [
    ['is its common name, case kept', 'Gate.Contoso.com', ['gate.contoso.com'], 'Gate.Contoso.com'],
    [
      'is open under a wildcard, even with the bare domain beside it',
      '*.contoso.com',
      ['contoso.com'],
      undefined,
    ],
    [
      'is its first full name where it has no common name',
      undefined,
      ['*.c.com', 'a.c.com', 'b.c.com'],
      'a.c.com',
    ],
    ['is open where its common name is no name of a host', 'Gateway', ['a.c.com'], undefined],
  ];
  for (const [title, commonName, names, expected] of cases) {
    it(title, () => {
      const { commonName: _, ...facts } = lab.facts;
      const named = commonName === undefined ? facts : { ...facts, commonName };
      assert.equal(serviceNameOf({ ...named, names }), expected);
    });
  }
});
