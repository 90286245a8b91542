// A deployment as facts: what was asked, which steps it has, how far they are. Types only. What is still to be
// done, with its secrets, is kept apart and sealed (`DeploymentWork`).
import type { Json, JsonObject } from '../../base/json.ts';
import type { FaultDetail } from '../fault.ts';

export type DeploymentState = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

export interface DeploymentRecord {
  readonly id: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly mode: 'Incremental' | 'Complete';
  readonly state: DeploymentState;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly correlationId: string;
  /** The object id of whoever asked for it. */
  readonly by?: string;
  /** By which its `operationStatuses` are watched. */
  readonly operationId: string;
  readonly acceptedAt: string;
  readonly endedAt?: string;
  readonly templateHash: string;
  /** `templateLink` and `parametersLink`, as they are echoed. */
  readonly links?: JsonObject;
  /** As Azure echoes them: secure ones have no value. */
  readonly parameters: JsonObject;
  readonly providers: Json;
  readonly dependencies: Json;
  readonly debugSetting?: Json;
  readonly steps: readonly Step[];
  readonly outputs?: JsonObject;
  readonly outputResources?: readonly string[];
  readonly error?: FaultDetail;
  readonly onError?: OnError;
  /** The step of another deployment that this one is. */
  readonly parent?: { readonly deployment: string; readonly step: number };
}

/** Which earlier deployment is made again if this one fails. */
export interface OnError {
  readonly type: 'LastSuccessful' | 'SpecificDeployment';
  readonly deploymentName: string;
  /** Of the other deployment, once it has begun. */
  readonly operationId?: string;
  /** Where it could not even begin. */
  readonly state?: 'Failed';
}

export interface Step {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Ids of the steps that must have succeeded. */
  readonly dependsOn: readonly string[];
  readonly state: 'waiting' | 'running' | 'succeeded' | 'failed';
  readonly operationId: string;
  readonly trackingId: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly created?: boolean;
  readonly status?: number;
  readonly error?: FaultDetail;
  /** What it will end with, where it is to come to nothing. */
  readonly endsIn?: FaultDetail;
}

/** Aligned with the steps by index. A type, not an interface: it goes through the seal as JSON. */
export type DeploymentWork = {
  readonly bodies: readonly {
    readonly body: JsonObject;
    readonly deferred: readonly string[];
    readonly loop?: LoopPlace;
  }[];
  readonly outputs: JsonObject | null;
  /** Parameter values, secure ones too: a nested template without a scope of its own reads them. */
  readonly parameters: JsonObject;
  readonly outer?: OuterScope;
};

/** Which instance of a loop. A type for the same reason. */
type LoopPlace = { readonly name: string; readonly index: number };

/** Of a nested deployment in outer scope: by id, the deployment whose names its template means. */
export type OuterScope = { readonly deployment: string; readonly loop?: LoopPlace };

export function isRunning({ state }: DeploymentRecord): boolean {
  return state === 'Accepted' || state === 'Running';
}
