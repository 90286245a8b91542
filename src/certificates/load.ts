// Certificates from disk: a gateway's PFX, the roots that clients are trusted by, or any certificate file to look at.
// The one file of this folder that waits on the disk; it does so through the `Files` port.
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import type { Files } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import type { TrustedRoot } from './check-roots.ts';
import { parseCertificate, singleFacts, type CertificateFacts, type FileForm } from './facts.ts';
import { parseBundle } from './open-certificate.ts';
import type { PfxProblem } from './pkcs12/fault.ts';
import type { ParsedPfx } from './pkcs12/parse.ts';

export interface CertificateSource {
  readonly file: string;
  readonly password: Secret | undefined;
  readonly files: Files;
  readonly place?: Place | undefined;
}

export interface LoadedCertificate {
  readonly facts: CertificateFacts;
  readonly form: FileForm;
  /** The bytes as they were read, in base64. */
  readonly pfx: Secret;
}

/** What is no PFX is opened too, so that the rules can say of it what it lacks. */
export async function loadCertificate(
  source: CertificateSource,
): Promise<{ readonly certificate?: LoadedCertificate; readonly diagnostics: readonly Diagnostic[] }> {
  const { bytes, diagnostics } = await loadBytes(source);
  if (bytes === undefined) return { diagnostics };
  const { facts, form = 'pfx', ...faults } = await factsOf(bytes, source);
  if (facts === undefined) return faults;
  const pfx = new Secret(Buffer.from(bytes).toString('base64'));
  return { certificate: { facts, form, pfx }, diagnostics: [] };
}

export interface Opened {
  readonly facts?: CertificateFacts;
  readonly form?: FileForm;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is in a file that may be a PFX, PEM or DER. */
export async function loadFacts(source: CertificateSource): Promise<Opened> {
  const { bytes, diagnostics } = await loadBytes(source);
  return bytes === undefined ? { diagnostics } : await factsOf(bytes, source);
}

async function factsOf(bytes: Uint8Array, source: CertificateSource): Promise<Opened> {
  const { isPem, parsePem } = await import('./pem.ts');
  if (isPem(bytes)) return await factsIn(parsePem(bytes, source.password), 'pem', source);
  const { facts, problem, detail } = parseCertificate(bytes);
  if (facts !== undefined) return { facts, form: 'der', diagnostics: [] };
  if (problem === 'damaged') return { diagnostics: [fault('damaged', detail, source)] };
  return await openPfx(bytes, source);
}

export interface LoadedRoot extends TrustedRoot {
  /** DER in base64. */
  readonly certificate: string;
}

/** Every certificate of every file, in their order. */
export async function loadTrustedRoots(
  sources: readonly { readonly file: string; readonly place?: Place | undefined }[],
  { files }: { readonly files: Files },
): Promise<{ readonly roots: readonly LoadedRoot[]; readonly diagnostics: readonly Diagnostic[] }> {
  const roots: LoadedRoot[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { file, place } of sources) {
    const loaded = await loadBytes({ file, place, files });
    diagnostics.push(...loaded.diagnostics);
    if (loaded.bytes === undefined) continue;
    const { certificates, problem, detail } = parseBundle(loaded.bytes);
    if (problem !== undefined) {
      const code = problem === 'damaged' ? 'CMG1315' : 'CMG1302';
      const hint = 'export the certificate of the authority as .cer, without a private key';
      diagnostics.push(diagnostic(code, `${file} ${detail}`, { place, hint }));
    }
    for (const open of certificates) {
      const certificate = Buffer.from(open.fields.der).toString('base64');
      roots.push({ facts: singleFacts(open), file, certificate, ...(place === undefined ? {} : { place }) });
    }
  }
  return { roots, diagnostics };
}

async function loadBytes({ file, files, place }: Omit<CertificateSource, 'password'>): Promise<{
  readonly bytes?: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}> {
  try {
    const bytes = await files.read(file);
    if (bytes !== undefined) return { bytes, diagnostics: [] };
    const hint = place === undefined ? undefined : 'the path starts from the folder of the spec';
    return { diagnostics: [diagnostic('CMG1301', `there is no certificate file ${file}`, { place, hint })] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { diagnostics: [diagnostic('CMG1301', `${file} cannot be read: ${reason}`, { place })] };
  }
}

async function openPfx(bytes: Uint8Array, source: CertificateSource): Promise<Opened> {
  const { parsePfx } = await import('./pkcs12/parse.ts');
  return await factsIn(parsePfx(bytes, source.password), 'pfx', source);
}

async function factsIn(
  { pfx, problem = 'damaged', detail }: ParsedPfx,
  form: FileForm,
  source: CertificateSource,
): Promise<Opened> {
  if (pfx === undefined) return { diagnostics: [fault(problem, detail, source)] };
  const { factsOfPfx } = await import('./pfx-facts.ts');
  const { facts, detail: flaw } = factsOfPfx(pfx);
  if (facts !== undefined) return { facts, form, diagnostics: [] };
  const code = pfx.certificates.length === 0 ? 'CMG1302' : 'CMG1315';
  const { file, place } = source;
  return { diagnostics: [diagnostic(code, `${file} ${flaw}`, { place, hint: exportHint })] };
}

function fault(problem: PfxProblem, detail: string, { file, place }: CertificateSource): Diagnostic {
  const { code, hint } = problems[problem];
  return diagnostic(code, `${file} ${detail}`, { place, hint });
}

const exportHint = 'export the certificate as a PFX, with its private key and all certificates of its path';

const problems: Readonly<Record<PfxProblem, { readonly code: Code; readonly hint: string }>> = {
  'not-a-pfx': { code: 'CMG1302', hint: exportHint },
  'wrong-password': {
    code: 'CMG1303',
    hint: 'look for a line break or a space at its end, and at capitals; the password is not shown here',
  },
  damaged: { code: 'CMG1315', hint: 'copy or export the file again' },
  unsupported: {
    code: 'CMG1316',
    hint: 'export it protected with a password, with AES256-SHA256 or TripleDES-SHA1',
  },
};
