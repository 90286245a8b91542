import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, type Driven } from './support/driven.ts';
import { templateOf } from './support/what-if.ts';

const account = { location: 'westus2', kind: 'StorageV2', sku: { name: 'Standard_LRS' } };
const blobEndpoint = (name: string): string => `http://127.0.0.1:10000/${name}/`;

describe('mock/BEHAVIOUR: Where blobs are', () => {
  const group = ({ subscription }: Driven): string => `${subscription}/resourceGroups/lab`;
  const at = (world: Driven): string =>
    `${group(world)}/providers/Microsoft.Storage/storageAccounts/labaccount7`;

  async function build(world: Driven): Promise<void> {
    await world.send('PUT', group(world), { location: 'westus2' });
    await world.send('PUT', `${at(world)}?api-version=2023-05-01`, account);
  }
  async function endpoints(world: Driven): Promise<readonly (string | undefined)[]> {
    const { body } = await world.send('GET', `${at(world)}?api-version=2023-05-01`);
    const { blob, file } = body['properties']?.['primaryEndpoints'] ?? {};
    return [String(blob), String(file)];
  }

  it('names the address of Azure where nobody says otherwise', async () => {
    const world = drive({ speed: 'instant' });
    await build(world);
    assert.deepEqual(await endpoints(world), [
      'https://labaccount7.blob.core.windows.net/',
      'https://labaccount7.file.core.windows.net/',
    ]);
  });

  it('names the blob service that it was told of, for blobs alone', async () => {
    const world = drive({ speed: 'instant', blobEndpoint });
    await build(world);
    assert.deepEqual(await endpoints(world), [
      'http://127.0.0.1:10000/labaccount7/',
      'https://labaccount7.file.core.windows.net/',
    ]);
  });

  it('says the same to a template', async () => {
    const world = drive({ speed: 'instant', blobEndpoint });
    await build(world);
    const value =
      "[reference(resourceId('Microsoft.Storage/storageAccounts', 'labaccount7'), '2023-05-01').primaryEndpoints.blob]";
    const template = { ...templateOf([]), outputs: { blobs: { type: 'string', value } } };
    const deployment = `${group(world)}/providers/Microsoft.Resources/deployments/main`;
    await world.send('PUT', deployment, { properties: { mode: 'Incremental', template } });
    const { body } = await world.send('GET', deployment);
    assert.equal(
      body['properties']?.['outputs']?.['blobs']?.['value'],
      'http://127.0.0.1:10000/labaccount7/',
    );
  });

  it('finds another blob service beside a world that was kept', async () => {
    const store = memoryStore();
    const first = drive({ speed: 'instant', store, blobEndpoint });
    await build(first);
    const second = drive({
      speed: 'instant',
      store,
      blobEndpoint: (name) => `http://127.0.0.1:4711/${name}/`,
    });
    assert.deepEqual(await endpoints(second), [
      'http://127.0.0.1:4711/labaccount7/',
      'https://labaccount7.file.core.windows.net/',
    ]);
    const third = drive({ speed: 'instant', store });
    assert.equal((await endpoints(third))[0], 'https://labaccount7.blob.core.windows.net/');
  });
});
