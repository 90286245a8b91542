// What `reference()` and `list*()` hear while a deployment runs: the state of the world at that moment.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
import type { Runtime } from '../../arm/scope.ts';
import type { Json, JsonObject } from '../../base/json.ts';

import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import { presentGroup } from '../groups.ts';
import type { Moment } from '../realm.ts';
import { runAction } from '../resources/act.ts';
import { findGroup, findResource } from '../resources/lookup.ts';
import { presentResource } from '../resources/present.ts';
import { asObject } from '../resources/write.ts';
import { presentDeployment } from './present.ts';
import { rowOf } from '../own.ts';

export function runtimeAt(moment: Moment): Runtime {
  return {
    reference: (id, apiVersion, full) => referred(moment, { id, apiVersion, full }),
    list: (name, id, _apiVersion, body) => listed(moment, { name, id, body: asObject(body) }),
  };
}

interface ReferenceAsk {
  readonly id: string;
  readonly apiVersion: string | undefined;
  readonly full: boolean;
}

function referred(moment: Moment, { id, apiVersion, full }: ReferenceAsk): Json {
  const body = bodyAt(moment, id);
  if (!full) return asObject(body['properties']);
  const { id: resourceId = id, name: _, type: __, ...rest } = body;
  const parsed = parseResourceId(id);
  return {
    apiVersion: apiVersion ?? '',
    ...rest,
    subscriptionId: parsed?.subscriptionId ?? moment.realm.subscriptionId,
    resourceGroupName: parsed?.resourceGroup ?? '',
    scope: parsed?.scope ?? '',
    resourceId,
    referenceApiVersion: apiVersion ?? '',
    condition: true,
    isConditionTrue: true,
    isTemplateResource: false,
    isAction: false,
    provisioningOperation: 'Read',
  };
}

function bodyAt(moment: Moment, id: string): JsonObject {
  const { tables } = moment.realm;
  const deployment = tables.deployments.get(id);
  if (deployment !== undefined) return presentDeployment(moment, deployment);
  const parsed = parseResourceId(id);
  if (parsed?.type === 'Microsoft.Resources/resourceGroups')
    return presentGroup(moment, findGroup(moment, parsed.name));
  return presentResource(findResource(moment, id), moment);
}

interface ListAsk {
  readonly name: string;
  readonly id: string;
  readonly body: JsonObject;
}

function listed(moment: Moment, { name, id, body }: ListAsk): Json {
  const stored = findResource(moment, id);
  const action = rowOf(moment.realm.catalogue.type(stored.type).actions, name.toLowerCase());
  if (action === undefined)
    return refuse(
      400,
      'InvalidTemplate',
      `The template function '${name}' is not valid for resources of type '${stored.type}'. Please see https://aka.ms/arm-functions-list for usage details.`,
    );
  const { result } = runAction(moment, stored, { action, body });
  return result ?? {};
}
