// Microsoft.Compute: scale sets, their extensions and instances, and what the subscription may have of them.
import { offerRoutes } from './offers.ts';
import { scaleSetExtensions } from './extensions.ts';
import { virtualMachineScaleSets } from './scale-sets.ts';
import type { Provider } from '../provider.ts';

export const compute: Provider = {
  namespace: 'Microsoft.Compute',
  registered: true,
  types: [virtualMachineScaleSets, scaleSetExtensions],
  routes: offerRoutes,
};
