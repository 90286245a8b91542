// How many clients a gateway serves, and what it needs on the side of the site. Microsoft's figures, counted up:
// https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/perf-scale
import type { Spec } from '../spec/schema.ts';
import { sizes } from '../spec/sizes.ts';
import { countText } from './money.ts';

export interface Capacity {
  readonly instances: number;
  readonly clientsPerInstance: number;
  /** At a time. More are served too, but later. */
  readonly clients: number;
  /** The fewest that the site needs for so many instances. */
  readonly connectionPoints: number;
  readonly lab: boolean;
  readonly notes: readonly string[];
}

const instancesPerConnectionPoint = 4;
/** Each client holds a port of the connection point, and Windows gives out so many by itself. */
const portsOfWindows = 16_384;
const mostInstances = 16;

export function capacityOf(
  { vmSize, instances }: Pick<Spec, 'vmSize' | 'instances'>,
  { clients: wanted }: { readonly clients?: number | undefined } = {},
): Capacity {
  const { clients: clientsPerInstance, lab } = sizes[vmSize];
  const clients = instances * clientsPerInstance;
  const connectionPoints = Math.ceil(instances / instancesPerConnectionPoint);
  const busiest = Math.ceil((wanted ?? clients) / connectionPoints);
  const notes: string[] = [];
  if (lab) notes.push(`${vmSize} is for labs: Microsoft supports it for nothing else`);
  if (wanted !== undefined && wanted > clients)
    notes.push(shortfall(wanted, { clients, clientsPerInstance }));
  if (busiest > portsOfWindows) {
    notes.push(
      `${countText(busiest)} clients on one connection point are more than the ${countText(portsOfWindows)} ports ` +
        'that Windows gives out: add connection points, or widen its dynamic port range',
    );
  }
  if (instances === 1) notes.push('one instance: clients wait while it is patched');
  return { instances, clientsPerInstance, clients, connectionPoints, lab, notes };
}

function shortfall(
  wanted: number,
  { clients, clientsPerInstance }: Pick<Capacity, 'clients' | 'clientsPerInstance'>,
): string {
  const needed = Math.ceil(wanted / clientsPerInstance);
  const remedy =
    needed <= mostInstances
      ? `${needed} instances would serve them`
      : `a gateway has at most ${mostInstances} instances: take a larger size or another gateway`;
  return `${countText(wanted)} clients are more than the ${countText(clients)} that it serves well: ${remedy}`;
}
