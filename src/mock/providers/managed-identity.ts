// Microsoft.ManagedIdentity: user-assigned identities. Owns the principal and client ids that the directory hands
// out; role assignments and scale sets only refer to them.
import { apiVersions } from './api-versions.ts';
import { compact, objectAt } from './body.ts';
import { durations } from './durations.ts';
import { endOf } from './moments.ts';
import { plainAnswers } from './forms.ts';
import { refuse } from '../fault.ts';
import { lastName, locationOf } from './references.ts';
import type { Provider, ResourceType, WriteAsk, Written } from './provider.ts';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';

const userAssignedIdentities: ResourceType = {
  type,
  apiVersions: apiVersions.managedIdentity,
  location: 'region',
  answers: plainAnswers,
  provisioningState: 'none',
  write: writeIdentity,
  remove: () => ({ durationMs: durations.synchronous.ms }),
};

export const managedIdentity: Provider = {
  namespace: 'Microsoft.ManagedIdentity',
  registered: true,
  types: [userAssignedIdentities],
};

function writeIdentity(ask: WriteAsk): Written {
  const { world, existing } = ask;
  const name = lastName(ask.id);
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/.test(name))
    refuse(
      400,
      'InvalidResourceName',
      `The resource name '${name}' is invalid. Resource names must be between 3 and 128 characters and contain only letters, digits, '-' and '_'.`,
    );
  const before = objectAt(existing?.body ?? {}, 'properties');
  const body = compact({
    location: locationOf(ask),
    tags: objectAt(ask.body, 'tags'),
    // The service answers `resourcegroups` in lower case, unlike nearly all others.
    id: ask.id.replace('/resourceGroups/', '/resourcegroups/'),
    name,
    type,
    properties: {
      tenantId: before['tenantId'] ?? world.tenantId,
      principalId: before['principalId'] ?? world.guid(),
      clientId: before['clientId'] ?? world.guid(),
    },
  });
  // The directory hears of a new principal later than the resource manager.
  const hidden = existing?.hidden ?? { knownAt: endOf(world, durations.identityReplication.ms) };
  return { body, hidden, durationMs: durations.identity.ms };
}
