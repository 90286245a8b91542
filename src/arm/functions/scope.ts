// The scopes around a deployment: its group, subscription, management group and tenant, as Azure describes them.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope
import { contextOf } from '../scope.ts';
import { fixed, refuse, type Functions } from './function.ts';

export const scopeFunctions: Functions = {
  managementgroup: fixed(0, (ask) => {
    const { managementGroupId, tenantId } = contextOf(ask.scope, ask.name);
    if (managementGroupId === undefined)
      return refuse(
        ask,
        'is not expected at this location. It can only be used in a deployment to a management group',
      );
    return {
      id: `/providers/Microsoft.Management/managementGroups/${managementGroupId}`,
      name: managementGroupId,
      properties: { displayName: managementGroupId, tenantId },
      scope: '',
      type: '/providers/Microsoft.Management/managementGroups',
    };
  }),
  resourcegroup: fixed(0, (ask) => {
    const { resourceGroup, subscriptionId } = contextOf(ask.scope, ask.name);
    if (resourceGroup === undefined || subscriptionId === undefined)
      return refuse(
        ask,
        'is not expected at this location. It can only be used in a deployment to a resource group',
      );
    const { name, location, tags } = resourceGroup;
    return {
      id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
      name,
      type: 'Microsoft.Resources/resourceGroups',
      location,
      managedBy: null,
      tags,
      properties: { provisioningState: 'Succeeded' },
    };
  }),
  subscription: fixed(0, (ask) => {
    const { subscriptionId, tenantId, subscriptionName } = contextOf(ask.scope, ask.name);
    if (subscriptionId === undefined)
      return refuse(
        ask,
        'is not expected at this location. It can only be used in a deployment to a subscription or a resource group',
      );
    return {
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId,
      displayName: subscriptionName ?? subscriptionId,
    };
  }),
  tenant: fixed(0, ({ name, scope }) => {
    const { tenantId } = contextOf(scope, name);
    return { id: `/tenants/${tenantId}`, tenantCategory: 'Home', tenantId };
  }),
};
