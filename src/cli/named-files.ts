// The files that a spec names besides its certificate: the roots of the clients' certificates, and the package of a
// payload. Read here, so that what is wrong with them is known before anything else happens.
import { dirname, join } from 'node:path';
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { digestOfBytes } from '../base/digest.ts';
import { mostRootBytes, noRoots, type ClientRoots } from '../compile/bootstrap.ts';
import type { Path, SpecDocument } from '../spec/document.ts';
import { loadInside } from '../spec/inside.ts';
import type { Spec } from '../spec/schema.ts';
import type { Context } from './context.ts';

export interface NamedFiles {
  readonly clientRoots: ClientRoots;
  readonly packageDigest: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export const noFiles: NamedFiles = { clientRoots: noRoots, packageDigest: undefined, diagnostics: [] };

interface Whence {
  readonly document: SpecDocument;
  readonly context: Pick<Context, 'files' | 'clock'>;
}

export async function namedFilesOf(spec: Spec, whence: Whence): Promise<NamedFiles> {
  const [roots, packaged] = await Promise.all([clientRootsOf(spec, whence), packageOf(spec, whence)]);
  return {
    clientRoots: roots.clientRoots,
    packageDigest: packaged.digest,
    diagnostics: [...roots.diagnostics, ...packaged.diagnostics],
  };
}

async function clientRootsOf(
  { clientAuthentication: { methods, trustedRoots, verifyRevocation } }: Spec,
  { document, context: { files, clock } }: Whence,
): Promise<Pick<NamedFiles, 'clientRoots' | 'diagnostics'>> {
  if (trustedRoots.length === 0) return noFiles;
  const [{ loadTrustedRoots }, { checkTrustedRoots, sortRoots }] = await Promise.all([
    import('../certificates/load.ts'),
    import('../certificates/check-roots.ts'),
  ]);
  const list: Path = ['clientAuthentication', 'trustedRoots'];
  const sources = trustedRoots.map((name, index) => {
    const place = document.locate([...list, index]);
    return { name, place, file: join(dirname(place.file), name) };
  });
  const faults = await Promise.all(
    sources.map(async ({ name, place }) => {
      const loaded = await loadInside(name, { by: place.file, files });
      return 'problem' in loaded ? [named(loaded, { what: 'a trusted root', code: 'CMG1301', place })] : [];
    }),
  );
  const readable = sources.filter((_, index) => faults[index]?.length === 0);
  const { roots, diagnostics } = await loadTrustedRoots(readable, { files });
  const found = [...faults.flat(), ...diagnostics];
  // What is missing is no gap in the chain.
  const question = { now: clock.now(), verifyRevocation, needed: true, place: document.locate(list) };
  const checked =
    found.length > 0 || !methods.includes('certificate') ? [] : checkTrustedRoots(roots, question);
  const sorted = sortRoots(roots);
  const inBase64 = new Map(roots.map(({ facts, certificate }) => [facts.sha256, certificate]));
  const certificates = (kind: keyof typeof sorted): readonly string[] =>
    sorted[kind].map(({ facts }) => inBase64.get(facts.sha256) ?? '');
  const clientRoots = { roots: certificates('roots'), intermediates: certificates('intermediates') };
  return { clientRoots, diagnostics: [...found, ...checked, ...tooMany(clientRoots, document.locate(list))] };
}

function tooMany({ roots, intermediates }: ClientRoots, place: Diagnostic['place']): readonly Diagnostic[] {
  const bytes = [...roots, ...intermediates].reduce((sum, text) => sum + (text.length * 3) / 4, 0);
  if (bytes <= mostRootBytes) return [];
  const message = `the trusted roots have ${Math.ceil(bytes / 1024)} KiB; an instance can be given ${mostRootBytes / 1024}`;
  return [diagnostic('CMG1324', message, { hint: 'name only those that issue to clients', place })];
}

async function packageOf(
  { payload }: Spec,
  { document, context: { files } }: Whence,
): Promise<{ readonly digest: string | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  if (payload?.package === undefined) return { digest: undefined, diagnostics: [] };
  const place = document.locate(['payload', 'package']);
  const loaded = await loadInside(payload.package, { by: place.file, files });
  if ('problem' in loaded) {
    const fault = named(loaded, { what: 'payload.package', code: 'CMG1213', place });
    return { digest: undefined, diagnostics: [fault] };
  }
  return { digest: digestOfBytes(loaded.bytes), diagnostics: [] };
}

function named(
  { problem, path }: { readonly problem: 'outside' | 'missing'; readonly path: string },
  { what, code, place }: { readonly what: string; readonly code: Code; readonly place: Diagnostic['place'] },
): Diagnostic {
  return problem === 'outside'
    ? diagnostic(code, `${what} must not lead out of the folder of the spec`, {
        hint: 'put it beside the spec, or in a folder below',
        place,
      })
    : diagnostic(code, `there is no file ${path}`, {
        hint: 'the path starts from the file that names it',
        place,
      });
}
