// The plan as a value: everything a deploy needs and nothing alive. It can be printed, saved, compared and
// posted; secrets are in it by name only.
import type { Diagnostic, Place } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'none';
/** Who made the difference: the user's spec, somebody in Azure, or both. */
export type Cause = 'spec' | 'drift' | 'both';
/** What carrying it out does to the clients, from nothing to all of them cut off. */
export type Disruption = 'none' | 'restart' | 'reimage' | 'rolling' | 'outage';

export interface PropertyChange {
  readonly path: string;
  /** Undefined where the property is not there. */
  readonly before?: Json;
  readonly after?: Json;
  readonly cause: Cause;
  readonly origin?: Place;
}

export interface Change {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly action: Action;
  readonly cause: Cause;
  readonly disruption: Disruption;
  /** Stands already without our tags: `deploy` makes it ours. */
  readonly adopt: boolean;
  readonly reason?: string;
  readonly properties: readonly PropertyChange[];
  readonly origin?: Place;
}

export interface Target {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly region: string;
  readonly cloud: string;
}

export type Summary = Readonly<Record<'create' | 'update' | 'replace' | 'delete' | 'unchanged', number>>;

export interface DnsRecord {
  readonly type: 'CNAME';
  readonly name: string;
  readonly target: string;
}

export interface Plan {
  readonly gateway: string;
  readonly file: string;
  readonly target: Target;
  readonly summary: Summary;
  readonly changes: readonly Change[];
  /** What only Azure can tell while it builds, by name. */
  readonly unknown: readonly string[];
  /** The record that clients need and Azure does not make: where the service name is not Azure's own. */
  readonly dns?: DnsRecord;
  readonly diagnostics: readonly Diagnostic[];
  /** When the gateway will expire if this plan is carried out; undefined: never. */
  readonly expiresAt: string | undefined;
  /** Of the target, what is desired and what was found: another one means that something moved. */
  readonly fingerprint: string;
}

export function changesOf(plan: Plan): readonly Change[] {
  return plan.changes.filter(({ action }) => action !== 'none');
}

export function hasChanges(plan: Plan): boolean {
  return changesOf(plan).length > 0;
}
