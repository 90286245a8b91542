// What an expression may know of the deployment that it stands in: where, when, under which name. Types only;
// nothing here is read from the outside.
import type { JsonObject } from '../base/json.ts';

export interface DeploymentContext {
  readonly tenantId: string;
  /** Absent at the scope of a management group and of the tenant. */
  readonly subscriptionId?: string;
  readonly subscriptionName?: string;
  /** Absent at subscription scope and above. */
  readonly resourceGroup?: {
    readonly name: string;
    readonly location: string;
    readonly tags: Readonly<Record<string, string>>;
  };
  /** Of a deployment to a management group: its name. */
  readonly managementGroupId?: string;
  readonly deploymentName: string;
  /** Of a deployment above a resource group: where its record is kept. */
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
