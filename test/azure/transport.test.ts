import assert from 'node:assert/strict';
import { azureCloud } from '../../src/azure/cloud.ts';
import { issuedCredential } from '../../src/azure/credentials.ts';
import { inProcessTransport, networkTransport } from '../../src/azure/transport.ts';
import { CmgError } from '../../src/base/failure.ts';
import { serve } from '../../src/mock/serve.ts';
import { testClock } from '../support/clock.ts';
import { openLab } from '../support/lab.ts';

describe('the transport', () => {
  it('gives up on an Azure that says nothing', async () => {
    const clock = testClock();
    const faults = { faults: [{ match: {}, effect: { stall: 'before' } }] } as const;
    const { azure, url, ca, close } = await serve(
      { clock, faults },
      { port: 0, issuedAt: new Date(Date.now()) },
    );
    try {
      const credential = issuedCredential(() => azure.issueToken());
      const httpClient = networkTransport([new URL(url).host], 1);
      const connection = { endpoint: url, subscriptionId: azure.subscriptionId, credential, httpClient, ca };
      await assert.rejects(azureCloud(connection, clock).groups.read('lab'), (error) => {
        assert.ok(error instanceof CmgError);
        assert.deepEqual(
          [error.code, error.message],
          ['CMG4003', 'cannot read the resource group lab: there was no answer in time'],
        );
        return true;
      });
    } finally {
      await close();
    }
  });

  it('makes what breaks in the process look as if it broke in the network', async () => {
    const lab = openLab({ retries: 0, faults: { faults: [{ match: {}, effect: { reset: 'before' } }] } });
    await assert.rejects(
      lab.cloud.groups.read('lab'),
      (error) => error instanceof CmgError && error.code === 'CMG4003',
    );
  });

  it('leaves a fault of our own what it is', async () => {
    const { azure, clock } = openLab();
    const connection = {
      endpoint: azure.endpoint,
      subscriptionId: azure.subscriptionId,
      credential: issuedCredential(() => azure.issueToken()),
      httpClient: inProcessTransport([new URL(azure.endpoint).host], () =>
        Promise.reject(new Error('our own fault')),
      ),
    };
    await assert.rejects(azureCloud(connection, clock).groups.read('lab'), /our own fault/);
  });
});
