// Whether what stands beside a certificate carries it: its issuers, their signatures and revocation lists, and what does
// not belong there. One rule a row, pure.
import type { CertificateFacts, SingleFacts } from './facts.ts';
import { listed, the, type CertificateRule } from './question.ts';
import { dateOf, hasHttpCrl, isEarly, isExpired, isSignedWith, when } from './rule.ts';

export const chainRules: readonly CertificateRule[] = [
  {
    code: 'CMG1313',
    check: (facts, question) =>
      [facts, ...facts.chain].filter(isSignedWith(['MD5', 'MD2'])).map(({ subject, signatureHash }) => ({
        message: `'${subject}' of ${the(question)} is signed with ${signatureHash}, which anybody can forge`,
        hint: 'have it issued again with SHA-256',
      })),
  },
  {
    code: 'CMG1354',
    check: (facts, question) =>
      [facts, ...facts.chain].filter(isSignedWith(['SHA-1'])).map(({ subject }) => ({
        message: `'${subject}' of ${the(question)} is signed with SHA-1, which many clients refuse`,
        hint: 'have it issued again with SHA-256',
      })),
  },
  {
    code: 'CMG1366',
    check: ({ chain }, question) =>
      chain
        .filter((one) => isExpired(one, question.now) || isEarly(one, question.now))
        .map((one) => ({
          message: `'${one.subject}', which ${the(question)} relies on, ${isExpired(one, question.now) ? `expired on ${dateOf(one.notAfter)}` : `is not valid before ${dateOf(one.notBefore)}`}`,
          hint: 'put the present certificate of that authority in its place; clients refuse a chain with this one',
        })),
  },
  {
    code: 'CMG1355',
    check: (facts, question) =>
      when(
        hasGap(facts),
        `the chain of ${the(question)} has a gap: '${topOf(facts).issuer}', which issued '${topOf(facts).subject}', is not in the file`,
        'export the PFX again with all certificates of its path',
      ),
  },
  {
    code: 'CMG1382',
    check: (facts, question) =>
      when(
        !topOf(facts).selfSigned && !hasGap(facts),
        `the chain of ${the(question)} ends at '${topOf(facts).subject}'; its issuer '${topOf(facts).issuer}' is not in the file`,
        'this is well where the issuer is a root that clients trust already',
      ),
  },
  {
    code: 'CMG1381',
    check: ({ inOrder }, question) =>
      when(
        !inOrder,
        `the file of ${the(question)} lists its chain in another order than from issuer to issuer`,
        'Windows sorts it by itself; some other readers do not',
      ),
  },
  {
    code: 'CMG1356',
    check: (facts, question) =>
      (question.verifyRevocation ? [facts, ...facts.chain] : [])
        .filter((each) => !each.selfSigned && !hasHttpCrl(each))
        .map(({ subject, crlPoints }) => ({
          message: `'${subject}' of ${the(question)} names ${crlPoints.length === 0 ? 'no revocation list' : `no revocation list but ${listed(crlPoints)}`}, and clients on the internet need one over HTTP`,
          hint: 'publish the list over HTTP, or write verifyRevocation: false',
        })),
  },
  {
    code: 'CMG1357',
    check: (facts, question) =>
      facts.unrelated
        .filter(({ ca }) => !(ca && hasGap(facts)))
        .map(({ subject }) => ({
          message: `'${subject}' is in the file of ${the(question)} and no part of its chain`,
          hint: 'leave it out, or add what ties it to the chain; the gateway is sent the chain alone',
        })),
  },
  {
    code: 'CMG1358',
    check: ({ duplicates }, question) =>
      duplicates.map((thumbprint) => ({
        message: `the file of ${the(question)} holds the certificate ${thumbprint} more than once`,
        hint: 'export it again, with each certificate once',
      })),
  },
  {
    code: 'CMG1360',
    check: ({ selfSigned }, question) =>
      when(
        selfSigned && question.lab !== true,
        `${the(question)} signed itself, so no client trusts it by itself`,
        'use one from your own authority or a public one; selfSigned: true says that a lab is meant',
      ),
  },
];

/** The last certificate that can be reached from issuer to issuer. */
function topOf(facts: CertificateFacts): SingleFacts {
  return facts.chain.at(-1) ?? facts;
}

/** Surely one is missing where no authority is there at all, or where one is there that nothing leads to. */
function hasGap(facts: CertificateFacts): boolean {
  if (topOf(facts).selfSigned) return false;
  return facts.chain.length === 0 || facts.unrelated.some(({ ca }) => ca);
}
