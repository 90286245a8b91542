// Tags by themselves: `{scope}/providers/Microsoft.Resources/tags/default` for the subscription, a group or a
// resource. https://learn.microsoft.com/rest/api/resources/tags
import type { Json, JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import type { Moment } from '../realm.ts';
import type { Ask } from '../request.ts';
import { findGroup, findResource } from '../resources/lookup.ts';
import { asObject } from '../resources/write.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { rowOf } from '../own.ts';

const suffix = '/providers/microsoft.resources/tags/default';

/** Undefined where the path is not one of tags: it ends like them whatever the scope. */
export function answerTags(ask: Ask): Answer | undefined {
  if (!ask.path.toLowerCase().endsWith(suffix)) return undefined;
  const scope = ask.path.slice(0, -suffix.length);
  const act = rowOf(acts, ask.method);
  if (act === undefined) return { status: 405 };
  const tagged = taggedAt(ask.moment, scope);
  return act(ask, scope, tagged);
}

interface Tagged {
  readonly tags: JsonObject;
  write(tags: JsonObject): void;
}

const acts: Readonly<Record<string, (ask: Ask, scope: string, tagged: Tagged) => Answer>> = {
  GET: (_, scope, { tags }) => ok(present(scope, tags)),
  PUT(ask, scope, tagged) {
    const tags = tagsIn(ask.body());
    tagged.write(tags);
    return ok(present(scope, tags));
  },
  PATCH(ask, scope, tagged) {
    const tags = patched(tagged.tags, tagsIn(ask.body()), ask.body()['operation']);
    tagged.write(tags);
    return ok(present(scope, tags));
  },
  DELETE(_, __, tagged) {
    tagged.write({});
    return { status: 200 };
  },
};

function patched(standing: JsonObject, tags: JsonObject, operation: Json | undefined): JsonObject {
  if (operation === 'Replace') return tags;
  if (operation === 'Merge') return { ...standing, ...tags };
  if (operation === 'Delete')
    return Object.fromEntries(Object.entries(standing).filter(([name]) => tags[name] === undefined));
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: 'Error converting value "${String(operation)}" to an operation on tags. Path 'operation'.'.`,
  );
}

function tagsIn(body: JsonObject): JsonObject {
  return asObject(asObject(body['properties'])['tags']);
}

function taggedAt(moment: Moment, scope: string): Tagged {
  const { tables, resources } = moment.realm;
  const parsed = parseResourceId(scope);
  if (parsed === undefined || parsed.type === 'Microsoft.Resources/subscriptions')
    return {
      tags: tables.scopeTags.get(scope)?.tags ?? {},
      write: (tags) => tables.scopeTags.put(scope, { tags }),
    };
  const changedAt = moment.now.toISOString();
  if (parsed.type === 'Microsoft.Resources/resourceGroups') {
    const group = findGroup(moment, parsed.name);
    const write = (tags: JsonObject): void => tables.groups.put(group.name, { ...group, tags, changedAt });
    return { tags: group.tags ?? {}, write };
  }
  const stored = findResource(moment, scope);
  return {
    tags: asObject(stored.body['tags']),
    write: (tags) => resources.put({ ...stored, body: { ...stored.body, tags }, changedAt }),
  };
}

function present(scope: string, tags: JsonObject): JsonObject {
  return {
    id: `${scope}/providers/Microsoft.Resources/tags/default`,
    name: 'default',
    type: 'Microsoft.Resources/tags',
    properties: { tags },
  };
}
