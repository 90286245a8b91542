// What is used of a gateway, as far as anybody knows: clients, content, traffic. A spec says nothing of it, so nothing
// is made up; what is not told is not counted, and an estimate says so.
import { countText } from './money.ts';

export interface Usage {
  readonly clients?: number | undefined;
  readonly storedGiB?: number | undefined;
  /** Data to the clients in a month; worked out from the clients where it is not given. */
  readonly egressGiB?: number | undefined;
  /** Metrics that alert rules watch. */
  readonly alertRules?: number | undefined;
}

/**
 * https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/cost: 100 MB where client settings are left as
 * they are, 300 MB where they are demanding.
 */
const megabytesPerClient = { least: 100, counted: 200, most: 300 };

const megabytesInGiB = 1024;
/** A load balancer is paid for what passes it, and which part of it content takes is not told. */
const passing = 'all of it is taken to pass the load balancer';

export function egressOf({ clients, egressGiB }: Usage): number | undefined {
  if (egressGiB !== undefined) return egressGiB;
  return clients === undefined ? undefined : gibibytes(clients * megabytesPerClient.counted);
}

export function egressReason({ clients, egressGiB }: Usage): string {
  if (egressGiB !== undefined)
    return `data to clients: ${countText(egressGiB)} GiB a month, as given; ${passing}`;
  if (clients === undefined) return 'data to clients is not counted: nothing says how many there are';
  const { least, counted, most } = megabytesPerClient;
  const [low, high] = [gibibytes(clients * least), gibibytes(clients * most)];
  return (
    `data to clients: ${counted} MB a month for each of ${countText(clients)}, since Microsoft counts ${least} to ` +
    `${most} MB (${countText(low)} to ${countText(high)} GiB), and deployed content comes on top; ${passing}`
  );
}

/** Whole ones, rounded up. */
function gibibytes(megabytes: number): number {
  return Math.ceil(megabytes / megabytesInGiB);
}
