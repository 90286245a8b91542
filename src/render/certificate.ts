// What is in a certificate file, as text and as JSON. The chain is drawn from the certificate up to its root, with what
// is missing in its place.
import type { Diagnostic } from '../base/diagnostic.ts';
import { jsonOf, type JsonObject } from '../base/json.ts';
import type { CertificateFacts, FileForm, SingleFacts } from '../certificates/facts.ts';
import { dateOf, daysLeft, daysText, isEarly, isExpired } from '../certificates/rule.ts';
import { cutLine, wrapText } from './cut.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { diagnosticJson, formatVersion } from './plan-json.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';

export interface CertificateView {
  readonly file: string;
  /** Undefined, like the facts, where the file could not be read. */
  readonly form: FileForm | undefined;
  readonly facts: CertificateFacts | undefined;
  /** The one that was asked about, else the one that a gateway takes from the certificate. */
  readonly serviceName: string | undefined;
  readonly usable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function renderCertificate(view: CertificateView, now: Date, style: Style): string {
  const title = `${style.strong(sanitizeLine(view.file))}${view.form === undefined ? '' : `   ${view.form.toUpperCase()}`}`;
  const rows = view.facts === undefined ? [] : rowsOf(view.facts, view, { now, style });
  const parts = [
    title,
    rows.map(([name, value]) => `  ${name.padEnd(column - 4)}  ${value}`).join('\n'),
    renderDiagnostics(view.diagnostics.map(onOneLine), style, () => undefined).trimEnd(),
    verdict(view, style),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Where values begin. */
const column = 16;

type Row = readonly [string, string];

function rowsOf(
  facts: CertificateFacts,
  { serviceName }: CertificateView,
  { now, style }: { readonly now: Date; readonly style: Style },
): readonly Row[] {
  const wrapped = (text: string): string => wrapText(sanitizeLine(text), style.width - column, column);
  const { names, crlPoints } = facts;
  return [
    ['subject', wrapped(facts.subject)],
    ['names', wrapped(names.length === 0 ? 'none but the common name' : names.join(', '))],
    ['service name', wrapped(serviceName ?? 'the spec must say it')],
    ['key', `${keyText(facts)}, ${facts.hasPrivateKey ? 'with its private key' : 'without its private key'}`],
    ['valid', validityText(facts, now)],
    ['thumbprint', facts.thumbprint],
    ['revocation', wrapped(crlPoints.length === 0 ? 'no list' : crlPoints.join(' '))],
    ['chain', chainLines(facts, { now, style }).join(`\n${' '.repeat(column)}`)],
  ];
}

function keyText({ keyAlgorithm, keyBits }: SingleFacts): string {
  return sanitizeLine(keyBits === 0 ? keyAlgorithm : `${keyAlgorithm} ${keyBits}`);
}

function validityText(facts: SingleFacts, now: Date): string {
  return `${dateOf(facts.notBefore)} to ${dateOf(facts.notAfter)}, ${leftText(facts, now)}`;
}

function leftText(facts: SingleFacts, now: Date): string {
  if (isEarly(facts, now)) return 'not yet';
  const days = daysLeft(facts, now);
  return isExpired(facts, now) ? `expired ${daysText(-1 - days)} ago` : `${daysText(days)} left`;
}

/** From the certificate to its root; what issued the last and is not there is said in its place. */
function chainLines(
  facts: CertificateFacts,
  { now, style }: { readonly now: Date; readonly style: Style },
): readonly string[] {
  const top = facts.chain.at(-1) ?? facts;
  const links = [
    { name: facts.subject, note: facts.selfSigned ? 'signed by itself' : '' },
    ...facts.chain.map((one) => ({ name: one.subject, note: linkNote(one, now) })),
    ...(top.selfSigned ? [] : [{ name: top.issuer, note: 'not in the file' }]),
  ];
  return links.map(({ name, note }, depth) => {
    const lead = depth === 0 ? '' : `${'   '.repeat(Math.min(depth, deepest) - 1)}${style.symbols.branch} `;
    const tail = note === '' ? '' : `   ${note}`;
    const room = Math.max(20, style.width - column - lead.length - tail.length);
    return `${style.dim(lead)}${cutLine(sanitizeLine(name), room, '...')}${style.dim(tail)}`;
  });
}

/** Beyond this a chain is drawn no further to the right. */
const deepest = 6;

function linkNote(one: SingleFacts, now: Date): string {
  const kind = one.selfSigned ? 'root, ' : '';
  return `${kind}${isExpired(one, now) ? 'expired' : 'until'} ${dateOf(one.notAfter)}`;
}

/** Names in a certificate may hold line breaks; none of them is to begin a line here. */
function onOneLine({ hint, ...rest }: Diagnostic): Diagnostic {
  const message = sanitizeLine(rest.message);
  return { ...rest, message, ...(hint === undefined ? {} : { hint: sanitizeLine(hint) }) };
}

function verdict({ usable, serviceName }: CertificateView, style: Style): string {
  const { done, failed } = style.symbols;
  if (!usable) return `${style.remove(failed)} a gateway cannot use it`;
  const name =
    serviceName === undefined ? 'under the name that the spec gives' : `as ${sanitizeLine(serviceName)}`;
  return `${style.add(done)} a gateway can use it ${name}`;
}

/** A contract: every key is there, null where the file does not say. */
export function certificateJson(
  { file, form, facts, serviceName, usable, diagnostics }: CertificateView,
  now: Date,
): JsonObject {
  return {
    formatVersion,
    file,
    form: form ?? null,
    usable,
    subject: facts?.subject ?? null,
    names: facts?.names ?? [],
    serviceName: serviceName ?? null,
    wildcard: facts?.wildcard ?? null,
    hasPrivateKey: facts?.hasPrivateKey ?? null,
    keyAlgorithm: facts?.keyAlgorithm ?? null,
    keyBits: facts?.keyBits ?? null,
    notBefore: facts?.notBefore ?? null,
    notAfter: facts?.notAfter ?? null,
    daysLeft: facts === undefined ? null : daysLeft(facts, now),
    thumbprint: facts?.thumbprint ?? null,
    sha256: facts?.sha256 ?? null,
    serial: facts?.serial ?? null,
    issuer: facts?.issuer ?? null,
    selfSigned: facts?.selfSigned ?? null,
    signatureAlgorithm: facts?.signatureAlgorithm ?? null,
    crlPoints: facts?.crlPoints ?? [],
    chain: (facts?.chain ?? []).map(jsonOf),
    diagnostics: diagnostics.map(diagnosticJson),
  };
}
