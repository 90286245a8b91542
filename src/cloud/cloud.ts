// What planning, deploying and tearing down need of Azure, in the words of this house. Types only: the one
// implementation is `azure/cloud.ts`, over the SDK. Every answer is plain JSON as Azure gave it; every failure
// is a `CmgError` that already carries Azure's innermost cause.
import type { Json, JsonObject } from '../base/json.ts';
import type { Secret } from '../base/secret.ts';

export interface Cloud {
  readonly groups: Groups;
  readonly resources: Resources;
  readonly deployments: Deployments;
  readonly scaleSets: ScaleSets;
  readonly facts: Facts;
}

export interface Group {
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
}

export type Tags = Readonly<Record<string, string>>;

export interface Groups {
  read(name: string): Promise<Group | undefined>;
  /** Every group that carries the tag, whatever its value. */
  listTagged(tag: string): Promise<readonly Group[]>;
  put(group: Group): Promise<void>;
  /** Begins the deletion and waits until the group is gone. Only for a group that is known to be empty. */
  delete(name: string, signal?: AbortSignal): Promise<void>;
}

export interface ListedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly tags: Tags;
  readonly createdAt?: string;
}

export interface Resources {
  /** The whole body of one resource, or undefined where there is none. */
  read(id: string, apiVersion: string): Promise<JsonObject | undefined>;
  /** What stands at the top level of a group. */
  list(group: string): Promise<readonly ListedResource[]>;
  /** Every resource of the subscription that carries the tag, whatever its value. */
  listTagged(tag: string): Promise<readonly ListedResource[]>;
  /** Begins the deletion and waits until the resource is gone; true if there was one. */
  delete(id: string, apiVersion: string, signal?: AbortSignal): Promise<boolean>;
}

/** A value goes in the clear, a secret from memory, or a reference that Azure resolves in a vault. */
export type ParameterValue =
  | { readonly value: Json }
  | { readonly secret: Secret }
  | { readonly vault: string; readonly secretName: string; readonly secretVersion?: string };

export interface DeploymentRequest {
  readonly group: string;
  readonly name: string;
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

export type DeploymentState = 'running' | 'succeeded' | 'failed' | 'canceled';

export interface DeploymentRecord {
  readonly name: string;
  readonly state: DeploymentState;
  readonly startedAt: string;
  readonly correlationId: string;
  /** The parameters as Azure echoes them: secure ones have no value. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly error?: AzureProblem;
  /** How long Azure asks us to wait before looking again. */
  readonly retryAfterMs?: number;
}

export interface DeploymentOperation {
  readonly resourceId: string;
  readonly resourceType: string;
  readonly state: DeploymentState;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly error?: AzureProblem;
}

/** Azure's error, unfolded to its innermost cause. */
export interface AzureProblem {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface Deployments {
  /** Returns when Azure has accepted the deployment; the work goes on there. */
  begin(request: DeploymentRequest): Promise<DeploymentRecord>;
  read(group: string, name: string): Promise<DeploymentRecord | undefined>;
  operations(group: string, name: string): Promise<readonly DeploymentOperation[]>;
  cancel(group: string, name: string): Promise<void>;
}

export interface Instance {
  readonly id: string;
  readonly provisioning: string;
  readonly power: string;
  readonly health?: string;
  readonly latestModel: boolean;
}

export interface ScaleSets {
  /** Stops every instance, so that none is paid for; what it is and has stays. */
  stop(group: string, name: string, signal?: AbortSignal): Promise<void>;
  resize(group: string, name: string, capacity: number, signal?: AbortSignal): Promise<void>;
  instances(group: string, name: string): Promise<readonly Instance[]>;
}

export interface Quota {
  readonly name: string;
  readonly limit: number;
  readonly used: number;
}

export interface DeletedVault {
  readonly name: string;
  readonly location: string;
  readonly vaultId: string;
  readonly deletedAt: string;
  readonly purgeAt: string;
  readonly tags: Tags;
}

export type NameAnswer = { readonly free: true } | { readonly free: false; readonly reason: string };

export interface Facts {
  /** The tenant that the subscription belongs to. */
  tenantId(): Promise<string>;
  /** Quotas of virtual machine families in a region. */
  quotas(region: string): Promise<readonly Quota[]>;
  /** The sizes that the subscription may use in a region without restriction. */
  sizes(region: string): Promise<readonly string[]>;
  deletedVaults(): Promise<readonly DeletedVault[]>;
  storageName(name: string): Promise<NameAnswer>;
  vaultName(name: string): Promise<NameAnswer>;
  /** The id of a vault of the subscription, wherever in it it stands. */
  vaultId(name: string): Promise<string | undefined>;
  dnsLabel(label: string, region: string): Promise<NameAnswer>;
  registeredProviders(): Promise<readonly string[]>;
}
