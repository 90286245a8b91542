// How a run ended, as text: ready, failed, torn down, left alone. What it is first, then what it means, then
// what to do.
import { diagnostic } from '../base/diagnostic.ts';
import type { CmgError } from '../base/failure.ts';
import type { Json } from '../base/json.ts';
import type { Outcome } from '../deploy/events.ts';
import { wrapText } from './cut.ts';
import { renderDiagnostic, renderDiagnostics, type SourceOf } from './diagnostics.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { elapsedText, momentFrom } from './time.ts';

export interface OutcomeView {
  readonly now: Date;
  readonly style: Style;
  /** The mock has no clients, so nobody needs to be told what to point at it. */
  readonly onMock: boolean;
}

export function renderReady(
  { gateway, elapsedMs, address, serviceName, expiresAt, stopped }: Outcome,
  view: OutcomeView,
): string {
  const { style, now, onMock } = view;
  const rows: [string, string][] = [['address', address]];
  rows.push([
    'expires',
    expiresAt === undefined ? 'never: the spec sets no expiry' : momentFrom(new Date(expiresAt), now),
  ]);
  const todo: string[] = [];
  if (serviceName.toLowerCase() !== address.toLowerCase()) {
    todo.push(`CNAME  ${sanitizeLine(serviceName)}`, `       ${style.symbols.arrow} ${address}`);
  }
  if (!onMock)
    todo.push("site   let ConfigMgr's site install its gateway program (its console: Cloud Services)");
  for (const [index, line] of todo.entries()) rows.push([index === 0 ? 'to do' : '', line]);
  const where = onMock ? ' on the mock Azure' : '';
  const head = `${style.add(style.symbols.done)} ${style.strong(gateway)} is ${stopped ? 'deployed, its instances are stopped' : 'ready'}${where} in ${elapsedText(elapsedMs)}`;
  return `${head}\n\n${rows.map(([name, value]) => `  ${name.padEnd(8)}  ${value}`).join('\n')}\n`;
}

export function renderFailure(
  failure: CmgError,
  { style, sourceOf }: { style: Style; sourceOf: SourceOf },
): string {
  const { code, message, hint, facts, diagnostics } = failure;
  if (diagnostics.length > 0) return renderDiagnostics(diagnostics, style, sourceOf);
  // As the parser says what it finds wrong with the words of a command.
  if (code === 'CMG9001') return renderDiagnostic(diagnostic(code, message, { hint }), style, sourceOf);
  const rows: [string, string][] = [];
  const add = (name: string, value: Json | undefined): void => {
    const text = Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'string' ? value : '';
    if (text !== '') rows.push([name, sanitizeLine(text)]);
  };
  add('asked by', facts['askedBy']);
  if (hint !== undefined) rows.push(['try', sanitizeLine(hint)]);
  add(
    'Azure',
    [facts['azureCode'] ?? '', facts['correlationId'] ?? ''].filter((part) => part !== ''),
  );
  add('built', facts['built']);
  add('not built', facts['notBuilt']);
  const head = `${style.remove(style.symbols.failed)} ${sanitizeLine(message)}   ${style.dim(code)}`;
  const indent = 13;
  // Harmless once more where it was broken: what stood within a line may begin one now.
  const broken = (value: string): string => sanitize(wrapText(value, style.width - indent, indent));
  const details = rows.map(([name, value]) => `  ${name.padEnd(9)}  ${broken(value)}`).join('\n');
  const foreign = Array.isArray(facts['foreign'])
    ? `\n${foreignLines(facts['foreign'] as readonly Json[])}`
    : '';
  return `${head}\n${foreign}${rows.length === 0 ? '' : `\n${details}\n`}`;
}

function foreignLines(foreign: readonly Json[]): string {
  return foreign
    .map((one) => {
      const { type, name, createdAt } = one as { type: string; name: string; createdAt: string };
      const made = createdAt === '' ? '' : `  made ${sanitizeLine(createdAt.slice(0, 10))}`;
      return `  ${sanitizeLine(type)}  ${sanitizeLine(name)}${made}\n`;
    })
    .join('');
}
