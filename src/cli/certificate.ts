// The certificate that a spec names, ready for a deploy: a PFX from disk with its password from where the spec
// says, or one made on the spot. The password is asked for here and goes no further.
import { dirname, join } from 'node:path';
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { bug } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import type { GatewayCertificate } from '../deploy/gateway.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Spec } from '../spec/schema.ts';
import type { Context } from './context.ts';

interface Found {
  readonly certificate: GatewayCertificate;
  readonly diagnostics: readonly Diagnostic[];
}

interface Whence {
  readonly file: string;
  readonly document: SpecDocument;
  readonly context: Context;
  readonly clock: Clock;
}

export async function certificateOf(spec: Spec, whence: Whence): Promise<Found> {
  return spec.certificate.selfSigned === true
    ? await labCertificate(spec, whence)
    : await certificateFromFile(spec, whence);
}

const labDays = 397;

/** Made only if it has to be sent; the same service name keeps the one that is in the vault. */
async function labCertificate(
  { serviceName = '' }: Spec,
  { clock, document, context }: Whence,
): Promise<Found> {
  const { isMock } = await context.backend();
  const place = document.locate(['certificate']);
  const hint = 'for clients, name a PFX whose issuer they trust';
  const diagnostics = isMock
    ? []
    : [diagnostic('CMG2108', 'no client trusts a self-signed certificate', { hint, place })];
  const certificate: GatewayCertificate = {
    mark: `self-signed ${serviceName}`,
    until: undefined,
    open: async () => {
      const { issueSelfSigned } = await import('../certificates/issue.ts');
      const { facts, pfx } = await issueSelfSigned({ serviceName, now: clock.now(), validDays: labDays });
      return { pfx, until: facts.notAfter };
    },
  };
  return { certificate, diagnostics };
}

async function certificateFromFile(spec: Spec, { file, document, context, clock }: Whence): Promise<Found> {
  const [{ loadCertificate }, { checkCertificate }] = await Promise.all([
    import('../certificates/load.ts'),
    import('../certificates/check.ts'),
  ]);
  const place = document.locate(['certificate', 'file']);
  const name = spec.certificate.file ?? bug('a certificate without a file');
  const path = join(dirname(file), name);
  const password = await passwordOf(spec, { file, context });
  const { certificate, diagnostics } = await loadCertificate({
    file: path,
    password,
    files: context.files,
    place,
  });
  if (certificate === undefined) return { certificate: unusable, diagnostics };
  const checked = checkCertificate(certificate.facts, {
    serviceName: spec.serviceName ?? '',
    now: clock.now(),
    verifyRevocation: false,
    place,
  });
  return {
    certificate: {
      mark: certificate.facts.thumbprint,
      until: certificate.facts.notAfter,
      open: async () => {
        const { withoutPassword } = await import('../certificates/pkcs12/repack.ts');
        return { pfx: withoutPassword(certificate.pfx, password), until: certificate.facts.notAfter };
      },
    },
    diagnostics: [...diagnostics, ...checked],
  };
}

const unusable: GatewayCertificate = {
  mark: '',
  until: undefined,
  open: () => bug('a certificate that could not be read was opened'),
};

async function passwordOf(
  spec: Spec,
  { file, context }: { file: string; context: Context },
): Promise<Secret | undefined> {
  const { password } = spec.certificate;
  if (password === undefined) return undefined;
  if (password === 'prompt') {
    if (!context.mayAsk) return undefined;
    return new Secret(
      await context.questions.ask(`password of ${spec.certificate.file}: `, { hidden: true }),
    );
  }
  if ('env' in password) {
    const value = context.environment[password.env];
    return value === undefined ? undefined : new Secret(value);
  }
  const bytes = await context.files.read(join(dirname(file), password.file));
  return bytes === undefined ? undefined : new Secret(new TextDecoder().decode(bytes).replace(/\r?\n$/, ''));
}
