// What an expression may know of the deployment that it stands in: where, when, under which name. Types only;
// nothing here is read from the outside.
import type { JsonObject } from '../base/json.ts';

export interface DeploymentContext {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly subscriptionName?: string;
  /** Absent at subscription scope and above. */
  readonly resourceGroup?: {
    readonly name: string;
    readonly location: string;
    readonly tags: Readonly<Record<string, string>>;
  };
  readonly managementGroupId?: string;
  /** In a management group or in the tenant itself: there is no subscription then. */
  readonly aboveSubscriptions?: true;
  readonly deploymentName: string;
  /** Of a deployment above a resource group. */
  readonly location?: string;
  readonly mode?: 'Incremental' | 'Complete';
  /** `templateLink` and `parametersLink`, where `deployment()` tells of them. */
  readonly links?: JsonObject;
  /** What `deployer()` answers; who deploys is unknown to an offline plan. */
  readonly deployer?: JsonObject;
  /** For `utcNow()`. */
  readonly now: Date;
  newGuid(): string;
  /** What `environment()` answers. */
  readonly environment: JsonObject;
  /** What `providers('ns', 'type')` answers; undefined where the type is unknown. */
  provider?(namespace: string, type: string): JsonObject | undefined;
}
