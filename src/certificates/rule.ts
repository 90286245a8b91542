// What a rule about certificates is, and how a table of them becomes diagnostics. Holds the few words that several
// rules share; holds no rule.
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import type { SingleFacts } from './facts.ts';

export interface Finding {
  readonly message: string;
  readonly hint?: string;
  /** Where a more exact place is known than the question's own. */
  readonly place?: Place | undefined;
}

export interface Rule<Subject, Question> {
  readonly code: Code;
  /** Everything that is wrong by this rule; nothing where all is well. */
  readonly check: (subject: Subject, question: Question) => readonly Finding[];
}

export function applyRules<Subject, Question extends { readonly place?: Place | undefined }>(
  rules: readonly Rule<Subject, Question>[],
  subject: Subject,
  question: Question,
): Diagnostic[] {
  return rules.flatMap(({ code, check }) =>
    check(subject, question).map(({ message, hint, place }) =>
      diagnostic(code, message, { hint, place: place ?? question.place }),
    ),
  );
}

/** One finding where the condition holds. */
export function when(condition: boolean, message: string, hint?: string): readonly Finding[] {
  return condition ? [{ message, ...(hint === undefined ? {} : { hint }) }] : [];
}

const dayMs = 86_400_000;

/** How long before its end a certificate is worth a warning. */
export const soonDays = 30;

/** Whole days until the certificate's end; negative once it has passed. */
export function daysLeft({ notAfter }: SingleFacts, now: Date): number {
  return Math.floor((Date.parse(notAfter) - now.getTime()) / dayMs);
}

export function isExpired({ notAfter }: SingleFacts, now: Date): boolean {
  return Date.parse(notAfter) < now.getTime();
}

export function isEarly({ notBefore }: SingleFacts, now: Date): boolean {
  return Date.parse(notBefore) > now.getTime();
}

export function dateOf(iso: string): string {
  return iso.slice(0, 10);
}

export function daysText(days: number): string {
  if (days === 0) return 'less than a day';
  return days === 1 ? '1 day' : `${days} days`;
}

/** Whoever checks revocation on the internet can fetch a list over HTTP, not over LDAP. */
export function hasHttpCrl({ crlPoints }: SingleFacts): boolean {
  return crlPoints.some((point) => /^https?:\/\//i.test(point));
}

/** MD5 can be forged at will; SHA-1 at a price. A root's own signature protects nothing. */
export function isSignedWith(hashes: readonly string[]): (facts: SingleFacts) => boolean {
  return ({ selfSigned, signatureHash }) => !selfSigned && hashes.includes(signatureHash ?? '');
}
