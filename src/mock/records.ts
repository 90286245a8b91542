// What the mock remembers besides resources: groups, registrations, operations, what falls due. Types, and the
// tables that hold them. Owns no rule.
import type { Json, JsonObject } from '../base/json.ts';
import type { DeploymentRecord } from './deployments/record.ts';
import type { FaultDetail } from './fault.ts';
import type { NoteWrite } from './providers/provider.ts';
import type { Store } from './store.ts';
import { tableOf, type Table } from './table.ts';

export interface GroupRecord {
  readonly name: string;
  readonly location: string;
  readonly tags?: JsonObject;
  readonly managedBy?: string;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Set from the moment its deletion was asked for. */
  readonly deletingSince?: string;
}

interface RegistrationRecord {
  readonly namespace: string;
  readonly state: 'Registered' | 'NotRegistered';
  /** Until then a registration that was asked for is under way. */
  readonly until: string;
}

/** A long-running operation, as facts: its state at any moment follows from the clock. */
export interface OperationRecord {
  readonly id: string;
  readonly startedAt: string;
  /** Absent while nobody can tell yet, as with the deletion of a group. */
  readonly until?: string;
  readonly outcome: OperationOutcome;
  /** The namespace whose manners its answers have. */
  readonly namespace: string;
}

/** What the end of a `Location` looks like. */
export type OperationOutcome =
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'nothing'; readonly status: number }
  | { readonly kind: 'fault'; readonly status: number; readonly fault: FaultDetail };

/** Something that happens by itself at a later moment. */
export type Due =
  | { readonly kind: 'resource-removed'; readonly id: string; readonly notes: readonly NoteWrite[] }
  | { readonly kind: 'group-wave'; readonly group: string; readonly operation: string }
  | { readonly kind: 'deployment-starts'; readonly deployment: string }
  | { readonly kind: 'step-starts'; readonly deployment: string; readonly step: number }
  | { readonly kind: 'step-ends'; readonly deployment: string; readonly step: number }
  | { readonly kind: 'deployment-sweeps'; readonly deployment: string };

export interface NoteRecord {
  readonly key: string;
  readonly sealed: string;
}

export interface DueRecord {
  readonly at: string;
  readonly order: string;
  readonly what: Due;
}

/** A request that changed something, or tried to. */
export interface ActivityRecord {
  readonly at: string;
  readonly action: string;
  readonly resourceId: string;
  readonly caller: string;
  readonly correlationId: string;
  readonly status: number;
  /** What was answered where it failed. */
  readonly failure?: Json;
}

/** Of a resource that reads show as it was; sealed, since it may hold secrets. Absent where nothing was there. */
export interface LagRecord {
  readonly id: string;
  readonly until: string;
  readonly was?: string;
}

/** How full a token bucket was, and when. */
interface BucketRecord {
  readonly tokens: number;
  readonly at: string;
}

export interface Tables {
  readonly groups: Table<GroupRecord>;
  readonly registrations: Table<RegistrationRecord>;
  readonly operations: Table<OperationRecord>;
  readonly deployments: Table<DeploymentRecord>;
  /** What a running deployment has still to do, sealed since it holds secrets; gone when it has ended. */
  readonly work: Table<{ readonly sealed: string }>;
  /** Parameters of each deployment as they were sent, sealed, for an `onErrorDeployment` that makes it again. */
  readonly sent: Table<{ readonly sealed: string }>;
  /** The template of each deployment as it was sent, for its export. */
  readonly templates: Table<JsonObject>;
  readonly due: Table<DueRecord>;
  /** What providers remember beside resources; sealed, since a deleted vault's secrets are among it. */
  readonly notes: Table<NoteRecord>;
  /** Tags of the subscription itself. */
  readonly scopeTags: Table<{ readonly tags: JsonObject }>;
  /** By a number that counts up. */
  readonly activity: Table<ActivityRecord>;
  readonly lags: Table<LagRecord>;
  readonly buckets: Table<BucketRecord>;
  /** Names of tags that were set down before anything carried them. */
  readonly tagNames: Table<{ readonly name: string; readonly values: readonly string[] }>;
  readonly counters: Table<{ readonly value: number }>;
}

export function openTables(store: Store): Tables {
  return {
    groups: tableOf(store, 'group'),
    registrations: tableOf(store, 'registration'),
    operations: tableOf(store, 'operation'),
    deployments: tableOf(store, 'deployment'),
    work: tableOf(store, 'work'),
    sent: tableOf(store, 'sent'),
    templates: tableOf(store, 'template'),
    due: tableOf(store, 'due'),
    notes: tableOf(store, 'note'),
    scopeTags: tableOf(store, 'tags'),
    activity: tableOf(store, 'activity'),
    lags: tableOf(store, 'lag'),
    buckets: tableOf(store, 'bucket'),
    tagNames: tableOf(store, 'tagname'),
    counters: tableOf(store, 'counter'),
  };
}
