// Whether a certificate's names suit the name that clients will use: one rule a row, pure.
import { covers } from './covers.ts';
import type { SingleFacts } from './facts.ts';
import { listed, oneLine, the, type CertificateQuestion, type CertificateRule } from './question.ts';
import { when } from './rule.ts';
import { serviceNameOf } from './service-name.ts';

export const nameRules: readonly CertificateRule[] = [
  {
    code: 'CMG1311',
    check: (facts, question) =>
      when(
        leavesOpen(facts, question) && !(question.nameIsOpen === true && facts.wildcard),
        `${the(question)} is for ${listed(namesOf(facts))}, which leaves the service name open`,
        'write serviceName: with the full name that clients will use',
      ),
  },
  {
    code: 'CMG1383',
    check: (facts, question) =>
      when(
        leavesOpen(facts, question) && question.nameIsOpen === true && facts.wildcard,
        `${the(question)} is for ${listed(namesOf(facts))}, so the spec must say which name clients use`,
        'write serviceName: there; --service-name tries one here',
      ),
  },
  {
    code: 'CMG1308',
    check: (facts, question) =>
      when(
        !namesOf(facts).some((name) => covers(name, wantedName(facts, question))) &&
          wantedName(facts, question) !== '',
        `${the(question)} does not cover '${oneLine(wantedName(facts, question))}'; it is for ${listed(namesOf(facts))}`,
        `${namesOf(facts).some(isWildcard) ? 'a wildcard stands for one label only; ' : ''}change serviceName or have the certificate issued for it`,
      ).map((finding) => ({ ...finding, place: question.serviceNamePlace })),
  },
  {
    code: 'CMG1361',
    check: ({ names, commonName = '' }, question) =>
      when(
        names.length === 0 && commonName !== '',
        `${the(question)} has the name '${oneLine(commonName)}' as its common name only, not as an alternative name`,
        'newer clients look at the alternative names alone',
      ),
  },
  {
    code: 'CMG1353',
    check: ({ commonName = '' }, question) =>
      when(
        differsInCase(commonName, question.serviceName ?? ''),
        `serviceName is '${question.serviceName}', while the common name of ${the(question)} is '${oneLine(commonName)}'`,
        'write both in the same case: the site compares them case-sensitively when the certificate is renewed',
      ).map((finding) => ({ ...finding, place: question.serviceNamePlace })),
  },
  {
    code: 'CMG1314',
    check: ({ commonName = '' }, question) =>
      when(
        question.previousCommonName !== undefined && question.previousCommonName !== commonName,
        `the common name of ${the(question)} is '${oneLine(commonName)}', and the one it renews has '${oneLine(question.previousCommonName ?? '')}'`,
        'the site accepts a renewal under exactly the same common name; for another, deploy a second gateway',
      ),
  },
];

function leavesOpen(facts: SingleFacts, { serviceName = '' }: CertificateQuestion): boolean {
  return serviceName === '' && serviceNameOf(facts) === undefined;
}

/** Clients look at the common name only where there is no alternative name: RFC 6125, section 6.4.4. */
function namesOf({ names, commonName }: SingleFacts): readonly string[] {
  return names.length > 0 || commonName === undefined ? names : [commonName];
}

function isWildcard(name: string): boolean {
  return name.startsWith('*.');
}

function wantedName(facts: SingleFacts, { serviceName = '' }: CertificateQuestion): string {
  return serviceName === '' ? (serviceNameOf(facts) ?? '') : serviceName;
}

function differsInCase(a: string, b: string): boolean {
  return a !== b && a.toLowerCase() === b.toLowerCase();
}
