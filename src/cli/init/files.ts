// The files that an answer names: looked at as soon as they are named, as `cmg validate` does, since what stands in
// the certificate answers the next question.
import type { Diagnostic } from '../../base/diagnostic.ts';
import { certificateOf } from '../certificate.ts';
import type { Context } from '../context.ts';
import { namedFilesOf } from '../named-files.ts';
import { draftOf, understood, type Judging } from './draft.ts';
import type { Question, Situation } from './question.ts';

export interface Looked {
  readonly facts: Situation['facts'];
  readonly diagnostics: readonly Diagnostic[];
}

type Look = (situation: Situation, judging: Judging, context: Context) => Promise<Looked>;

export async function lookedAt(
  { key }: Question,
  situation: Situation,
  { judging, context }: { readonly judging: Judging; readonly context: Context },
): Promise<Looked> {
  const look = looks[key];
  return look === undefined
    ? { facts: situation.facts, diagnostics: [] }
    : await look(situation, judging, context);
}

const looks: Readonly<Record<string, Look>> = {
  // Without its password it may not open; that is the next question.
  file: async (situation, judging, context) => {
    const { facts, diagnostics } = await certificate(situation, judging, context);
    return { facts, diagnostics: diagnostics.filter(({ code }) => code !== 'CMG1303') };
  },
  password: async (situation, judging, context) =>
    situation.facts === undefined
      ? await certificate(situation, judging, context)
      : { facts: situation.facts, diagnostics: [] },
  serviceName: async (situation, { now }) => {
    const { facts } = situation;
    const { serviceName } = draftOf(situation);
    if (facts === undefined || typeof serviceName !== 'string') return { facts, diagnostics: [] };
    const { checkCertificate } = await import('../../certificates/check.ts');
    const found = checkCertificate(facts, { serviceName, now, verifyRevocation: false });
    return { facts, diagnostics: found.filter(({ code }) => aboutNames.has(code)) };
  },
  trustedRoots: async (situation, judging, context) => {
    const { spec, document } = understood(situation, judging);
    if (spec === undefined) return { facts: situation.facts, diagnostics: [] };
    const { diagnostics } = await namedFilesOf(spec, { document, context });
    return { facts: situation.facts, diagnostics };
  },
};

/** Said of the service name, once there is one. */
const aboutNames: ReadonlySet<string> = new Set(['CMG1308', 'CMG1311', 'CMG1353']);

async function certificate(situation: Situation, judging: Judging, context: Context): Promise<Looked> {
  const { spec, document } = understood(situation, judging);
  if (spec?.certificate.file === undefined) return { facts: undefined, diagnostics: [] };
  const { clock } = context;
  const { facts, diagnostics } = await certificateOf(spec, { document, context, clock, forReal: false });
  return { facts, diagnostics: diagnostics.filter(({ code }) => !aboutNames.has(code)) };
}
