// Operations of the mock as they look on the wire, in the words of the recorded shapes: `201 azure-async resource`,
// the addresses that are watched, and what the polls answer.
import assert from 'node:assert/strict';
import { drive, type Driven, type Heard } from '../../mock/support/driven.ts';
import type { Json } from '../../../src/base/json.ts';

export interface Observed {
  /** Addresses of operations, without host and query: `/providers/Microsoft.Network/locations/{}/operations/{}`. */
  readonly addresses: readonly string[];
  /** `async 200 [status]` */
  readonly polls: readonly string[];
}

/** Creates, updates and deletes one resource of a type, and looks at each operation before and after its end. */
export async function operationsOf(type: string, body: Json): Promise<Observed> {
  const world = drive();
  const group = `${world.subscription}/resourceGroups/lab`;
  await world.send('PUT', group, { location: 'westus2' });
  const id = `${group}/providers/${type}/observed01?api-version=2022-09-01`;
  const addresses = new Set<string>();
  const polls = new Set<string>();
  for (const method of ['PUT', 'PUT', 'DELETE']) {
    const { headers } = await world.send(method, id, method === 'DELETE' ? undefined : body);
    const watched = { async: headers['azure-asyncoperation'], location: headers['location'] };
    const look = async (): Promise<void> => {
      for (const [name, address] of Object.entries(watched)) {
        if (address === undefined) continue;
        assert.ok(address.startsWith(`${world.azure.endpoint}/subscriptions/`), `not absolute: ${address}`);
        addresses.add(pathOf(address));
        const polled = await world.send('GET', address);
        polls.add(`${name} ${String(polled.status)} [${Object.keys(polled.body).toSorted().join(',')}]`);
      }
    };
    await look();
    world.pass(3_600_000);
    await look();
  }
  return { addresses: [...addresses], polls: [...polls] };
}

/** What varies from one operation to the next is a pair of braces. */
export function pathOf(address: string): string {
  const path = address.replace(/^https:\/\/[^/]+/, '').split('?', 1)[0] ?? '';
  return path
    .replace(/\/subscriptions\/[^/]+/, '/subscriptions/{}')
    .replace(/\/locations\/[^/]+/, '/locations/{}')
    .replace(/\/[^/]+$/, '/{}');
}

/** Each operation of Resource Manager itself, as `PUT Microsoft.Resources/deployments 201: 201 azure-async resource`. */
export async function ownOperations(): Promise<readonly string[]> {
  const seen: string[] = [];
  const note = (name: string, heard: Heard): Heard => {
    const [method = '', type = ''] = name.split(' ');
    seen.push(`${method} Microsoft.Resources/${type} ${String(heard.status)}: ${formOf(heard)}`);
    return heard;
  };
  const world = drive();
  const group = `${world.subscription}/resourceGroups/lab`;
  const other = `${world.subscription}/resourceGroups/other`;
  const place = { location: 'westus2' };
  for (const _ of ['new', 'again']) note('PUT resourceGroups', await world.send('PUT', group, place));
  note('PATCH resourceGroups', await world.send('PATCH', group, { tags: { a: 'b' } }));
  await world.send('PUT', other, place);
  await deploymentsIn(world, group, note);
  const plan = `${group}/providers/Microsoft.Resources/deployments/waiting`;
  await world.send('PUT', plan, deploymentOf([identityNamed('first')]));
  note('POST deployments/cancel', await world.send('POST', `${plan}/cancel`));
  world.pass(60_000);
  const tags = `${group}/providers/Microsoft.Resources/tags/default`;
  note('PUT tags', await world.send('PUT', tags, { properties: { tags: { a: 'b' } } }));
  const merged = { operation: 'Merge', properties: { tags: { c: 'd' } } };
  note('PATCH tags', await world.send('PATCH', tags, merged));
  note('DELETE tags', await world.send('DELETE', tags));
  note(
    'POST resourceGroups/exportTemplate',
    await world.send('POST', `${group}/exportTemplate`, { resources: ['*'] }),
  );
  const moved = { resources: [identityIn(group)], targetResourceGroup: other };
  note('POST resourceGroups/moveResources', await world.send('POST', `${group}/moveResources`, moved));
  world.pass(60_000);
  note('DELETE resourceGroups', await world.send('DELETE', other));
  return seen;
}

async function deploymentsIn(
  world: Driven,
  group: string,
  note: (name: string, heard: Heard) => Heard,
): Promise<void> {
  const at = `${group}/providers/Microsoft.Resources/deployments/main`;
  const body = deploymentOf([identityNamed('moving')]);
  for (const _ of ['new', 'again']) {
    note('PUT deployments', await world.send('PUT', at, body));
    world.pass(60_000);
  }
  note('POST deployments/validate', await world.send('POST', `${at}/validate`, body));
  note('POST deployments/exportTemplate', await world.send('POST', `${at}/exportTemplate`));
  note('POST deployments/whatIf', await world.send('POST', `${at}/whatIf`, body));
  note('DELETE deployments', await world.send('DELETE', at));
}

function deploymentOf(resources: readonly Json[]): Json {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  };
  return { properties: { mode: 'Incremental', template } };
}

function identityNamed(name: string): Json {
  return {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2023-01-31',
    name,
    location: 'westus2',
  };
}

function identityIn(group: string): string {
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/moving`;
}

function formOf({ status, headers, text }: Heard): string {
  const located = /operation/i.test(headers['location'] ?? '');
  const watched = headers['azure-asyncoperation'] !== undefined;
  const operation = watched ? (located ? 'both' : 'azure-async') : located ? 'location' : 'none';
  return `${String(status)} ${operation} ${text === '' ? 'empty' : 'resource'}`;
}
