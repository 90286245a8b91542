// What is asked of a gateway's certificate, and the few words that all rules about it share. Holds no rule.
import type { Place } from '../base/diagnostic.ts';
import type { CertificateFacts, FileForm } from './facts.ts';
import type { Rule } from './rule.ts';

export interface CertificateQuestion {
  /** What clients will call the gateway; empty or absent where the certificate is to say it. */
  readonly serviceName?: string | undefined;
  /** Where the certificate is looked at by itself, and whoever uses it may still choose the name. */
  readonly nameIsOpen?: boolean;
  readonly now: Date;
  readonly verifyRevocation: boolean;
  /** As the user names it, for the messages. */
  readonly file?: string | undefined;
  /** How the file is written, where that is known. */
  readonly form?: FileForm | undefined;
  /** Where a certificate that signed itself is what was asked for. */
  readonly lab?: boolean;
  /** Of the certificate that this one renews. */
  readonly previousCommonName?: string | undefined;
  readonly place?: Place | undefined;
  readonly serviceNamePlace?: Place | undefined;
}

export type CertificateRule = Rule<CertificateFacts, CertificateQuestion>;

/** The certificate, by its file where the question says which. */
export function the({ file }: CertificateQuestion): string {
  return file === undefined ? 'the certificate' : `the certificate ${file}`;
}

export function listed(names: readonly string[]): string {
  return names.map((name) => `'${oneLine(name)}'`).join(', ') || 'no name at all';
}

/** A name may hold anything, line breaks too, and would so begin a line of its own in what is said of it. */
export function oneLine(name: string): string {
  return name.replaceAll(/[\0-\x1f\x7f]/g, '\u00b7');
}
