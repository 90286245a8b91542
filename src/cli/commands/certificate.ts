// `cmg certificate`: what is in a PFX, PEM or DER file, and whether a gateway can use it. Offline; only reads.
import { diagnostic, hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import { Secret } from '../../base/secret.ts';
import type { Opened } from '../../certificates/load.ts';
import { serviceNameOf } from '../../certificates/service-name.ts';
import { certificateJson, renderCertificate, type CertificateView } from '../../render/certificate.ts';
import { whyUnread } from '../absent.ts';
import type { CommandRun } from '../command.ts';
import type { Context } from '../context.ts';
import { textOption } from '../options.ts';
import { lineOf, passwordIn, secretOf, type Password } from '../password.ts';

export const certificate: CommandRun = async ({ arguments: [file = ''], options }, context) => {
  const now = context.clock.now();
  const { facts, form, diagnostics } = await open(file, context);
  const asked = textOption(options, 'serviceName');
  const { checkCertificate } = await import('../../certificates/check.ts');
  const checked =
    facts === undefined
      ? []
      : checkCertificate(facts, {
          serviceName: asked,
          nameIsOpen: true,
          now,
          // As a spec does that says nothing else.
          verifyRevocation: true,
          file,
          form,
        });
  const found = [...diagnostics, ...checked];
  const view: CertificateView = {
    file,
    form,
    facts,
    serviceName: asked ?? (facts === undefined ? undefined : serviceNameOf(facts)),
    usable: facts !== undefined && !hasErrors(found),
    diagnostics: found,
  };
  await context.show({
    json: () => certificateJson(view, now),
    text: () => renderCertificate(view, now, context.style),
  });
  return view.usable ? 0 : 65;
};

/** Without a password first: an empty one is common, and nobody wants to be asked for nothing. */
async function open(file: string, context: Context): Promise<Opened> {
  const given = await givenPassword(context);
  if ('fault' in given) return { diagnostics: [given.fault] };
  const { loadFacts } = await import('../../certificates/load.ts');
  const { files, questions } = context;
  const opened = await loadFacts({ file, password: given.password, files });
  if (opened.diagnostics.some(isUnread)) {
    return { diagnostics: [diagnostic('CMG1301', await whyUnread(file, files, 'certificate file'))] };
  }
  if (given.password !== undefined || !opened.diagnostics.some(isLocked)) return opened;
  if (!context.mayAsk) return { diagnostics: opened.diagnostics.map(withWays) };
  const typed = await questions.ask(`password of ${file}: `, { hidden: true });
  return await loadFacts({ file, password: new Secret(typed), files });
}

async function givenPassword(context: Context): Promise<Password> {
  const { passwordFile, environment, questions } = context;
  if (passwordFile === '-') return { password: lineOf(await questions.readAll()) };
  if (passwordFile !== undefined) return await passwordIn(passwordFile, context);
  return { password: secretOf(environment['CMG_CERTIFICATE_PASSWORD']) };
}

function isUnread({ code }: Diagnostic): boolean {
  return code === 'CMG1301';
}

function isLocked({ code }: Diagnostic): boolean {
  return code === 'CMG1303';
}

/** The hint of a password that is wrong helps nobody who gave none. */
function withWays({ code, message }: Diagnostic): Diagnostic {
  return diagnostic(code, message, { hint: 'give it with --password-file, or as CMG_CERTIFICATE_PASSWORD' });
}
