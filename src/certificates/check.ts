// Whether a certificate can serve a gateway: its key, its purpose and its time here, its names and its chain in files of
// their own. One rule a row, each with its code and its words. Pure: facts, a question and a moment in, diagnostics out.
import type { Diagnostic } from '../base/diagnostic.ts';
import { chainRules } from './check-chain.ts';
import { nameRules } from './check-names.ts';
import type { CertificateFacts } from './facts.ts';
import { oids, usageNames } from './oids.ts';
import { listed, the, type CertificateQuestion, type CertificateRule } from './question.ts';
import { applyRules, dateOf, daysLeft, daysText, isEarly, isExpired, soonDays, when } from './rule.ts';

export function checkCertificate(facts: CertificateFacts, question: CertificateQuestion): Diagnostic[] {
  return applyRules([...ownRules, ...nameRules, ...chainRules], facts, question);
}

// https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/server-auth-cert
const undocumented =
  'Microsoft documents RSA keys of 2048 and 4096 bits only; others may work and are not supported';

const ownRules: readonly CertificateRule[] = [
  {
    code: 'CMG1312',
    check: ({ hasPrivateKey, strayKeys }, question) =>
      when(
        !hasPrivateKey && strayKeys === 0,
        `${the(question)} comes without its private key`,
        'export it again as a PFX, with "yes, export the private key"',
      ),
  },
  {
    code: 'CMG1305',
    check: ({ hasPrivateKey, strayKeys, subject }, question) =>
      when(
        !hasPrivateKey && strayKeys > 0,
        `the private key beside ${the(question)} does not belong to '${subject}'`,
        'put the certificate that was issued for this key into the file',
      ),
  },
  {
    code: 'CMG1317',
    check: ({ hasPrivateKey }, question) =>
      when(
        hasPrivateKey && question.form === 'pem',
        `${the(question)} and its private key are PEM text, and a gateway takes a PFX`,
        'make one of it: openssl pkcs12 -export -in FILE.pem -out gateway.pfx',
      ),
  },
  {
    code: 'CMG1304',
    check: ({ ca, names, subject }, question) =>
      when(
        ca && names.length === 0,
        `${the(question)} is the one of an authority, '${subject}'`,
        'a gateway needs a server certificate which such an authority has issued',
      ),
  },
  {
    code: 'CMG1306',
    check: ({ keyAlgorithm, keyBits }, question) =>
      when(
        keyAlgorithm.startsWith('RSA') && keyBits < 2048,
        `${the(question)} has a key of ${keyBits} bits; a gateway needs 2048 or 4096`,
        'have it issued again over a new key',
      ),
  },
  {
    code: 'CMG1352',
    check: ({ keyAlgorithm, keyBits }, question) =>
      when(
        keyAlgorithm !== 'RSA',
        `the key of ${the(question)} is ${keyAlgorithm} with ${keyBits} bits, not RSA`,
        undocumented,
      ),
  },
  {
    code: 'CMG1352',
    check: ({ keyAlgorithm, keyBits }, question) =>
      when(
        keyAlgorithm === 'RSA' && keyBits > 2048 && keyBits !== 4096,
        `the key of ${the(question)} is RSA with ${keyBits} bits, neither 2048 nor 4096`,
        undocumented,
      ),
  },
  {
    code: 'CMG1307',
    check: ({ extendedKeyUsages: usages }, question) =>
      when(
        usages !== undefined && !usages.includes(oids.serverAuth) && !usages.includes(oids.anyUsage),
        `${the(question)} is meant for ${(usages ?? []).map(usageName).join(' and ') || 'nothing'}, not for server authentication`,
        'issue it from a template for web servers',
      ),
  },
  {
    code: 'CMG1309',
    check: (facts, question) =>
      when(
        isExpired(facts, question.now),
        `${the(question)} expired on ${dateOf(facts.notAfter)}, ${daysText(-1 - daysLeft(facts, question.now))} ago`,
        'renew it under the same common name',
      ),
  },
  {
    code: 'CMG1310',
    check: (facts, question) =>
      when(
        isEarly(facts, question.now),
        `${the(question)} is not valid before ${facts.notBefore}; it is ${question.now.toISOString()} now`,
        'wait, or check the clock of this machine',
      ),
  },
  {
    code: 'CMG1351',
    check: (facts, question) =>
      when(
        !isExpired(facts, question.now) && daysLeft(facts, question.now) < soonDays,
        `${the(question)} expires on ${dateOf(facts.notAfter)}, in ${daysText(daysLeft(facts, question.now))}`,
        'renew it under the same common name',
      ),
  },
  {
    code: 'CMG1359',
    check: ({ hasPrivateKey, strayKeys }, question) =>
      when(
        hasPrivateKey && strayKeys > 0,
        `the file of ${the(question)} holds ${strayKeys === 1 ? 'a private key' : `${strayKeys} private keys`} of no certificate in it`,
        'take out what the gateway does not need: whoever gets the file gets these keys too',
      ),
  },
  {
    code: 'CMG1365',
    check: ({ subject, alsoKeyed = [] }, question) =>
      when(
        alsoKeyed.length > 0,
        `${the(question)} is not alone: the file holds ${listed(alsoKeyed)} with a private key too, and '${subject}' is taken`,
        'export the one that is meant by itself; of several, the one that lasts longest is taken',
      ),
  },
];

function usageName(oid: string): string {
  return usageNames[oid] ?? oid;
}
