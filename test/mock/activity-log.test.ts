import assert from 'node:assert/strict';
import { drive, type Answered, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Activity log', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ providers: small });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
  });

  const day = 86_400_000;
  const machine = (): string => `${group}/providers/Contoso.Works/machines/a`;
  const version = '?api-version=2024-01-01';
  async function events(filter: string, more = ''): Promise<readonly Answered[]> {
    const path = `${world.subscription}/providers/microsoft.insights/eventtypes/management/values`;
    const { status, body, text } = await world.send('GET', `${path}?$filter=${filter}${more}`);
    assert.equal(status, 200, text);
    return Object.values(body['value'] ?? {});
  }
  const short = ({ eventTimestamp, operationName, status, resourceId }: Answered): readonly string[] =>
    [eventTimestamp, operationName?.['value'], status?.['value'], resourceId].map(String);

  it('tells what was done to a resource, by whom and with which outcome, newest first', async () => {
    world.pass(60_000);
    await world.send('PUT', `${machine()}${version}`, { location: 'westeurope' });
    world.pass(60_000);
    await world.send('DELETE', `${machine()}${version}`);
    await world.send('GET', `${machine()}${version}`);
    const found = await events(`resourceUri eq '${machine()}'`);
    assert.deepEqual(found.map(short), [
      ['2026-03-01T08:02:00.0000000Z', 'Contoso.Works/machines/delete', 'Accepted', machine()],
      ['2026-03-01T08:02:00.0000000Z', 'Contoso.Works/machines/delete', 'Started', machine()],
      ['2026-03-01T08:01:00.0000000Z', 'Contoso.Works/machines/write', 'Succeeded', machine()],
      ['2026-03-01T08:01:00.0000000Z', 'Contoso.Works/machines/write', 'Started', machine()],
    ]);
    assert.equal(String(found[0]?.['caller']), world.azure.clientId);
    assert.deepEqual(found[0]?.['authorization'], {
      action: 'Contoso.Works/machines/delete',
      scope: machine(),
    });
  });

  it('tells of what was refused, and why', async () => {
    await world.as('reader')('PUT', `${machine()}${version}`, { location: 'westeurope' });
    const [failed] = await events("status eq 'Failed'");
    assert.equal(String(failed?.['level']), 'Error');
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    assert.equal(String(failed?.['caller']), reader?.clientId);
    assert.match(String(failed?.['properties']?.['statusMessage']), /"code":"AuthorizationFailed"/);
  });

  it('tells of each step of a deployment under its correlation id', async () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Contoso.Works/machines', apiVersion: '2024-01-01', name: 'a', location: 'westeurope' },
      ],
    };
    const path = `${group}/providers/Microsoft.Resources/deployments/d`;
    const correlation = '12345678-1234-4234-8234-123456789012';
    await world.as('contributor')(
      'PUT',
      path,
      { properties: { mode: 'Incremental', template } },
      { 'x-ms-correlation-request-id': correlation },
    );
    const filter = `correlationId eq '${correlation}'`;
    world.pass(5_000);
    assert.deepEqual((await events(filter)).map(short).slice(0, 1), [
      ['2026-03-01T08:00:01.0000000Z', 'Contoso.Works/machines/write', 'Started', machine()],
    ]);
    world.pass(60_000);
    const [last] = await events(filter);
    assert.deepEqual(short(last ?? {}), [
      '2026-03-01T08:00:11.0000000Z',
      'Contoso.Works/machines/write',
      'Succeeded',
      machine(),
    ]);
    const contributor = world.azure.principals.find(({ name }) => name === 'contributor');
    assert.equal(String(last?.['caller']), contributor?.clientId);
  });

  it('narrows by time and by group, and shows only what is asked for', async () => {
    world.pass(day);
    await world.send('PUT', `${world.subscription}/resourceGroups/other`, { location: 'westeurope' });
    const since = "eventTimestamp ge '2026-03-02T00:00:00Z' and eventTimestamp le '2026-03-03T00:00:00Z'";
    const found = await events(`${since} and resourceGroupName eq 'OTHER'`, '&$select=resourceGroupName');
    assert.deepEqual(found, [{ resourceGroupName: 'other' }, { resourceGroupName: 'other' }]);
    assert.deepEqual(await events(`${since} and resourceGroupName eq 'lab'`), []);
  });

  it('forgets after 90 days, and refuses to look further back in a body without an envelope', async () => {
    world.pass(91 * day);
    assert.deepEqual(await events(''), []);
    const path = `${world.subscription}/providers/Microsoft.Insights/eventtypes/management/values`;
    const { status, body } = await world.send(
      'GET',
      `${path}?$filter=eventTimestamp ge '2026-03-01T00:00:00Z'`,
    );
    assert.equal(status, 400);
    assert.deepEqual(body, {
      code: 'BadRequest',
      message: 'The start time cannot be more than 90 days in the past.',
    });
  });

  it('shows a caller what he may see, and no more', async () => {
    const send = drive({ providers: small, principals: [{ name: 'nobody' }] }).as('nobody');
    const path = `${world.subscription}/providers/Microsoft.Insights/eventtypes/management/values`;
    assert.equal((await send('GET', path)).status, 403);
  });
});
