// Management locks, on any scope. Owns their shape; that they bind is the resource manager's business.
import { apiVersions } from '../api-versions.ts';
import { compact, given, objectAt, objectsAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { plainAnswers } from '../forms.ts';
import { refuse } from '../../fault.ts';
import { lastName } from '../references.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

const type = 'Microsoft.Authorization/locks';
const levels = ['CanNotDelete', 'ReadOnly', 'NotSpecified'];

export const locks: ResourceType = {
  type,
  apiVersions: apiVersions.locks,
  location: 'none',
  answers: plainAnswers,
  provisioningState: 'none',
  write: writeLock,
  remove: () => ({ durationMs: durations.synchronous.ms }),
};

function writeLock(ask: WriteAsk): Written {
  const properties = objectAt(ask.body, 'properties');
  const wanted = textAt(properties, 'level');
  if (wanted === undefined)
    return unreadable("Required property 'level' not found in JSON. Path 'properties'");
  const level = levels.find((known) => known.toLowerCase() === wanted.toLowerCase());
  if (level === undefined)
    return unreadable(`Error converting value "${wanted}" to type 'LockLevel'. Path 'properties.level'`);
  const owners = objectsAt(properties, 'owners');
  const body = {
    properties: compact({
      level,
      notes: given(properties, 'notes'),
      owners: owners.length === 0 ? undefined : owners,
    }),
    id: ask.id,
    type,
    name: lastName(ask.id),
  };
  return { body, durationMs: durations.synchronous.ms };
}

function unreadable(reason: string): never {
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${reason}.'.`,
  );
}
