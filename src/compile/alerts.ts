// The thresholds of a spec → those of Azure's metric alerts. Azure looks back a day at the most, ConfigMgr over 14
// days: the alert on traffic therefore watches a day's share of the fourteen.
import type { Spec } from '../spec/schema.ts';

/** In bytes; 0 stands for no alert. */
export interface AlertThresholds {
  readonly trafficWarning: number;
  readonly trafficCritical: number;
  readonly storageWarning: number;
  readonly storageCritical: number;
}

const gibibyte = 2 ** 30;

/** https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/monitor-clients-cloud-management-gateway */
const days = 14;

export function alertThresholds(alerts: Spec['alerts']): AlertThresholds {
  const { outboundTraffic: traffic, storage } = alerts ?? {};
  const daily = (traffic?.thresholdGiB ?? 0) / days;
  const stored = storage?.thresholdGiB ?? 0;
  return {
    trafficWarning: share(daily, traffic?.warningPercent),
    trafficCritical: share(daily, traffic?.criticalPercent),
    storageWarning: share(stored, storage?.warningPercent),
    storageCritical: share(stored, storage?.criticalPercent),
  };
}

function share(gibibytes: number, percent = 0): number {
  return Math.round((gibibytes * gibibyte * percent) / 100);
}
