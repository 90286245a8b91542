// SPEC arguments → gateways: which files are meant, what they say, and the certificate each names. Shows every
// fault of every file before anything else happens.
import { basename, dirname, join } from 'node:path';
import { diagnostic, hasErrors, type Diagnostic } from '../base/diagnostic.ts';
import { CmgError } from '../base/failure.ts';
import { valueAt } from '../base/json.ts';
import type { Gateway } from '../deploy/gateway.ts';
import { loadSpec, type LoadedSpec, type LoadWith } from '../spec/load.ts';
import { addressOf } from '../spec/normalize.ts';
import type { Spec } from '../spec/schema.ts';
import { whyUnread } from './absent.ts';
import type { Backend } from './backend.ts';
import { certificateOf, unread, type FoundCertificate } from './certificate.ts';
import { clashFinder, type Claim } from './clashes.ts';
import type { Context } from './context.ts';
import { namedFilesOf, noFiles, type NamedFiles } from './named-files.ts';

export interface LoadedGateway {
  readonly gateway: Gateway;
  readonly diagnostics: readonly Diagnostic[];
}

/** With `now`, an expiry that has passed is a fault; without, as for a teardown, it is not. */
export async function loadSpecs(
  names: readonly string[],
  context: Context,
  now?: Date,
): Promise<readonly LoadedSpec[]> {
  const { files, environment, sources } = context;
  const named = (await Promise.all(names.map(async (name) => await filesOf(name, context)))).flat();
  const parsed: LoadWith['parsed'] = new Map();
  const loaded: LoadedSpec[] = [];
  const once = [...new Set(named)];
  // A system lets a program hold so many files open and no more.
  for (let at = 0; at < once.length; at += 64) {
    const some = once.slice(at, at + 64);
    loaded.push(
      ...(await Promise.all(some.map((file) => loadSpec(file, { files, environment, now, parsed })))),
    );
  }
  for (const one of loaded) for (const [file, text] of one.sources) sources.set(file, text);
  const told = await Promise.all(loaded.map(async (one) => await toldWhy(one, context)));
  const bases = basesOf(loaded);
  return eachSaidOnce(told.filter((one) => !isOnlyBase(one, bases) && isChosen(one.spec, context)));
}

/** What is there and could not be read is not missing. */
async function toldWhy(one: LoadedSpec, { files }: Context): Promise<LoadedSpec> {
  const { file, document } = one;
  if (document !== undefined || (await files.real(file)) === undefined) return one;
  const message = (await files.isFolder(file))
    ? `there is no spec in the folder ${file}`
    : await whyUnread(file, files, 'spec');
  const hint = 'a spec is a file that ends with .yaml, .yml or .json';
  return { ...one, diagnostics: [diagnostic('CMG1001', message, { hint })] };
}

/** What specs other than themselves build on. */
function basesOf(loaded: readonly LoadedSpec[]): ReadonlySet<string> {
  return new Set(loaded.flatMap(({ file, sources }) => [...sources.keys()].filter((one) => one !== file)));
}

/** A fault in a file that several build on is said with the first of them. */
function eachSaidOnce(loaded: readonly LoadedSpec[]): readonly LoadedSpec[] {
  const said = new Set<string>();
  const isNew = ({ code, message, place }: Diagnostic): boolean => {
    if (place === undefined) return true;
    const key = [code, place.file, place.line, place.column, message].join('\n');
    const isSaid = said.has(key);
    said.add(key);
    return !isSaid;
  };
  return loaded.map((one) => ({ ...one, diagnostics: one.diagnostics.filter(isNew) }));
}

/** In a folder of specs, what others extend and what has no name is no gateway of its own. */
function isOnlyBase({ file, document }: LoadedSpec, bases: ReadonlySet<string>): boolean {
  const isNamed = document === undefined || valueAt(document.value, ['name']) !== undefined;
  return !isNamed && bases.has(file);
}

/** The gateways of all specs, or one failure that holds every fault of every file. */
export async function loadGateways(
  names: readonly string[],
  context: Context,
  { toBuild }: { readonly toBuild: boolean },
): Promise<readonly LoadedGateway[]> {
  const now = toBuild ? context.clock.now() : undefined;
  const loaded = someOf(await loadSpecs(names, context, now));
  const faults = loaded.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(faults)) throw specFault(faults);
  const backend = await context.backend();
  const sources = loaded.map(({ file, document, spec, diagnostics }): Source => {
    if (spec === undefined || document === undefined) throw specFault(diagnostics);
    return { file, document, spec, diagnostics, subscriptionId: subscriptionOf(spec, backend) };
  });
  const clashes = toBuild ? sources.flatMap(clashFinder()) : [];
  if (clashes.length > 0) throw specFault(clashes);
  const gateways: LoadedGateway[] = [];
  // One after the other: two that ask for a password must not talk at once.
  for (const source of sources) {
    const found = await certificateFor(source, { context, backend, toBuild });
    const named = toBuild ? await namedFilesOf(source.spec, { ...source, context }) : noFiles;
    gateways.push(gatewayOf(source, { found, named }, backend));
  }
  const later = gateways.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(later)) throw specFault(later);
  return gateways;
}

/** The only one of them, for a command that takes no more. */
export function onlyOne<One>(all: readonly One[], command: string): One {
  const [one] = all;
  if (one !== undefined && all.length === 1) return one;
  throw new CmgError('CMG9001', `${command} takes one spec, not ${all.length}`, { hint: 'name one file' });
}

interface Source extends Claim {
  readonly diagnostics: readonly Diagnostic[];
}

/** Opened only for what sends it or shows it: a teardown must go on without a password. */
async function certificateFor(
  { document, spec }: Source,
  { context, backend, toBuild }: { context: Context; backend: Backend; toBuild: boolean },
): Promise<FoundCertificate> {
  if (!toBuild) {
    return { certificate: unread, serviceName: spec.serviceName ?? addressOf(spec), diagnostics: [] };
  }
  const forReal = !backend.isMock;
  return await certificateOf(spec, { document, context, clock: backend.clock, forReal });
}

function gatewayOf(
  source: Source,
  { found, named }: { readonly found: FoundCertificate; readonly named: NamedFiles },
  backend: Backend,
): LoadedGateway {
  const { file, document, spec, diagnostics, subscriptionId } = source;
  const gateway: Gateway = {
    spec: { ...spec, serviceName: found.serviceName },
    file,
    tenantId: (backend.isMock ? backend.tenantId : spec.tenantId) ?? backend.tenantId ?? '',
    subscriptionId,
    locate: document.find,
    certificate: found.certificate,
    clientRoots: named.clientRoots,
    packageDigest: named.packageDigest,
  };
  return { gateway, diagnostics: [...diagnostics, ...found.diagnostics, ...named.diagnostics] };
}

export function someOf(loaded: readonly LoadedSpec[]): readonly LoadedSpec[] {
  if (loaded.length > 0) return loaded;
  throw new CmgError('CMG5001', 'no spec is left: --only and --exclude leave all of them out', {
    hint: 'they take the names of gateways, as the specs have them',
  });
}

/** `--only` and `--exclude` name gateways; a spec that is too wrong to have a name is never left out. */
function isChosen(spec: Spec | undefined, { only, exclude }: Context): boolean {
  if (spec === undefined) return true;
  return (only.length === 0 || only.includes(spec.name)) && !exclude.includes(spec.name);
}

/** The mock has one subscription of its own, whatever the spec says: it is not the one that would be billed. */
function subscriptionOf(
  spec: Spec,
  backend: { isMock: boolean; subscriptionId: string | undefined },
): string {
  const named = backend.isMock ? backend.subscriptionId : (spec.subscriptionId ?? backend.subscriptionId);
  if (named !== undefined) return named;
  throw new CmgError('CMG3003', 'which subscription?', {
    hint: 'set subscriptionId in the spec, or AZURE_SUBSCRIPTION_ID',
  });
}

export function specFault(diagnostics: readonly Diagnostic[]): CmgError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const code = errors[0]?.code ?? 'CMG1101';
  const count = errors.length === 1 ? '1 fault' : `${errors.length} faults`;
  return new CmgError(code, `${count} in the specs`, { diagnostics });
}

/** A folder means every YAML and JSON file in it, but for what belongs to all of them; a glob, what fits it. */
async function filesOf(name: string, { files }: Context): Promise<readonly string[]> {
  const names = await files.list(name);
  const specs = names.filter((entry) => /\.(?:ya?ml|json)$/.test(entry) && !entry.startsWith('cmg.'));
  if (specs.length > 0) return specs.map((entry) => join(name, entry));
  const [folder, pattern] = [dirname(name), basename(name)];
  if (!/[*?]/.test(pattern)) return [name];
  // Quoted, or from a shell that leaves it as it is.
  const fits = fitting(pattern);
  const found = (await files.list(folder)).filter((entry) => fits.test(entry) && !entry.startsWith('.'));
  return found.length === 0 ? [name] : found.map((entry) => join(folder, entry));
}

function fitting(pattern: string): RegExp {
  const plain = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
