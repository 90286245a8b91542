// Whether a list of trusted roots and intermediates lets a gateway recognise its clients' certificates. One rule a row,
// pure, like `check.ts`. Links certificates by name and key identifier; signatures were the loader's business.
import type { Diagnostic, Place } from '../base/diagnostic.ts';
import type { SingleFacts } from './facts.ts';
import {
  applyRules,
  dateOf,
  daysLeft,
  daysText,
  hasHttpCrl,
  isEarly,
  isExpired,
  isSignedWith,
  soonDays,
  when,
  type Finding,
  type Rule,
} from './rule.ts';

export interface TrustedRoot {
  readonly facts: SingleFacts;
  readonly file: string;
  readonly place?: Place | undefined;
}

export interface RootsQuestion {
  readonly now: Date;
  readonly verifyRevocation: boolean;
  /** Whether clients may sign in with a certificate. */
  readonly needed: boolean;
  readonly place?: Place | undefined;
}

export function checkTrustedRoots(list: readonly TrustedRoot[], question: RootsQuestion): Diagnostic[] {
  return applyRules(rules, list, question);
}

export interface SortedRoots {
  readonly roots: readonly TrustedRoot[];
  readonly intermediates: readonly TrustedRoot[];
}

/** Told apart by the certificates themselves, each kept once. */
export function sortRoots(list: readonly TrustedRoot[]): SortedRoots {
  const once = list.filter((root, index) => list.findIndex((other) => same(root, other)) === index);
  return {
    roots: once.filter(({ facts }) => facts.selfSigned),
    intermediates: once.filter(({ facts }) => !facts.selfSigned),
  };
}

// ConfigMgr up to version 1902 took no more: https://github.com/MicrosoftDocs/memdocs/issues/536
const oldLimits = { roots: 2, intermediates: 4 };

const rules: readonly Rule<readonly TrustedRoot[], RootsQuestion>[] = [
  {
    code: 'CMG1321',
    check: (list, { needed }) =>
      when(
        needed && list.length === 0,
        'clients may sign in with a certificate, and no trusted root says which ones: trustedRoots is empty',
        "name the roots and intermediates of the clients' certificates, or leave certificate out of the methods",
      ),
  },
  {
    code: 'CMG1364',
    check: (list, { needed }) =>
      when(
        !needed && list.length > 0,
        `trustedRoots lists ${list.length === 1 ? 'a certificate' : `${list.length} certificates`} that nothing uses: certificate is not among the methods`,
        'add certificate to the methods, or leave trustedRoots out',
      ),
  },
  {
    code: 'CMG1323',
    check: each(
      ({ ca, selfSigned, extendedKeyUsages }) => !ca && !(selfSigned && extendedKeyUsages === undefined),
      ({ facts, file }) => ({
        message: `${file} holds '${facts.subject}', which is no authority`,
        hint: 'name the certificates of the authorities that issued the clients\u2019 certificates',
      }),
    ),
  },
  {
    code: 'CMG1322',
    check: (list) =>
      list
        .filter(({ facts }) => !facts.selfSigned && !list.some((other) => mayIssue(other.facts, facts)))
        .map((root) => ({
          message: `trustedRoots lacks '${root.facts.issuer}', which issued '${root.facts.subject}' in ${root.file}`,
          hint: 'add its certificate: without the whole chain clients get 401',
          place: root.place,
        })),
  },
  {
    code: 'CMG1363',
    check: (list, { now }) =>
      list.flatMap((root) => {
        const { subject, notAfter, notBefore } = root.facts;
        const late = isExpired(root.facts, now);
        if (!late && !isEarly(root.facts, now)) return [];
        const how = late ? `expired on ${dateOf(notAfter)}` : `is not valid before ${dateOf(notBefore)}`;
        const message = `'${subject}' in ${root.file} ${how}`;
        const hint = 'name the present certificate of that authority; clients under this one get 401';
        return [{ message, hint, place: root.place }];
      }),
  },
  {
    code: 'CMG1351',
    check: (list, { now }) =>
      list
        .filter(({ facts }) => !isExpired(facts, now) && daysLeft(facts, now) < soonDays)
        .map(({ facts, file, place }) => ({
          message: `'${facts.subject}' in ${file} expires on ${dateOf(facts.notAfter)}, in ${daysText(daysLeft(facts, now))}`,
          hint: 'add the one that will follow it in time',
          place,
        })),
  },
  {
    code: 'CMG1313',
    check: each(isSignedWith(['MD5', 'MD2']), ({ facts, file }) => ({
      message: `'${facts.subject}' in ${file} is signed with ${facts.signatureHash}, which anybody can forge`,
      hint: 'have it issued again with SHA-256',
    })),
  },
  {
    code: 'CMG1354',
    check: each(isSignedWith(['SHA-1']), ({ facts, file }) => ({
      message: `'${facts.subject}' in ${file} is signed with SHA-1`,
      hint: 'have it issued again with SHA-256',
    })),
  },
  {
    code: 'CMG1356',
    check: (list, { verifyRevocation }) =>
      each(
        (facts) => verifyRevocation && !facts.selfSigned && !hasHttpCrl(facts),
        ({ facts, file }) => ({
          message: `'${facts.subject}' in ${file} names no revocation list over HTTP, the only kind that a gateway can fetch`,
          hint: 'publish the list over HTTP, or write verifyRevocation: false',
        }),
      )(list),
  },
  {
    code: 'CMG1358',
    check: (list) =>
      list
        .filter((root, index) => list.findIndex((other) => same(root, other)) !== index)
        .map(({ facts, file, place }) => ({
          message: `'${facts.subject}' in ${file} is among the trusted roots already`,
          hint: 'leave one of the two out',
          place,
        })),
  },
  {
    code: 'CMG1362',
    check: (list) => {
      const { roots, intermediates } = sortRoots(list);
      return when(
        roots.length > oldLimits.roots || intermediates.length > oldLimits.intermediates,
        `trustedRoots has ${roots.length} roots and ${intermediates.length} intermediates; ConfigMgr up to 1902 takes ${oldLimits.roots} and ${oldLimits.intermediates}`,
        'newer versions have no such limit',
      );
    },
  },
];

/** A finding for each certificate that the condition holds for. */
function each(
  holds: (facts: SingleFacts) => boolean,
  find: (root: TrustedRoot) => Finding,
): (list: readonly TrustedRoot[]) => readonly Finding[] {
  return (list) =>
    list.filter(({ facts }) => holds(facts)).map((root) => ({ ...find(root), place: root.place }));
}

function same(a: TrustedRoot, b: TrustedRoot): boolean {
  return a.facts.sha256 === b.facts.sha256;
}

/** Where both sides name the issuing key, a name alone does not do: roots are re-keyed under the same name. */
function mayIssue(issuer: SingleFacts, { issuer: name, authorityKeyId }: SingleFacts): boolean {
  if (issuer.subject !== name) return false;
  return (
    authorityKeyId === undefined ||
    issuer.subjectKeyId === undefined ||
    authorityKeyId === issuer.subjectKeyId
  );
}
