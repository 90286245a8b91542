// `cmg validate`: every fault of every spec, offline.
import { hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import { countText, renderDiagnostics } from '../../render/diagnostics.ts';
import { diagnosticJson, formatVersion } from '../../render/plan-json.ts';
import type { CommandRun } from '../command.ts';
import type { LoadedSpec } from '../../spec/load.ts';
import { certificateOf } from '../certificate.ts';
import type { Context } from '../context.ts';
import { loadSpecs } from '../gateways.ts';
import { namedFilesOf } from '../named-files.ts';

export const validate: CommandRun = async ({ arguments: names }, context) => {
  const loaded = await loadSpecs(names, context, context.clock.now());
  const diagnostics: Diagnostic[] = [];
  for (const one of loaded) diagnostics.push(...one.diagnostics, ...(await faultsOfFiles(one, context)));
  const valid = !hasErrors(diagnostics);
  await context.show({
    json: () => ({ formatVersion, valid, diagnostics: diagnostics.map(diagnosticJson) }),
    text: () => {
      if (diagnostics.length === 0)
        return loaded.map(({ file, spec }) => `${file}: ${spec?.name} is valid\n`).join('');
      const shown = renderDiagnostics(diagnostics, context.style, (file) => context.sources.get(file));
      return `${shown}\n${countText(diagnostics, loaded.length)}\n`;
    },
  });
  return valid ? 0 : 65;
};

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
