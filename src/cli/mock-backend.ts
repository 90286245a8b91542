// The mock Azure in this very process, its world in a folder, the real SDK in front of it.
import { azureCloud } from '../azure/cloud.ts';
import { issuedCredential } from '../azure/credentials.ts';
import { inProcessTransport } from '../azure/transport.ts';
import type { Clock } from '../base/ports.ts';
import { createAzure } from '../mock/azure.ts';
import { openFolderStore } from '../mock/folder-store.ts';
import { mockFolder, speedOf, type Backend, type BackendAsk } from './backend.ts';
import { textOption } from './options.ts';

export function mockBackend(ask: BackendAsk): Backend {
  const { environment, options, clock: real } = ask;
  const speed = speedOf(textOption(options, 'mockSpeed') ?? environment['CMG_MOCK_SPEED'], ask);
  const azure = createAzure({
    clock: real,
    store: openFolderStore(mockFolder(ask)),
    speed,
  });
  // What is so many times faster is looked at so many times more often.
  const haste = speed === 'instant' ? 1 : speed;
  const clock: Clock = {
    now: () => azure.now(),
    sleep: async (ms, signal) => await real.sleep(ms / haste, signal),
  };
  const { host } = new URL(azure.endpoint);
  return {
    isMock: true,
    clock,
    subscriptionId: azure.subscriptionId,
    tenantId: azure.tenantId,
    cloudFor: () => {
      const connection = {
        endpoint: azure.endpoint,
        subscriptionId: azure.subscriptionId,
        credential: issuedCredential(() => azure.issueToken()),
        httpClient: inProcessTransport([host], (request) => azure.fetch(request)),
      };
      return Promise.resolve(azureCloud(connection, clock));
    },
  };
}
