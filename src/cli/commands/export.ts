// `cmg export`: the template, or the parameters for it, that any Azure tool can deploy. Offline.
import { hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import { CmgError } from '../../base/failure.ts';
import type { Json } from '../../base/json.ts';
import { compile, type Compiled } from '../../compile/compile.ts';
import { bind } from '../../plan/bind.ts';
import { addressOf } from '../../spec/normalize.ts';
import type { Spec } from '../../spec/schema.ts';
import type { CommandRun } from '../command.ts';
import { textOption } from '../options.ts';
import type { Context } from '../context.ts';
import { loadSpecs, onlyOne } from '../gateways.ts';
import { namedFilesOf, type NamedFiles } from '../named-files.ts';

export const exportCommand: CommandRun = async ({ arguments: names, options }, context) => {
  const loaded = onlyOne(await loadSpecs(names, context, context.clock.now()), 'cmg export');
  const { spec, document } = loaded;
  if (spec === undefined || document === undefined) throw wrongSpec(loaded.diagnostics);
  const named = await namedFilesOf(spec, { document, context });
  if (hasErrors(named.diagnostics)) throw wrongSpec([...loaded.diagnostics, ...named.diagnostics]);
  const format = textOption(options, 'format') ?? 'arm';
  const { template, parameters } = compiled(spec, named, context);
  const json = format === 'arm' ? template : parametersOf(parameters);
  await context.show({ json: () => json, text: () => '' });
  const secret = Object.entries(parameters).flatMap(([name, one]) => ('value' in one ? [] : [name]));
  if (format === 'parameters' && secret.length > 0) {
    context.notice(`left out, for whoever deploys to give: ${secret.join(', ')}\n`);
  }
  return 0;
};

function wrongSpec(diagnostics: readonly Diagnostic[]): CmgError {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return new CmgError(first?.code ?? 'CMG1101', 'the spec is wrong', { diagnostics });
}

function compiled(spec: Spec, named: NamedFiles, { clock, random }: Context): Compiled {
  const { clientRoots, packageDigest } = named;
  const binding = bind(spec, {
    anchor: {},
    clientRoots,
    packageDigest,
    certificate: { mark: `exported ${spec.serviceName ?? addressOf(spec)}`, until: '' },
    now: clock.now(),
    freshId: Buffer.from(random.bytes(16)).toString('hex'),
  });
  return compile(spec, binding);
}

/** Secrets are left for whoever deploys to fill in: a value in a file would be one in the clear. */
function parametersOf(parameters: Compiled['parameters']): Json {
  const entries = Object.entries(parameters).flatMap(([name, parameter]) =>
    'value' in parameter ? [[name, { value: parameter.value }] as const] : [],
  );
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(entries),
  };
}
