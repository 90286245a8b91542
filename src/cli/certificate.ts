// The certificate that a spec names, ready for a deploy: a PFX from disk with its password from where the spec
// says, or one made on the spot. The password is asked for here and goes no further.
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import { bug } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import type { CertificateFacts } from '../certificates/facts.ts';
import type { GatewayCertificate } from '../deploy/gateway.ts';
import type { SpecDocument } from '../spec/document.ts';
import { clouds } from '../spec/clouds.ts';
import { loadInside } from '../spec/inside.ts';
import { addressOf } from '../spec/normalize.ts';
import type { Spec } from '../spec/schema.ts';
import { parseSecretAddress } from '../spec/secret-address.ts';
import type { Context } from './context.ts';
import { lineOf, missingPassword, passwordIn, secretOf, type Password } from './password.ts';

export interface FoundCertificate {
  readonly certificate: GatewayCertificate;
  /** The spec's, or else the certificate's own, or else the name that Azure gives. */
  readonly serviceName: string;
  /** What is in the file, where there is one that opens. */
  readonly facts?: CertificateFacts;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Whence {
  readonly document: SpecDocument;
  readonly context: Context;
  readonly clock: Clock;
  /** Where the gateway goes nowhere, or to a mock, a lab certificate is as good as any. */
  readonly forReal: boolean;
}

export async function certificateOf(spec: Spec, whence: Whence): Promise<FoundCertificate> {
  if (spec.certificate.selfSigned === true) return labCertificate(spec, whence);
  return spec.certificate.keyVaultSecret === undefined
    ? await certificateFromFile(spec, whence)
    : certificateInVault(spec, spec.certificate.keyVaultSecret);
}

const labDays = 397;

/** Made only if it has to be sent; the same service name keeps the one that is in the vault. */
function labCertificate(spec: Spec, { clock, document, forReal }: Whence): FoundCertificate {
  const serviceName = spec.serviceName ?? addressOf(spec);
  const place = document.locate(['certificate']);
  const hint = 'for clients, name a PFX whose issuer they trust';
  const warning = diagnostic('CMG2108', 'no client trusts a self-signed certificate', { hint, place });
  const certificate: GatewayCertificate = {
    mark: `self-signed ${serviceName}`,
    until: undefined,
    open: async () => {
      const { issueSelfSigned } = await import('../certificates/issue.ts');
      const { facts, pfx } = await issueSelfSigned({ serviceName, now: clock.now(), validDays: labDays });
      return { pfx, until: facts.notAfter };
    },
  };
  return { certificate, serviceName, diagnostics: forReal ? [warning] : [] };
}

/** Azure takes it from there; nobody else sees it, so nobody can look at it beforehand. */
function certificateInVault(spec: Spec, secret: string): FoundCertificate {
  const { suffixes } = clouds[spec.environment];
  const address = parseSecretAddress(secret, suffixes.vault) ?? bug(`no address: ${secret}`);
  const { vault, secret: name, version } = address;
  const mark = `secret ${[vault, name, version].filter((part) => part !== undefined).join('/')}`;
  const open = (): never => bug('a certificate that lies in a vault was opened');
  return {
    certificate: { mark, until: undefined, address, open },
    serviceName: spec.serviceName ?? addressOf(spec),
    diagnostics: [],
  };
}

async function certificateFromFile(spec: Spec, whence: Whence): Promise<FoundCertificate> {
  const { document, context, clock } = whence;
  const [{ loadCertificate }, { checkCertificate }, { serviceNameOf }] = await Promise.all([
    import('../certificates/load.ts'),
    import('../certificates/check.ts'),
    import('../certificates/service-name.ts'),
  ]);
  const place = document.locate(['certificate', 'file']);
  const name = spec.certificate.file ?? bug('a certificate without a file');
  const unusable = { certificate: unread, serviceName: spec.serviceName ?? addressOf(spec) };
  const inside = await loadInside(name, { by: place.file, files: context.files });
  if ('problem' in inside && inside.problem === 'outside') {
    return { ...unusable, diagnostics: [leadsOut('certificate.file', place)] };
  }
  const { path } = inside;
  const given = await passwordOf(spec, whence);
  if ('fault' in given) return { ...unusable, diagnostics: [given.fault] };
  const { password } = given;
  const { files } = context;
  const { certificate, diagnostics } = await loadCertificate({ file: path, password, files, place });
  if (certificate === undefined) {
    const told = password === undefined ? diagnostics.map(missingPassword) : diagnostics;
    return { ...unusable, diagnostics: told };
  }
  const { facts, form, pfx } = certificate;
  const checked = checkCertificate(facts, {
    serviceName: spec.serviceName,
    now: clock.now(),
    verifyRevocation: spec.clientAuthentication.verifyRevocation,
    form,
    place,
    serviceNamePlace: document.find(['serviceName']),
  });
  return {
    certificate: {
      mark: facts.thumbprint,
      until: facts.notAfter,
      open: async () => {
        const { withoutPassword } = await import('../certificates/pkcs12/repack.ts');
        return { pfx: withoutPassword(pfx, password), until: facts.notAfter };
      },
    },
    serviceName: spec.serviceName ?? serviceNameOf(facts) ?? addressOf(spec),
    facts,
    diagnostics: [...diagnostics, ...checked],
  };
}

function leadsOut(key: string, place: Place): Diagnostic {
  const hint = 'put it beside the spec, or in a folder below';
  return diagnostic('CMG1301', `${key} must not lead out of the folder of the spec`, { hint, place });
}

/** In the place of a certificate that nobody is going to send. */
export const unread: GatewayCertificate = {
  mark: '',
  until: undefined,
  open: () => bug('a certificate that was not read was opened'),
};

/** The option, what the spec says, the environment: the first that is given. What is named must be there. */
async function passwordOf(spec: Spec, { document, context }: Whence): Promise<Password> {
  const { password } = spec.certificate;
  const { passwordFile, environment, questions } = context;
  if (passwordFile === '-') return { password: lineOf(await questions.readAll()) };
  if (passwordFile !== undefined) return await passwordIn(passwordFile, context);
  const fallback = secretOf(environment['CMG_CERTIFICATE_PASSWORD']);
  if (password === undefined) return { password: fallback };
  if (password === 'prompt') {
    if (context.mayAsk) {
      const question = `password of ${spec.certificate.file}: `;
      return { password: new Secret(await questions.ask(question, { hidden: true })) };
    }
    if (fallback !== undefined) return { password: fallback };
    const hint = 'give it with --password-file, or as CMG_CERTIFICATE_PASSWORD';
    const place = document.locate(['certificate', 'password']);
    const message = `the password of ${spec.certificate.file} is to be typed, and there is nobody to ask`;
    return { fault: diagnostic('CMG1303', message, { hint, place }) };
  }
  if ('file' in password) {
    const place = document.locate(['certificate', 'password', 'file']);
    const inside = await loadInside(password.file, { by: place.file, files: context.files });
    if ('problem' in inside && inside.problem === 'outside') {
      return { fault: leadsOut('certificate.password.file', place) };
    }
    return await passwordIn(inside.path, context, place);
  }
  const found = secretOf(environment[password.env]);
  if (found !== undefined) return { password: found };
  const place = document.locate(['certificate', 'password', 'env']);
  const hint = `set it to the password of ${spec.certificate.file}`;
  return {
    fault: diagnostic('CMG1005', `the environment variable ${password.env} is not set`, { hint, place }),
  };
}
