// Passwords of certificates, whoever asks for them: from a file, a line of text, a variable. Keeps none and shows none.
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import { Secret } from '../base/secret.ts';
import { whyUnread } from './absent.ts';
import type { Context } from './context.ts';

export type Password = { readonly password: Secret | undefined } | { readonly fault: Diagnostic };

export async function passwordIn(path: string, { files }: Context, place?: Place): Promise<Password> {
  const bytes = await files.read(path);
  if (bytes !== undefined) return { password: lineOf(new TextDecoder().decode(bytes)) };
  const hint = 'it holds the password of the certificate, in one line';
  return { fault: diagnostic('CMG1303', await whyUnread(path, files, 'password file'), { hint, place }) };
}

/** The hint of a password that is wrong helps nobody who gave none. */
export function missingPassword(found: Diagnostic): Diagnostic {
  const hint =
    'give it with --password-file, as CMG_CERTIFICATE_PASSWORD, or as the spec says: certificate.password';
  return found.code === 'CMG1303' ? { ...found, hint } : found;
}

/** Editors and `echo` end a file with a newline that is no part of the password. */
export function lineOf(text: string): Secret {
  return new Secret(text.replace(/\r?\n$/, ''));
}

export function secretOf(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}
