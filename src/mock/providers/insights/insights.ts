// Microsoft.Insights: alerts on metrics, and whom they tell.
import { actionGroups } from './action-groups.ts';
import { metricAlerts } from './metric-alerts.ts';
import type { Provider } from '../provider.ts';

export const insights: Provider = {
  namespace: 'Microsoft.Insights',
  registered: true,
  types: [actionGroups, metricAlerts],
};
