// The lines of an estimate, in the order in which they are read: what each is made of, how much of every meter it takes
// in so many hours, and what of it goes on while the gateway is stopped. A row for each; no price in here.
import type { Spec } from '../spec/schema.ts';
import type { Meter } from './meters.ts';
import { countText } from './money.ts';
import { egressOf, type Usage } from './usage.ts';

export interface Part {
  readonly meter: Meter;
  readonly quantity: number;
  readonly whenStopped?: boolean;
}

interface Asked {
  readonly spec: Pick<Spec, 'vmSize' | 'instances' | 'content'>;
  readonly usage: Usage;
  readonly hours: number;
}

interface Line {
  readonly name: string;
  /** `none` where the gateway has no such thing, `unknown` where nobody says how much is used. */
  readonly parts: (asked: Asked) => readonly Part[] | 'none' | 'unknown';
  readonly about: (asked: Asked) => string;
}

const tenThousand = 10_000;

/**
 * What Azure's calculator proposes for a storage account, in tens of thousands; a site adds content now and then, and
 * what clients fetch in large blocks are few reads beside it.
 */
export const blobOperations = { writes: 10, lists: 10, reads: 10, others: 1 };

/** The key vault extension of `templates/scale-set.json` looks for a new certificate so often. */
const vaultReadsAnHour = 1;

export const lines: readonly Line[] = [
  {
    name: 'instances',
    parts: ({ spec, hours }) => [{ meter: `vm.${spec.vmSize}`, quantity: spec.instances * hours }],
    about: ({ spec, hours }) =>
      `${spec.instances} ${spec.vmSize}, ${hours} hours${spec.instances === 1 ? '' : ' each'}`,
  },
  {
    name: 'disks',
    parts: ({ spec }) => [{ meter: 'osDisk', quantity: spec.instances, whenStopped: true }],
    about: ({ spec }) => `${spec.instances} of 32 GiB, standard SSD`,
  },
  {
    name: 'public IP',
    parts: ({ hours }) => [{ meter: 'publicIp', quantity: hours, whenStopped: true }],
    about: () => '1, standard and static',
  },
  {
    name: 'load balancer',
    parts: ({ usage, hours }) => [
      // One rule and one outbound rule; the NAT rule is free.
      { meter: 'loadBalancer', quantity: hours, whenStopped: true },
      ...(egressOf(usage) === undefined
        ? []
        : [{ meter: 'loadBalancerData' as const, quantity: egressOf(usage) ?? 0 }]),
    ],
    about: ({ usage }) => {
      const through = egressOf(usage);
      return through === undefined ? '1, standard' : `1, standard, with ${countText(through)} GiB through it`;
    },
  },
  {
    name: 'data to clients',
    parts: ({ usage }) => {
      const quantity = egressOf(usage);
      return quantity === undefined ? 'unknown' : [{ meter: 'egress', quantity }];
    },
    about: ({ usage }) => {
      const quantity = egressOf(usage);
      return quantity === undefined ? 'not counted' : `${countText(quantity)} GiB to the internet`;
    },
  },
  {
    name: 'content',
    parts: ({ spec, usage: { storedGiB } }) => {
      if (!spec.content.enabled) return 'none';
      if (storedGiB === undefined) return 'unknown';
      const { writes, lists, reads, others } = blobOperations;
      return [
        { meter: 'blobStored', quantity: storedGiB, whenStopped: true },
        { meter: 'blobWrites', quantity: writes },
        { meter: 'blobLists', quantity: lists },
        { meter: 'blobReads', quantity: reads },
        { meter: 'blobOthers', quantity: others },
      ];
    },
    about: ({ usage: { storedGiB } }) =>
      storedGiB === undefined ? 'not counted' : `${countText(storedGiB)} GiB stored, with operations`,
  },
  {
    name: 'key vault',
    parts: ({ spec, hours }) => [
      { meter: 'vaultOperations', quantity: (spec.instances * hours * vaultReadsAnHour) / tenThousand },
    ],
    about: ({ spec, hours }) => `${countText(spec.instances * hours * vaultReadsAnHour)} reads`,
  },
  {
    name: 'alerts',
    parts: ({ usage: { alertRules = 0 } }) =>
      alertRules === 0 ? 'none' : [{ meter: 'alertRule', quantity: alertRules, whenStopped: true }],
    about: ({ usage: { alertRules = 0 } }) => (alertRules === 1 ? '1 rule' : `${alertRules} rules`),
  },
];
