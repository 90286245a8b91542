// The rights that a deployment needs besides the one to deploy: on each resource that it writes, before it is
// accepted and once more when the resource's turn comes, and on the vaults that its parameters come from.
import type { ExpandedResource } from '../../arm/expansion.ts';
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import { textAt } from '../providers/body.ts';
import type { Moment } from '../realm.ts';
import { writeOf } from './action.ts';
import { attributesIn } from './front.ts';
import { refuseLink } from './links.ts';
import { clientOf, isAllowed, mayBeAllowed, requireRight } from './rights.ts';

/** Seen in https://github.com/Azure-Samples/azure-search-openai-demo/issues/242 and 1483: the refusals stand in the message. */
export function requireTemplateRights(moment: Moment, resources: readonly ExpandedResource[]): void {
  const refused = resources.filter((resource) => !mayWrite(moment, resource));
  if (refused.length === 0) return;
  const words = refused.map(({ id, type, name }) => {
    const { action, scope } = writeOf(type, id);
    const short = name.split('/').at(-1) ?? name;
    return `Authorization failed for template resource '${short}' of type '${type}'. ${clientOf(moment)} does not have permission to perform action '${action}' at scope '${scope}'.`;
  });
  refuse(
    400,
    'InvalidTemplateDeployment',
    `The template deployment failed with error: '${words.join(':')}'.`,
  );
}

function mayWrite(moment: Moment, { id, type, body, deferred }: ExpandedResource): boolean {
  const right = writeOf(type, id);
  if (isAllowed(moment, { ...right, attributes: attributesIn(body) })) return true;
  return deferred.length > 0 && mayBeAllowed(moment, right);
}

interface StepWrite {
  readonly id: string;
  readonly type: string;
  readonly body: JsonObject;
}

export function requireStepRight(moment: Moment, { id, type, body }: StepWrite): void {
  requireRight(moment, { ...writeOf(type, id), attributes: attributesIn(body) });
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter#grant-deployment-access-to-the-secrets */
export function requireVaultRights(moment: Moment, deployment: string, parameters: Json | undefined): void {
  const own = { action: 'Microsoft.Resources/deployments/write', scope: deployment };
  for (const parameter of isJsonObject(parameters) ? Object.values(parameters) : []) {
    const vault = isJsonObject(parameter) ? textAt(parameter, 'reference', 'keyVault', 'id') : undefined;
    if (vault === undefined) continue;
    const right = { action: 'Microsoft.KeyVault/vaults/deploy/action', scope: vault };
    if (!isAllowed(moment, right)) refuseLink(moment, own, right);
  }
}
