import { azureCloud } from '../../src/azure/cloud.ts';
import { testClock } from '../support/clock.ts';
import { openLab } from '../support/lab.ts';
import { openServed } from '../support/served.ts';
import { cloudContract } from './cloud.ts';

cloudContract('the SDK and the mock in the process', () => {
  const { cloud, clock, azure } = openLab();
  return Promise.resolve({
    cloud,
    clock,
    subscriptionId: azure.subscriptionId,
    close: () => Promise.resolve(),
  });
});

cloudContract('the SDK, its own credentials and the mock behind HTTPS', async () => {
  const clock = testClock();
  const { reach, close } = await openServed({ clock, speed: 1 });
  return { cloud: azureCloud(reach, clock), clock, subscriptionId: reach.subscriptionId, close };
});
