// Secrets of a vault, written through the resource manager as templates do. The value goes where no read shows it
// (`hidden.value`), for deployments that refer to it; the body tells only where the secret is.
import { apiVersions } from '../api-versions.ts';
import { compact, given, objectAt, textAt, without } from '../body.ts';
import { secretType } from './deleted-vaults.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { vaultAnswers } from '../forms.ts';
import { lastName, requireParent } from '../references.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

export const secrets: ResourceType = {
  type: secretType,
  apiVersions: apiVersions.keyVault,
  location: 'none',
  answers: vaultAnswers,
  provisioningState: 'none',
  write: writeSecret,
  // The resource manager can write secrets but not delete them: that is left to the vault itself.
  remove: () =>
    refuse(405, 'MethodNotAllowed', "The requested resource does not support http method 'DELETE'."),
};

function writeSecret(ask: WriteAsk): Written {
  const { world, existing } = ask;
  const vault = requireParent(ask);
  const name = lastName(ask.id);
  if (!/^[a-zA-Z0-9-]{1,127}$/.test(name))
    refuse(
      400,
      'BadRequest',
      `The secret name '${name}' is invalid. It must be 1-127 characters, containing only 0-9, a-z, A-Z, and -.`,
    );
  const sent = objectAt(ask.body, 'properties');
  const value = textAt(sent, 'value') ?? textAt(existing?.hidden ?? {}, 'value');
  if (value === undefined)
    return refuse(400, 'BadRequest', "The parameter 'value' is required to create a secret.");
  const kept = value === textAt(existing?.hidden ?? {}, 'value');
  const before = objectAt(existing?.body ?? {}, 'properties');
  const now = Math.floor(world.now.getTime() / 1000);
  const uri = `${textAt(vault.body, 'properties', 'vaultUri') ?? ''}secrets/${name}`;
  // Every write makes a version, the same value too.
  const version = world.guid().replaceAll('-', '');
  const body = compact({
    id: ask.id,
    name,
    type: secretType,
    location: textAt(vault.body, 'location'),
    tags: given(ask.body, 'tags'),
    properties: compact({
      contentType: given(sent, 'contentType'),
      attributes: {
        enabled: true,
        ...without(objectAt(sent, 'attributes'), ['created', 'updated']),
        created: kept ? (objectAt(before, 'attributes')['created'] ?? now) : now,
        updated: now,
      },
      secretUri: uri,
      secretUriWithVersion: `${uri}/${version}`,
    }),
  });
  return { body, hidden: { value }, durationMs: durations.synchronous.ms };
}
