// `cmg validate`: every fault of every spec, offline.
import { hasErrors } from '../../base/diagnostic.ts';
import { countText, renderDiagnostics } from '../../render/diagnostics.ts';
import { diagnosticJson, formatVersion } from '../../render/plan-json.ts';
import type { CommandRun } from '../command.ts';
import { loadSpecs } from '../gateways.ts';

export const validate: CommandRun = async ({ arguments: names }, context) => {
  const loaded = await loadSpecs(names, context);
  const diagnostics = loaded.flatMap((one) => one.diagnostics);
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
