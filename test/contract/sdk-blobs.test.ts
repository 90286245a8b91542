import assert from 'node:assert/strict';
import {
  BlobClient,
  BlobSASPermissions,
  BlobServiceClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { startAzurite } from './azurite.ts';
import { behindHttps, collect, inProcess, refused, type Sdk } from './sdk.ts';

const ways = [
  { way: 'in the process', name: 'inprocess7', connect: inProcess },
  { way: 'behind HTTPS', name: 'overhttps7', connect: behindHttps },
];

describe('@azure/storage-blob and Azurite', () => {
  const opened = new Map<string, { readonly sdk: Sdk; readonly key: string }>();
  let closeAzurite = (): Promise<void> => Promise.resolve();

  // The mock makes the accounts and their keys; Azurite is told of both, and the mock of where Azurite listens.
  before(async function start() {
    this.timeout(60_000);
    let base = '';
    const accounts = [];
    for (const { name, connect } of ways) {
      const sdk = await connect({ blobEndpoint: (account) => `${base}/${account}/` });
      await sdk.resources.resourceGroups.createOrUpdate('lab', { location: 'westus2' });
      await sdk.storage.storageAccounts.create('lab', name, {
        location: 'westus2',
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS' },
      });
      const { keys = [] } = await sdk.storage.storageAccounts.listKeys('lab', name);
      const values = keys.map(({ value = '' }) => value);
      accounts.push({ name, keys: values });
      opened.set(name, { sdk, key: values[0] ?? '' });
    }
    const azurite = await startAzurite(accounts);
    base = azurite.url;
    closeAzurite = azurite.close;
  });
  after(async () => {
    await closeAzurite();
    for (const { sdk } of opened.values()) await sdk.close();
  });

  for (const { way, name } of ways) {
    describe(`for an account that was made ${way}`, () => {
      /** As anybody would: where and with which key is asked of Resource Manager. */
      async function connect(given?: string): Promise<BlobServiceClient> {
        const { sdk, key } = opened.get(name) ?? assert.fail();
        const { primaryEndpoints } = await sdk.storage.storageAccounts.getProperties('lab', name);
        const credential = new StorageSharedKeyCredential(name, given ?? key);
        return new BlobServiceClient(primaryEndpoints?.blob ?? '', credential);
      }

      it('stores a blob, lists it, gives it back and deletes it', async () => {
        const container = (await connect()).getContainerClient('content');
        await container.create({ metadata: { gateway: 'granitefalls' } });
        const { metadata, leaseState, blobPublicAccess } = await container.getProperties();
        assert.deepEqual(
          [metadata, leaseState, blobPublicAccess],
          [{ gateway: 'granitefalls' }, 'available', undefined],
        );
        const blob = container.getBlockBlobClient('PKG00001/setup.txt');
        const { etag } = await blob.upload('hello', 5, {
          blobHTTPHeaders: { blobContentType: 'text/plain' },
        });
        assert.deepEqual(
          (await collect(container.listBlobsFlat())).map((one) => [one.name, one.properties.contentLength]),
          [['PKG00001/setup.txt', 5]],
        );
        assert.equal((await blob.getProperties()).etag, etag);
        assert.equal((await blob.downloadToBuffer()).toString(), 'hello');
        await blob.delete();
        assert.equal(await blob.exists(), false);
        await container.delete();
        assert.equal(await container.exists(), false);
      });

      it('binds whoever writes to what was read before, and to a lease', async () => {
        const container = (await connect()).getContainerClient('locks');
        await container.create();
        const blob = container.getBlockBlobClient('state');
        await blob.upload('1', 1, { conditions: { ifNoneMatch: '*' } });
        await assert.rejects(
          blob.upload('2', 1, { conditions: { ifNoneMatch: '*' } }),
          refused(409, 'BlobAlreadyExists'),
        );
        const lease = blob.getBlobLeaseClient();
        await lease.acquireLease(15);
        await assert.rejects(blob.upload('3', 1), refused(412, 'LeaseIdMissing'));
        await lease.releaseLease();
        await blob.upload('4', 1);
        assert.equal((await blob.downloadToBuffer()).toString(), '4');
      });

      it('lets in who has a signed address, and nobody with another key', async () => {
        const container = (await connect()).getContainerClient('shared');
        await container.create();
        const blob = container.getBlockBlobClient('read-me');
        await blob.upload('for you', 7);
        const signed = await blob.generateSasUrl({
          permissions: BlobSASPermissions.parse('r'),
          expiresOn: new Date(Date.now() + 3_600_000),
        });
        assert.equal((await new BlobClient(signed).downloadToBuffer()).toString(), 'for you');
        await assert.rejects(new BlobClient(blob.url).getProperties());
        const foreign = await connect(Buffer.from('another key').toString('base64'));
        await assert.rejects(
          foreign.getContainerClient('shared').getProperties(),
          (error) => error instanceof Error && 'statusCode' in error && error.statusCode === 403,
        );
      });
    });
  }
});
