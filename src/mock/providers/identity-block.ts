// The `identity` of a resource: system-assigned principals are made, user-assigned ones looked up and shown with
// their ids. Shared by every type that can have one.
import { canonicalId } from './references.ts';
import { compact, given, objectAt, textAt } from './body.ts';
import { refuse } from '../fault.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { World, WriteAsk } from './provider.ts';

export function managedIdentityOf(ask: WriteAsk): JsonObject | undefined {
  const { world, existing } = ask;
  const sent = given(ask.body, 'identity') === undefined ? undefined : objectAt(ask.body, 'identity');
  const before = objectAt(existing?.body ?? {}, 'identity');
  if (sent === undefined) return textAt(before, 'type') === undefined ? undefined : before;
  const type = textAt(sent, 'type');
  if (type === undefined)
    return refuse(
      400,
      'InvalidRequestContent',
      "The request content was invalid and could not be deserialized: 'Required property 'type' not found in JSON. Path 'identity'.'.",
    );
  const kinds = type.toLowerCase();
  if (kinds === 'none') return undefined;
  const own = kinds.includes('systemassigned');
  const named = kinds.includes('userassigned');
  return compact({
    type: [own ? 'SystemAssigned' : '', named ? 'UserAssigned' : ''].filter((word) => word !== '').join(', '),
    principalId: own ? (before['principalId'] ?? world.guid()) : undefined,
    tenantId: own ? world.tenantId : undefined,
    userAssignedIdentities: named ? namedIdentities(sent, ask.id, world) : undefined,
  });
}

function namedIdentities(sent: JsonObject, from: string, world: World): JsonObject {
  const shown = Object.keys(objectAt(sent, 'userAssignedIdentities')).map((id): readonly [string, Json] => {
    const identity = world.read(id);
    if (identity === undefined) return missing(id, from);
    const { principalId, clientId } = objectAt(identity.body, 'properties');
    return [canonicalId(id, world), compact({ principalId, clientId })];
  });
  return Object.fromEntries(shown);
}

/** The resource manager resolves identities before the provider sees the request, and says so in its own way. */
function missing(id: string, from: string): never {
  const inner = `Resource '${id}' was not found.`;
  const answer = JSON.stringify({ error: { code: 'BadRequest', message: inner } });
  return refuse(
    400,
    'FailedIdentityOperation',
    `Identity operation for resource '${from}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '${answer}'.'.`,
  );
}
