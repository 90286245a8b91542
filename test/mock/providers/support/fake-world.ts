// The least of a resource manager that provider tests need: it stores what providers return and lets time be moved.
// It checks nothing by itself, so that every refusal in a test is the provider's.
import { ArmFault } from '../../../../src/mock/fault.ts';
import { mergePatch } from '../../../../src/mock/world.ts';
import { parseResourceId } from '../../../../src/arm/resource-id.ts';
import { providers } from '../../../../src/mock/providers/registry.ts';
import type { Json, JsonObject } from '../../../../src/base/json.ts';
import type {
  ActionAnswer,
  ChildWrite,
  NoteWrite,
  ResourceType,
  RouteAnswer,
  StoredResource,
  World,
  Written,
} from '../../../../src/mock/providers/provider.ts';

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
export const group = `${subscription}/resourceGroups/rg`;

export interface FakeWorld {
  readonly world: World;
  /** Lets everything under way end, or that many milliseconds pass. */
  pass(ms?: number): void;
  put(id: string, body: JsonObject, apiVersion?: string): JsonObject;
  patch(id: string, change: JsonObject): JsonObject;
  /** What a read shows. */
  show(id: string): JsonObject;
  stored(id: string): StoredResource;
  remove(id: string): void;
  act(id: string, action: string, body?: JsonObject): ActionAnswer;
  computed(id: string, name: string, rest?: readonly string[], query?: string): Json;
  route(
    namespace: string,
    path: string,
    ask?: { readonly body?: JsonObject; readonly query?: string },
  ): RouteAnswer;
  note(write: NoteWrite): void;
  /** Puts a resource there without asking any provider. */
  plant(id: string, type: string, body?: JsonObject): void;
}

export function fakeWorld(start = '2026-01-05T08:00:00.000Z'): FakeWorld {
  const resources = new Map<string, StoredResource>();
  const notes = new Map<string, JsonObject>();
  let time = Date.parse(start);
  let guids = 0;
  const world: World = {
    get now() {
      return new Date(time);
    },
    tenantId: '11111111-1111-4111-8111-111111111111',
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    suffixes: { storage: 'core.windows.net', vault: 'vault.azure.net', cloudApp: 'cloudapp.azure.com' },
    caller: { objectId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc', name: 'tester', kind: 'Application' },
    guid: () => `00000000-0000-4000-8000-${String((guids += 1)).padStart(12, '0')}`,
    read: (id) => resources.get(id.toLowerCase()),
    list: (type, name) =>
      [...resources.values()].filter(
        (resource) =>
          resource.type.toLowerCase() === type.toLowerCase() &&
          (name === undefined || resource.name.toLowerCase() === name.toLowerCase()),
      ),
    children: (id, type) =>
      [...resources.values()].filter(
        (resource) =>
          resource.type.toLowerCase() === type.toLowerCase() &&
          resource.id.toLowerCase().startsWith(`${id.toLowerCase()}/`) &&
          resource.id.split('/').length === id.split('/').length + 2,
      ),
    note: (key) => notes.get(key),
    notes: (prefix) =>
      [...notes].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value })),
  };

  const store = (
    id: string,
    type: string,
    written: Pick<Written, 'body' | 'hidden'>,
    durationMs: number,
  ): void => {
    const existing = world.read(id);
    const now = world.now.toISOString();
    resources.set(id.toLowerCase(), {
      id: existing?.id ?? id,
      type,
      name: id.split('/').at(-1) ?? '',
      body: written.body,
      createdAt: existing?.createdAt ?? now,
      changedAt: now,
      pending: {
        what: existing === undefined ? 'Creating' : 'Updating',
        until: new Date(time + durationMs).toISOString(),
      },
      ...(written.hidden === undefined ? {} : { hidden: written.hidden }),
    });
  };
  const storeChild = (child: ChildWrite, durationMs: number): void => {
    if ('removed' in child) resources.delete(child.id.toLowerCase());
    else store(child.id, child.type, child, durationMs);
  };
  const keepNotes = (writes: readonly NoteWrite[] = []): void => {
    for (const { key, value } of writes) {
      if (value === undefined) notes.delete(key);
      else notes.set(key, value);
    }
  };
  const stored = (id: string): StoredResource => {
    const found = world.read(id);
    if (found === undefined) throw new Error(`the fake world has no ${id}`);
    return found;
  };
  const show = (id: string): JsonObject => {
    const found = stored(id);
    return typeAt(id).view?.(found, world) ?? found.body;
  };
  const write = (
    id: string,
    body: JsonObject,
    { method, apiVersion }: { method: 'PUT' | 'PATCH'; apiVersion: string },
  ): JsonObject => {
    const type = typeAt(id);
    const parsed = parseResourceId(id);
    if (parsed === undefined) throw new Error(`not an id: ${id}`);
    const existing = world.read(id);
    const ask = { id: existing?.id ?? id, parsed, method, body, apiVersion, world };
    const written = type.write(existing === undefined ? ask : { ...ask, existing });
    store(id, type.type, written, written.durationMs);
    for (const child of written.children ?? []) storeChild(child, written.durationMs);
    keepNotes(written.notes);
    return show(id);
  };

  return {
    world,
    stored,
    show,
    pass(ms = 3_600_000) {
      time += ms;
    },
    put: (id, body, apiVersion) => write(id, body, { method: 'PUT', apiVersion: apiVersion ?? newest(id) }),
    patch: (id, change) =>
      write(id, mergePatch(stored(id).body, change), { method: 'PATCH', apiVersion: newest(id) }),
    remove(id) {
      const removed = typeAt(id).remove?.(stored(id), world);
      keepNotes(removed?.notes);
      for (const key of resources.keys())
        if (key === id.toLowerCase() || key.startsWith(`${id.toLowerCase()}/`)) resources.delete(key);
    },
    act(id, action, body = {}) {
      const found = stored(id);
      const handle = typeAt(id).actions?.[action];
      if (handle === undefined) throw new Error(`no action ${action}`);
      const answer = handle({ stored: found, body, query: new URLSearchParams(), world });
      const hidden = answer.hidden ?? found.hidden;
      store(
        id,
        found.type,
        { body: answer.body ?? found.body, ...(hidden === undefined ? {} : { hidden }) },
        answer.durationMs,
      );
      return answer;
    },
    computed(id, name, rest = [], query = '') {
      const handle = typeAt(id).computed?.[name.toLowerCase()];
      if (handle === undefined) throw new Error(`nothing is computed as ${name}`);
      return handle({ stored: stored(id), rest, query: new URLSearchParams(query), world });
    },
    route(namespace, path, { body = {}, query = '' } = {}) {
      const routes = providers.find((provider) => provider.namespace === namespace)?.routes ?? [];
      for (const candidate of routes) {
        const parameters = matched(candidate.path, path);
        const wantsBody = Object.keys(body).length > 0 || path.endsWith('/purge');
        if (parameters === undefined || (candidate.method === 'POST') !== wantsBody) continue;
        const answer = candidate.handle({ parameters, query: new URLSearchParams(query), body, world });
        keepNotes(answer.notes);
        return answer;
      }
      throw new Error(`no route ${path}`);
    },
    note: (entry) => keepNotes([entry]),
    plant: (id, type, body = {}) => store(id, type, { body: { id, ...body } }, 0),
  };
}

/** The fault that a provider throws, as `status code`. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ArmFault) return `${error.status} ${error.detail.code}`;
    throw error;
  }
  return 'accepted';
}

export const typesOfProviders: readonly ResourceType[] = providers.flatMap(({ types }) => types);

export function typeAt(id: string): ResourceType {
  const wanted = parseResourceId(id)?.type.toLowerCase();
  const found = typesOfProviders.find(({ type }) => type.toLowerCase() === wanted);
  if (found === undefined) throw new Error(`no provider for ${id}`);
  return found;
}

function newest(id: string): string {
  return typeAt(id).apiVersions[0] ?? '';
}

function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = value;
    else if (segment.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return parameters;
}
