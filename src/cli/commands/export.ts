// `cmg export`: the template, or the parameters for it, that any Azure tool can deploy. Offline.
import { hasErrors } from '../../base/diagnostic.ts';
import { CmgError } from '../../base/failure.ts';
import type { Json } from '../../base/json.ts';
import { compile } from '../../compile/compile.ts';
import { bind } from '../../plan/bind.ts';
import { addressOf } from '../../spec/normalize.ts';
import type { Spec } from '../../spec/schema.ts';
import type { CommandRun } from '../command.ts';
import { textOption } from '../options.ts';
import type { Context } from '../context.ts';
import { loadSpecs, onlyOne } from '../gateways.ts';

export const exportCommand: CommandRun = async ({ arguments: names, options }, context) => {
  const { spec, diagnostics } = onlyOne(await loadSpecs(names, context, context.clock.now()), 'cmg export');
  if (spec === undefined || hasErrors(diagnostics)) {
    throw new CmgError('CMG1101', 'the spec is wrong', { diagnostics });
  }
  const format = textOption(options, 'format') ?? 'arm';
  const json = format === 'arm' ? templateOf(spec, context) : parametersOf(spec, context);
  await context.show({ json: () => json, text: () => '' });
  return 0;
};

function compiled(spec: Spec, { clock, random }: Context): ReturnType<typeof compile> {
  const binding = bind(spec, {
    anchor: {},
    certificate: { mark: `exported ${spec.serviceName ?? addressOf(spec)}`, until: '' },
    now: clock.now(),
    freshId: Buffer.from(random.bytes(16)).toString('hex'),
  });
  return compile(spec, binding);
}

function templateOf(spec: Spec, context: Context): Json {
  return compiled(spec, context).template;
}

/** Secrets are left for whoever deploys to fill in: a value in a file would be one in the clear. */
function parametersOf(spec: Spec, context: Context): Json {
  const entries = Object.entries(compiled(spec, context).parameters).flatMap(([name, parameter]) =>
    'value' in parameter ? [[name, { value: parameter.value }] as const] : [],
  );
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(entries),
  };
}
