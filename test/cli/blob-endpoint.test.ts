import assert from 'node:assert/strict';
import { blobEndpointOf } from '../../src/cli/blob-endpoint.ts';
import { openTerminal } from '../support/terminal.ts';

describe('cmg mock serve --blob-endpoint', () => {
  it('puts the account below the address, whether or not that ends in a slash', () => {
    for (const text of ['http://127.0.0.1:10000', 'http://127.0.0.1:10000/'])
      assert.equal(blobEndpointOf(text)('labaccount7'), 'http://127.0.0.1:10000/labaccount7/');
    assert.equal(blobEndpointOf('https://localhost/blobs')('a1b'), 'https://localhost/blobs/a1b/');
  });

  it('serves nothing where it is no address', async () => {
    const terminal = await openTerminal();
    try {
      for (const wrong of ['127.0.0.1:10000', 'ftp://127.0.0.1', 'http:']) {
        const { exitCode, stdout, stderr } = await terminal.run(`mock serve --blob-endpoint ${wrong}`);
        assert.deepEqual([exitCode, stdout], [64, '']);
        assert.ok(stderr.includes(`http://127.0.0.1:10000, not '${wrong}'`), stderr);
      }
    } finally {
      await terminal.close();
    }
  });
});
