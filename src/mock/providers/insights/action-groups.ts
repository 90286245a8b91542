// Action groups: who is told when an alert fires. Owns the shape of receivers; nothing is ever sent.
import { apiVersions } from '../api-versions.ts';
import { compact, given, isList, objectAt, objectsAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { isSame, lastName } from '../references.ts';
import { plainAnswers } from '../forms.ts';
import { refuse } from '../../fault.ts';
import { truth } from '../coerce.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { ActionAnswer, ActionAsk, ResourceType, WriteAsk, Written } from '../provider.ts';

export const actionGroups: ResourceType = {
  type: 'Microsoft.Insights/actionGroups',
  apiVersions: apiVersions.actionGroups,
  location: 'global',
  answers: plainAnswers,
  provisioningState: 'none',
  write: writeGroup,
  remove: () => ({ durationMs: durations.synchronous.ms }),
  actions: { subscribe: enableReceiver },
};

/** Each kind of receiver, and the API version from which an empty list of it is answered. */
const receivers: readonly (readonly [kind: string, since: string])[] = [
  ['emailReceivers', '2017-04-01'],
  ['smsReceivers', '2017-04-01'],
  ['webhookReceivers', '2017-04-01'],
  ['eventHubReceivers', '2021-09-01'],
  ['itsmReceivers', '2017-04-01'],
  ['azureAppPushReceivers', '2017-04-01'],
  ['automationRunbookReceivers', '2018-03-01'],
  ['voiceReceivers', '2018-03-01'],
  ['logicAppReceivers', '2018-03-01'],
  ['azureFunctionReceivers', '2018-03-01'],
  ['armRoleReceivers', '2019-03-01'],
];

function writeGroup(ask: WriteAsk): Written {
  const sent = objectAt(ask.body, 'properties');
  const shortName = textAt(sent, 'groupShortName');
  if (shortName === undefined || shortName.length > 12)
    refuse(
      400,
      'InvalidActionGroup',
      'The groupShortName property is required and must be between 1 and 12 characters.',
    );
  const lists: Record<string, Json> = {};
  for (const [kind, since] of receivers)
    if (isList(sent[kind]) || ask.apiVersion >= since)
      lists[kind] = objectsAt(sent, kind).map((receiver) => shownReceiver(kind, receiver));
  requireDistinct(lists);
  const body = {
    // The service writes its namespace in lower case in ids, and its type with a capital.
    id: ask.id.replace('/Microsoft.Insights/', '/microsoft.insights/'),
    type: 'Microsoft.Insights/ActionGroups',
    name: lastName(ask.id),
    location: 'Global',
    kind: null,
    tags: given(ask.body, 'tags') ?? null,
    properties: compact({
      groupShortName: shortName,
      enabled: truth(sent, 'enabled', 'properties') ?? true,
      ...lists,
    }),
    // Newer versions have it in the body only when there is one.
    ...(ask.apiVersion < '2018-01-01' ? { identity: null } : {}),
  };
  return { body, durationMs: durations.synchronous.ms };
}

/** Mail and text messages have a status that the receiver can change. */
function shownReceiver(kind: string, receiver: JsonObject): JsonObject {
  const name = textAt(receiver, 'name');
  if (name === undefined) return refuse(400, 'InvalidActionGroup', `A receiver in ${kind} has no name.`);
  const address = textAt(receiver, 'emailAddress');
  if (kind === 'emailReceivers' && !/^\S+@\S+$/.test(address ?? ''))
    refuse(
      400,
      'InvalidEmailAddress',
      `The email address '${address ?? ''}' of receiver '${name}' is not valid.`,
    );
  const told = kind === 'emailReceivers' || kind === 'smsReceivers';
  return compact({ ...receiver, status: told ? (given(receiver, 'status') ?? 'Enabled') : undefined });
}

/** For one whom the receiver itself switched off; whoever is on already is a conflict. */
function enableReceiver({ stored, body }: ActionAsk): ActionAnswer {
  const name = textAt(body, 'receiverName') ?? '';
  const properties = objectAt(stored.body, 'properties');
  const told = ['emailReceivers', 'smsReceivers'].flatMap((kind) => objectsAt(properties, kind));
  const receiver = told.find((one) => isSame(textAt(one, 'name'), name));
  if (receiver === undefined)
    return refuse(
      404,
      'ReceiverNotFound',
      `Could not find receiver with name ${name} in action group with Id ${keyOf(stored.id)}`,
    );
  return refuse(
    409,
    'ReceiverAlreadyEnabled',
    `Receiver with name ${name} in action group with Id ${keyOf(stored.id)} is already enabled`,
  );
}

function requireDistinct(lists: JsonObject): void {
  const names = Object.keys(lists).flatMap((kind) =>
    objectsAt(lists, kind).map((receiver) => textAt(receiver, 'name')?.toLowerCase()),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    refuse(400, 'DuplicateReceiverName', `The receiver name '${twice}' is used more than once.`);
}

/** The service's own name for a group: the resource group and the name in capitals, what is no letter as its code. */
function keyOf(id: string): string {
  const [, , , , group = ''] = id.split('/');
  const escaped = (text: string): string =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, (sign) => `:${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ''}`);
  return `${escaped(group)}-${escaped(lastName(id))}`;
}
