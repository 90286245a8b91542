// `cmg validate`: every fault of every spec, offline.
import { hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import type { CheckedSpec } from '../../render/checked-spec.ts';
import { countText, renderDiagnostics, type SourceOf } from '../../render/diagnostics.ts';
import { diagnosticJson, formatVersion } from '../../render/plan-json.ts';
import { sanitizeLine } from '../../render/sanitize.ts';
import type { CommandRun } from '../command.ts';
import type { LoadedSpec } from '../../spec/load.ts';
import { certificateOf } from '../certificate.ts';
import { clashFinder } from '../clashes.ts';
import type { Context } from '../context.ts';
import { loadSpecs } from '../gateways.ts';
import { namedFilesOf } from '../named-files.ts';

export const validate: CommandRun = async ({ arguments: names }, context) => {
  const checked: CheckedSpec[] = [];
  // One after the other: two that ask for a password must not talk at once.
  const clashOf = clashFinder();
  for (const one of await loadSpecs(names, context, context.clock.now())) {
    const { file, document, spec } = one;
    const isWhole = document !== undefined && spec !== undefined;
    const clashes = isWhole
      ? clashOf({ file, document, spec, subscriptionId: spec.subscriptionId ?? '' })
      : [];
    const diagnostics = [...one.diagnostics, ...clashes, ...(await faultsOfFiles(one, context))];
    checked.push({ file, name: spec?.name, diagnostics });
  }
  const diagnostics = checked.flatMap((one) => one.diagnostics);
  const valid = !hasErrors(diagnostics);
  const { sourcePath: pathOf, version } = context;
  const sourceOf: SourceOf = (file) => context.sources.get(file);
  await context.show({
    json: () => ({ formatVersion, valid, diagnostics: diagnostics.map(diagnosticJson) }),
    text: () => {
      if (diagnostics.length === 0)
        return checked.map(({ file, name }) => `${sanitizeLine(file)}: ${name} is valid\n`).join('');
      const shown = renderDiagnostics(diagnostics, context.style, sourceOf);
      return `${shown}\n${countText(diagnostics, filesOf(diagnostics).size)}\n`;
    },
    forms: {
      sarif: async () => (await import('../../render/sarif.ts')).renderSarif(checked, { version, pathOf }),
      junit: async () => (await import('../../render/junit.ts')).renderJunit(checked, sourceOf),
    },
  });
  await context.annotate(diagnostics);
  return valid ? 0 : 65;
};

/** Where something is wrong; what is left out has no place, and counts as one. */
function filesOf(diagnostics: readonly Diagnostic[]): ReadonlySet<string | undefined> {
  return new Set(diagnostics.map(({ place }) => place?.file));
}

/** Looked at here as well, since a wrong certificate or root is the mistake that costs most when it is found late. */
async function faultsOfFiles(
  { document, spec }: LoadedSpec,
  context: Context,
): Promise<readonly Diagnostic[]> {
  if (document === undefined || spec === undefined) return [];
  const { clock } = context;
  const named = await namedFilesOf(spec, { document, context });
  if (spec.certificate.file === undefined) return named.diagnostics;
  const { diagnostics } = await certificateOf(spec, { document, context, clock, forReal: false });
  return [...diagnostics, ...named.diagnostics];
}
