// Where a resource of a template lives: in what is deployed to (a resource group, a subscription, a management group
// or the tenant), in another one of these, or on another resource.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/scope-extension-resources
import type { JsonObject } from '../base/json.ts';
import type { DeploymentContext } from './context.ts';
import { memberOf } from './functions/member.ts';
import { below, TemplateError } from './problem.ts';
import { formatResourceId } from './resource-id.ts';
import { contextOf, type Scope } from './scope.ts';
import { knownValue } from './value.ts';

export interface Place {
  idOf(type: string, name: string): string;
}

const deploymentType = 'microsoft.resources/deployments';

export function isDeployment(type: string): boolean {
  return type.toLowerCase() === deploymentType;
}

export function placeOf(raw: JsonObject, type: string, scope: Scope): Place {
  const home = homeOf(scope.home ?? contextOf(scope, 'resourceId'));
  const given = textField(raw, 'scope', scope);
  if (given !== undefined) return scoped(given, home);
  // What exists already may be in another group: it is only looked at.
  if (!isDeployment(type) && memberOf(raw, 'existing') !== true) return inside(home);
  const otherSubscription = textField(raw, 'subscriptionId', scope);
  const otherGroup = textField(raw, 'resourceGroup', scope);
  const subscriptionId = otherSubscription ?? home.subscriptionId;
  if (otherGroup !== undefined) {
    if (subscriptionId === undefined)
      throw new TemplateError(
        `What is in the resource group '${otherGroup}' needs a 'subscriptionId': the template is ` +
          'deployed above all subscriptions',
      );
    return inside({ subscriptionId, resourceGroup: otherGroup });
  }
  return inside(otherSubscription === undefined ? home : { subscriptionId: otherSubscription });
}

export interface Container {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** A management group. */
  readonly scope?: string;
}

/** Empty at the tenant. https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-management-group */
export function homeOf({ subscriptionId, resourceGroup, managementGroupId }: DeploymentContext): Container {
  if (subscriptionId !== undefined)
    return resourceGroup === undefined
      ? { subscriptionId }
      : { subscriptionId, resourceGroup: resourceGroup.name };
  if (managementGroupId === undefined) return {};
  return { scope: `/providers/Microsoft.Management/managementGroups/${managementGroupId}` };
}

function inside(container: Container): Place {
  return { idOf: (type, name) => formatResourceId({ ...container, type, name }) };
}

/** `/` is the tenant; without a leading slash it is a resource beside this one. */
function scoped(given: string, home: Container): Place {
  if (given === '/') return inside({});
  const full = given.startsWith('/') ? given.replace(/\/$/, '') : `${base(given, home)}/providers/${given}`;
  return inside({ scope: full });
}

function base(given: string, { subscriptionId, resourceGroup, scope }: Container): string {
  if (given.toLowerCase().startsWith('microsoft.management/')) return '';
  if (subscriptionId === undefined) return scope ?? '';
  const subscription = `/subscriptions/${subscriptionId}`;
  return resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
}

function textField(raw: JsonObject, field: string, scope: Scope): string | undefined {
  const value = memberOf(raw, field);
  const text = value === undefined ? undefined : below(field, () => knownValue(value, scope) ?? undefined);
  if (text === undefined || typeof text === 'string') return text === '' ? undefined : text;
  throw new TemplateError(`The property '${field}' of a template resource has to be a string`);
}
