// What the deployment itself tells: parameters, variables, its own description, the cloud, the deployer.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment
import { contextOf } from '../scope.ts';
import { fixed, refuse, textAt, type Functions } from './function.ts';

export const deploymentFunctions: Functions = {
  deployer: fixed(0, ({ name, scope }) => {
    const { deployer, tenantId } = contextOf(scope, name);
    return deployer ?? { objectId: '', tenantId, userPrincipalName: '' };
  }),
  deployment: fixed(0, ({ name, scope }) => {
    contextOf(scope, name);
    return scope.deployment();
  }),
  environment: fixed(0, ({ name, scope }) => contextOf(scope, name).environment),
  parameters: fixed(1, (ask) => ask.scope.parameter(textAt(ask, 0))),
  variables: fixed(1, (ask) => ask.scope.variable(textAt(ask, 0))),
  resourceinfo: fixed(1, (ask) => {
    const found = ask.scope.resources?.find(textAt(ask, 0));
    if (found === undefined)
      return refuse(ask, `refers to '${textAt(ask, 0)}', which is not in the template`);
    ask.scope.resources?.uses(found);
    const { location, ...facts } = found;
    return location === undefined ? facts : { ...facts, location };
  }),
};
