// Deployments through the SDK: begun, read, watched by their operations, cancelled. A secret is revealed here,
// in the request that needs it, and nowhere else.
import type {
  DeploymentExtended,
  DeploymentOperation as SdkOperation,
  KeyVaultParameterReference,
} from '@azure/arm-resources';
import { RestError } from '@azure/core-rest-pipeline';
import { CmgError } from '../base/failure.ts';
import { isJsonObject, jsonOf, type Json } from '../base/json.ts';
import type {
  AzureProblem,
  DeploymentOperation,
  DeploymentRecord,
  Deployments,
  DeploymentState,
  ParameterValue,
} from '../cloud/cloud.ts';
import type { Clients } from './clients.ts';
import { innermost, isNotFound, toFailure } from './errors.ts';
import { allOf } from './pages.ts';
import { RetryHint } from './wait.ts';

export function azureDeployments(clients: Clients): Deployments {
  return {
    async begin({ group, name, template, parameters }) {
      try {
        const { deployments } = await clients.resources();
        const properties = { mode: 'Incremental' as const, template, parameters: written(parameters) };
        await deployments.beginCreateOrUpdate(group, name, { properties }).catch(unlessAccepted);
        return toRecord(await deployments.get(group, name), undefined);
      } catch (error) {
        throw toFailure(error, `deploy to ${group}`);
      }
    },
    async read(group, name) {
      try {
        const { deployments } = await clients.resources();
        const hint = new RetryHint();
        const deployment = await deployments.get(group, name, { onResponse: hint.note });
        return toRecord(deployment, hint.afterMs);
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw toFailure(error, `read the deployment ${name}`);
      }
    },
    async operations(group, name) {
      try {
        const { deploymentOperations } = await clients.resources();
        const operations = await allOf(deploymentOperations.list(group, name));
        return operations.flatMap((operation) => toOperation(operation));
      } catch (error) {
        throw toFailure(error, `follow the deployment ${name}`);
      }
    },
    async cancel(group, name) {
      try {
        const { deployments } = await clients.resources();
        await deployments.cancel(group, name);
      } catch (error) {
        throw toFailure(error, `cancel the deployment ${name}`);
      }
    },
  };
}

/**
 * The SDK looks at the operation once before it returns, and throws if it has failed by then. Azure had accepted
 * it all the same: what became of it is in the record, like every other end.
 */
function unlessAccepted(error: unknown): void {
  if (error instanceof RestError || !(error instanceof Error)) throw error;
  if (!/^The long-running operation has (?:failed|been canceled)/.test(error.message)) throw error;
}

type SdkParameter = { value?: Json; reference?: KeyVaultParameterReference };

function written(parameters: Readonly<Record<string, ParameterValue>>): Record<string, SdkParameter> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]): [string, SdkParameter] => {
      if ('vault' in parameter) {
        const { vault, ...secret } = parameter;
        return [name, { reference: { keyVault: { id: vault }, ...secret } }];
      }
      return [name, { value: 'secret' in parameter ? parameter.secret.reveal() : parameter.value }];
    }),
  );
}

function toRecord(
  { name = '', properties }: DeploymentExtended,
  retryAfterMs: number | undefined,
): DeploymentRecord {
  // Whoever took an empty answer for one that goes on would wait for ever.
  if (properties?.provisioningState === undefined)
    throw new CmgError('CMG4003', 'cannot read the deployment: the answer is not one of Azure', {
      hint: 'something between here and Azure may have answered in its place; try again',
    });
  const echoed = jsonOf(properties.parameters ?? {});
  const error = properties.error === undefined ? undefined : innermost(jsonOf(properties.error));
  return {
    name,
    state: toState(properties.provisioningState),
    startedAt: properties.timestamp?.toISOString() ?? '',
    correlationId: properties.correlationId ?? '',
    parameters: isJsonObject(echoed) ? valuesIn(echoed) : {},
    ...(error === undefined ? {} : { error }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function valuesIn(echoed: Readonly<Record<string, Json>>): Record<string, Json> {
  const entries = Object.entries(echoed).flatMap(([name, parameter]): [string, Json][] => {
    const value = isJsonObject(parameter) ? parameter['value'] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function toOperation({ properties }: SdkOperation): DeploymentOperation[] {
  const { id, resourceType } = properties?.targetResource ?? {};
  // Evaluating the outputs is an operation too, but of no resource.
  if (properties === undefined || id === undefined || resourceType === undefined) return [];
  const failure = properties.statusMessage?.error;
  const error: AzureProblem | undefined = failure === undefined ? undefined : innermost(jsonOf(failure));
  return [
    {
      resourceId: id,
      resourceType,
      state: toState(properties.provisioningState),
      startedAt: properties.timestamp?.toISOString() ?? '',
      durationMs: parseIsoDurationMs(properties.duration ?? ''),
      ...(error === undefined ? {} : { error }),
    },
  ];
}

/** Only three words end an operation; every other one means that it goes on. */
function toState(word: string | undefined): DeploymentState {
  if (word === 'Succeeded') return 'succeeded';
  if (word === 'Failed') return 'failed';
  return word === 'Canceled' ? 'canceled' : 'running';
}

/** `PT1M2.5S` */
function parseIsoDurationMs(text: string): number {
  const match = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text);
  if (!match) return 0;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(
    (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1_000,
  );
}
