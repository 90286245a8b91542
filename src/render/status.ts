// The state of a gateway, as text and as JSON.
import type { JsonObject } from '../base/json.ts';
import type { DeploymentState, Instance } from '../cloud/cloud.ts';
import { formatVersion } from './plan-json.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { momentFrom, spanText } from './time.ts';

export interface StatusView {
  readonly gateway: string;
  readonly region: string;
  readonly resourceGroup: string;
  readonly address: string;
  readonly serviceName: string;
  readonly stands: boolean;
  readonly resources: { readonly wanted: number; readonly standing: number };
  readonly instances: readonly Instance[];
  readonly expiresAt: Date | undefined;
  readonly expiryUnreadable: boolean;
  readonly certificateUntil: Date | undefined;
  readonly protected: boolean;
  readonly deployment:
    | { readonly name: string; readonly state: DeploymentState; readonly startedAt: string }
    | undefined;
}

export function renderStatus(view: StatusView, now: Date, style: Style): string {
  const title = `${style.strong(view.gateway)}   ${view.region} ${style.symbols.dot} ${view.resourceGroup}`;
  if (!view.stands) return `${title}\n\n  nothing stands\n`;
  const rows: [string, string][] = [
    ['address', sanitizeLine(view.address)],
    ['resources', `${view.resources.standing} of ${view.resources.wanted} stand`],
    ['instances', instancesText(view.instances)],
    ['expires', expiryText(view, now)],
    ['certificate', certificateText(view.certificateUntil, now)],
  ];
  if (view.serviceName.toLowerCase() !== view.address.toLowerCase())
    rows.splice(1, 0, ['service', sanitizeLine(view.serviceName)]);
  if (view.protected) rows.push(['protected', 'yes: teardown and reap refuse']);
  if (view.deployment !== undefined) {
    const { name, state, startedAt } = view.deployment;
    const since = spanText(now.getTime() - Date.parse(startedAt));
    rows.push(['deployment', `${sanitizeLine(name)} ${state}, ${since} ago`]);
  }
  return `${title}\n\n${rows.map(([name, value]) => `  ${name.padEnd(11)}  ${value}`).join('\n')}\n`;
}

function instancesText(instances: readonly Instance[]): string {
  if (instances.length === 0) return 'none';
  if (instances.every(({ power }) => power === 'deallocated')) return `${instances.length}, all stopped`;
  const running = instances.filter(({ power }) => power === 'running').length;
  const old = instances.filter(({ latestModel }) => !latestModel).length;
  const sick = instances.filter(({ health }) => health !== undefined && health !== 'healthy').length;
  return [
    `${instances.length}, ${running} running`,
    ...(old === 0 ? [] : [`${old} not on the newest model`]),
    ...(sick === 0 ? [] : [`${sick} not healthy`]),
  ].join(', ');
}

function expiryText({ expiresAt, expiryUnreadable }: StatusView, now: Date): string {
  if (expiryUnreadable) return 'unreadable, so never: deploy again to set it';
  return expiresAt === undefined ? 'never' : momentFrom(expiresAt, now);
}

function certificateText(until: Date | undefined, now: Date): string {
  if (until === undefined) return 'unknown';
  const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000);
  return days < 0 ? `ended ${-days} days ago` : `${days} days left`;
}

export function statusJson(view: StatusView): JsonObject {
  const { gateway, region, resourceGroup, address, serviceName, stands, resources, instances } = view;
  return {
    formatVersion,
    gateway,
    region,
    resourceGroup,
    address,
    serviceName,
    stands,
    resources: { ...resources },
    instances: instances.map((instance) => ({ ...instance })),
    expiresAt: view.expiresAt?.toISOString() ?? null,
    certificateUntil: view.certificateUntil?.toISOString() ?? null,
    protected: view.protected,
    deployment: view.deployment === undefined ? null : { ...view.deployment },
  };
}
