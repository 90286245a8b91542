// A small service of its own, so that tests of the resource manager do not hang on what the real services do.
import { refuse } from '../../../src/mock/fault.ts';
import type { AnswerForm, Answers, Provider, ResourceType } from '../../../src/mock/providers/provider.ts';

function form(status: number, operation: AnswerForm['operation'], body: AnswerForm['body']): AnswerForm {
  return { status, operation, body };
}

const watched: Answers = {
  create: form(201, 'azure-async', 'resource'),
  update: form(200, 'azure-async', 'resource'),
  patch: form(200, 'none', 'resource'),
  remove: form(202, 'both', 'empty'),
};

const located: Answers = {
  create: form(202, 'location', 'empty'),
  update: form(200, 'none', 'resource'),
  patch: form(200, 'none', 'resource'),
  remove: form(200, 'none', 'empty'),
};

const plain: Answers = {
  create: form(201, 'none', 'resource'),
  update: form(200, 'none', 'resource'),
  patch: form(200, 'none', 'resource'),
  remove: form(200, 'none', 'empty'),
};

/** Takes as long as its `properties.seconds` says, ten seconds by default; is used by what names it in `needs`. */
const machine: ResourceType = {
  type: 'Contoso.Works/machines',
  apiVersions: ['2024-01-01', '2020-01-01'],
  location: 'region',
  answers: watched,
  provisioningState: 'properties',
  write({ body, id, world }) {
    const properties = typeof body['properties'] === 'object' ? { ...body['properties'] } : {};
    const settings: Record<string, unknown> = { ...properties };
    if (settings['broken'] === true) refuse(400, 'MachineBroken', `The machine '${id}' cannot be built.`);
    const seconds = settings['seconds'];
    return {
      body: { ...body, properties, etag: `W/"${world.guid()}"` },
      durationMs: (typeof seconds === 'number' ? seconds : 10) * 1000,
    };
  },
  remove(stored, world) {
    const user = world.list('Contoso.Works/machines').find(({ body }) => {
      const { properties } = body;
      const settings: Record<string, unknown> = { ...(typeof properties === 'object' ? properties : {}) };
      return settings['needs'] === stored.id;
    });
    if (user !== undefined) refuse(400, 'MachineInUse', `Machine ${stored.id} is used by ${user.id}.`);
    return {
      durationMs: 20_000,
      notes: [{ key: `removed/${stored.name}`, value: { at: world.now.toISOString() } }],
    };
  },
  actions: {
    listsecrets: () => ({
      form: form(200, 'none', 'resource'),
      durationMs: 0,
      result: { secret: 'open sesame' },
    }),
    restart: () => ({ form: form(202, 'both', 'empty'), durationMs: 5_000 }),
  },
  computed: { status: ({ stored, rest }) => ({ of: stored.name, rest: [...rest] }) },
};

const part: ResourceType = {
  ...machine,
  type: 'Contoso.Works/machines/parts',
  location: 'none',
  answers: plain,
  provisioningState: 'none',
};

/** Not there until it is done; only a `Location` tells. */
const depot: ResourceType = {
  type: 'Contoso.Works/depots',
  apiVersions: ['2024-01-01'],
  location: 'region',
  answers: located,
  provisioningState: 'properties',
  write: ({ body }) => ({ body, durationMs: 17_000 }),
};

const works: Provider = {
  namespace: 'Contoso.Works',
  registered: true,
  types: [machine, part, depot],
  routes: [
    {
      method: 'GET',
      path: 'locations/{location}/usages',
      handle: ({ parameters }) => ({
        status: 200,
        body: { value: [], location: parameters['location'] ?? '' },
      }),
    },
  ],
};

const unregistered: Provider = {
  ...works,
  namespace: 'Contoso.Rare',
  registered: false,
  types: [{ ...depot, type: 'Contoso.Rare/gems' }],
  routes: [],
};

/** A vault and its secrets, as far as a deployment's parameters need them. */
const vaults: Provider = {
  namespace: 'Microsoft.KeyVault',
  registered: true,
  types: [
    { ...depot, type: 'Microsoft.KeyVault/vaults', answers: plain },
    {
      ...depot,
      type: 'Microsoft.KeyVault/vaults/secrets',
      location: 'none',
      answers: plain,
      provisioningState: 'none',
      write({ body }) {
        const { properties } = body;
        const { value = '' } = { ...(typeof properties === 'object' ? properties : {}) } as Record<
          string,
          string
        >;
        return { body: { properties: {} }, hidden: { value }, durationMs: 0 };
      },
    },
  ],
};

export const small: readonly Provider[] = [works, unregistered, vaults];
