// A password as the bytes that different programs make of it. The standards ask for UTF-16 in the old schemes and
// UTF-8 in the new ones; files exist that follow neither, so a reader tries each form in turn.
import type { Secret } from '../../base/secret.ts';

export interface PasswordForm {
  /** For the schemes of PKCS#12 itself: two bytes a character, highest first, and a closing zero. */
  readonly wide: Uint8Array;
  /** For PBES2 and PBMAC1. */
  readonly bytes: Uint8Array;
}

/** The right form first, then those of older programs; a missing password is the empty one. */
export function passwordForms(password: Secret | undefined): readonly [PasswordForm, ...PasswordForm[]] {
  const text = password?.reveal() ?? '';
  const utf8 = Buffer.from(text, 'utf8');
  const standard = { wide: wideForm(text), bytes: utf8 };
  // RFC 7292 gives an empty password its closing zero; some programs give a missing one no bytes at all.
  if (text === '')
    return [standard, { wide: Buffer.alloc(0), bytes: utf8 }, { wide: utf8, bytes: wideForm('') }];
  // NSS once gave PBES2 the wide form: https://bugzilla.mozilla.org/show_bug.cgi?id=1268141
  const nss = { wide: wideForm(text), bytes: wideForm(text) };
  if (/^[\0-\x7f]*$/.test(text)) return [standard, nss];
  // OpenSSL before 1.1 widened each byte of the terminal's encoding: UTF-8 on Linux, Latin-1 on older Windows.
  const latin1 = Buffer.from(text, 'latin1');
  return [standard, { wide: wideForm(utf8.toString('latin1')), bytes: latin1 }, nss];
}

function wideForm(text: string): Uint8Array {
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}
