import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Names of tags', () => {
  let world: Driven;
  let names: string;
  beforeEach(async () => {
    world = drive({ providers: small });
    names = `${world.subscription}/tagNames`;
    await world.send('PUT', `${world.subscription}/resourcegroups/lab`, {
      location: 'westeurope',
      tags: { stage: 'test' },
    });
  });

  it('sets a name and a value down before anything carries them, and forgets them again', async () => {
    const made = await world.send('PUT', `${names}/department`);
    assert.equal(made.status, 201);
    assert.deepEqual(made.body, {
      id: `${names}/department`,
      tagName: 'department',
      count: { type: 'Total', value: 0 },
      values: [],
    });
    assert.equal((await world.send('PUT', `${names}/Department`)).status, 200);
    assert.equal((await world.send('PUT', `${names}/department/tagValues/finance`)).status, 201);
    assert.equal((await world.send('PUT', `${names}/department/tagValues/finance`)).status, 200);
    const list = await world.send('GET', names);
    assert.deepEqual(list.body['value'], [
      {
        id: `${names}/stage`,
        tagName: 'stage',
        count: { type: 'Total', value: 1 },
        values: [
          {
            id: `${names}/stage/tagValues/test`,
            tagValue: 'test',
            count: { type: 'Total', value: 1 },
          },
        ],
      },
      {
        id: `${names}/department`,
        tagName: 'department',
        count: { type: 'Total', value: 0 },
        values: [
          {
            id: `${names}/department/tagValues/finance`,
            tagValue: 'finance',
            count: { type: 'Total', value: 0 },
          },
        ],
      },
    ]);
    assert.equal((await world.send('DELETE', `${names}/department/tagValues/finance`)).status, 200);
    assert.equal((await world.send('DELETE', `${names}/department/tagValues/finance`)).status, 204);
    assert.equal((await world.send('DELETE', `${names}/department`)).status, 200);
    assert.equal((await world.send('DELETE', `${names}/department`)).status, 204);
  });

  it('refuses to forget what is in use, a value without a name, and a reserved word', async () => {
    assert.equal((await world.send('DELETE', `${names}/stage`)).status, 409);
    assert.equal((await world.send('DELETE', `${names}/stage/tagValues/test`)).status, 409);
    assert.equal((await world.send('PUT', `${names}/nobody/tagValues/x`)).status, 404);
    assert.equal((await world.send('PUT', `${names}/azureThing`)).status, 400);
  });
});
