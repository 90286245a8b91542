// SPEC arguments → gateways: which files are meant, what they say, and the certificate each names. Shows every
// fault of every file before anything else happens.
import { join } from 'node:path';
import { hasErrors, type Diagnostic } from '../base/diagnostic.ts';
import { CmgError } from '../base/failure.ts';
import type { Gateway } from '../deploy/gateway.ts';
import { loadSpec, type LoadedSpec } from '../spec/load.ts';
import type { Spec } from '../spec/schema.ts';
import { certificateOf } from './certificate.ts';
import type { Context } from './context.ts';

export interface LoadedGateway {
  readonly gateway: Gateway;
  readonly diagnostics: readonly Diagnostic[];
}

export async function loadSpecs(names: readonly string[], context: Context): Promise<readonly LoadedSpec[]> {
  const files = (await Promise.all(names.map(async (name) => await filesOf(name, context)))).flat();
  const loaded = await Promise.all(files.map(async (file) => await loadSpec(file, context)));
  for (const { file, document } of loaded)
    if (document !== undefined) context.sources.set(file, document.text);
  return loaded;
}

/** The gateways of all specs, or one failure that holds every fault of every file. */
export async function loadGateways(
  names: readonly string[],
  context: Context,
): Promise<readonly LoadedGateway[]> {
  const loaded = (await loadSpecs(names, context)).filter(({ spec }) => isChosen(spec, context));
  const faults = loaded.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(faults)) throw specFault(faults);
  const backend = await context.backend();
  const gateways = await Promise.all(
    loaded.map(async ({ file, document, spec, diagnostics }): Promise<LoadedGateway> => {
      if (spec === undefined || document === undefined) throw specFault(diagnostics);
      const certificate = await certificateOf(spec, {
        file,
        document,
        context,
        clock: backend.clock,
        forReal: !backend.isMock,
      });
      const gateway: Gateway = {
        spec: { ...spec, serviceName: certificate.serviceName },
        file,
        tenantId: (backend.isMock ? backend.tenantId : spec.tenantId) ?? backend.tenantId ?? '',
        subscriptionId: subscriptionOf(spec, backend),
        locate: document.find,
        certificate: certificate.certificate,
      };
      return { gateway, diagnostics: [...diagnostics, ...certificate.diagnostics] };
    }),
  );
  const later = gateways.flatMap(({ diagnostics }) => diagnostics);
  if (hasErrors(later)) throw specFault(later);
  return gateways;
}

/** `--only` and `--exclude` name gateways; a spec that is too wrong to have a name is never left out. */
function isChosen(spec: Spec | undefined, { only, exclude }: Context): boolean {
  if (spec === undefined) return true;
  return (only.length === 0 || only.includes(spec.name)) && !exclude.includes(spec.name);
}

/** The mock has one subscription of its own, whatever the spec says: it is not the one that would be billed. */
function subscriptionOf(
  spec: Spec,
  backend: { isMock: boolean; subscriptionId: string | undefined },
): string {
  const named = backend.isMock ? backend.subscriptionId : (spec.subscriptionId ?? backend.subscriptionId);
  if (named !== undefined) return named;
  throw new CmgError('CMG3003', 'which subscription?', {
    hint: 'set subscriptionId in the spec, or AZURE_SUBSCRIPTION_ID',
  });
}

function specFault(diagnostics: readonly Diagnostic[]): CmgError {
  const count = diagnostics.filter(({ severity }) => severity === 'error').length;
  return new CmgError('CMG1101', `${count} faults in the specs`, { diagnostics });
}

/** A folder means every YAML and JSON file in it, but for what belongs to all of them. */
async function filesOf(name: string, { files }: Context): Promise<readonly string[]> {
  const names = await files.list(name);
  const specs = names.filter((entry) => /\.(?:ya?ml|json)$/.test(entry) && !entry.startsWith('cmg.'));
  return specs.length === 0 ? [name] : specs.map((entry) => join(name, entry));
}
