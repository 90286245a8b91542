// The earlier deployment that is made again when one fails: chosen when the failing one is accepted, made with the
// template and the parameters it had, in complete mode, under its own name.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/rollback-on-error
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { ArmFault, refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { acceptDeployment, refuseWhileActive } from './accept.ts';
import { prepareDeployment } from './prepare.ts';
import { invalidContent } from './reading.ts';
import type { DeploymentRecord, OnError } from './record.ts';
import { targetAt, type Target } from './target.ts';

export function onErrorOf(moment: Moment, target: Target, asked: Json | undefined): OnError | undefined {
  if (asked === undefined || asked === null) return undefined;
  const { type, deploymentName } = asObject(asked);
  if (target.group === undefined)
    return invalid(`The on error deployment is only supported for deployments to a resource group.`);
  const earlier = succeededBefore(moment, target);
  if (String(type).toLowerCase() === 'lastsuccessful') {
    const [last] = earlier;
    if (last !== undefined) return { type: 'LastSuccessful', deploymentName: last.name };
    return invalid(`No successful deployment could be found in resource group '${target.group.name}'.`);
  }
  if (String(type).toLowerCase() !== 'specificdeployment')
    return invalidContent(
      `Error converting value "${String(type)}" to type 'OnErrorDeploymentType'. Path 'properties.onErrorDeployment.type'.`,
    );
  const wanted = String(deploymentName).toLowerCase();
  const found = earlier.find(({ name }) => name.toLowerCase() === wanted);
  if (found !== undefined) return { type: 'SpecificDeployment', deploymentName: found.name };
  return invalid(
    `The deployment '${String(deploymentName)}' could not be found in resource group '${target.group.name}', or it was not successful.`,
  );
}

function invalid(reason: string): never {
  return refuse(400, 'InvalidOnErrorDeployment', `The on error deployment is not valid. ${reason}`);
}

/** Newest first; nested ones cannot be made again, and the name's own history is about to be written over. */
function succeededBefore({ realm }: Moment, { id }: Target): readonly DeploymentRecord[] {
  return realm.tables.deployments
    .list(id.slice(0, id.lastIndexOf('/') + 1))
    .filter((other) => other.state === 'Succeeded' && other.parent === undefined && other.id !== id)
    .toSorted((a, b) => ((a.endedAt ?? '') > (b.endedAt ?? '') ? -1 : 1));
}

/** Begins the other deployment and gives the record that tells of it. */
export function beginOnError(moment: Moment, record: DeploymentRecord): OnError | undefined {
  const { onError } = record;
  if (onError === undefined) return undefined;
  const { realm } = moment;
  try {
    const target = targetAt(moment, record.id.replace(/[^/]+$/, onError.deploymentName));
    refuseWhileActive(moment, target);
    const template = realm.tables.templates.get(target.id);
    if (template === undefined) return { ...onError, state: 'Failed' };
    const parameters = sentParameters(moment, target.id);
    const { templateLink } = realm.tables.deployments.get(target.id)?.links ?? {};
    const content = templateLink === undefined ? { template } : { templateLink };
    const properties = { mode: 'Complete', parameters, ...content };
    const prepared = prepareDeployment(moment, target, { body: { properties } });
    const { apiVersion, correlationId } = record;
    const again = acceptDeployment(moment, { target, prepared, apiVersion, correlationId });
    return { ...onError, operationId: again.operationId };
  } catch (error) {
    if (!(error instanceof ArmFault)) throw error;
    return { ...onError, state: 'Failed' };
  }
}

function sentParameters({ realm }: Moment, id: string): JsonObject {
  const kept = realm.tables.sent.get(id);
  const parameters = kept === undefined ? {} : realm.chance.unseal(kept.sealed);
  return isJsonObject(parameters) ? parameters : {};
}
