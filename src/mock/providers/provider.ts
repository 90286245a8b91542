// What the mock's resource manager asks of a resource provider, and what a provider may ask of the world.
// Types only. A provider is data and pure functions: it never sees a socket, a header or a timer, and it never
// stores anything itself; it returns what is to be stored and how long that takes.
import type { Json, JsonObject } from '../../base/json.ts';
import type { ResourceId } from '../../arm/resource-id.ts';

export interface Provider {
  readonly namespace: string;
  /** `Registered` from the start, as the resource manager's own; others may need registration. */
  readonly registered: boolean;
  readonly types: readonly ResourceType[];
  /** What the provider answers beside its resources: name checks, usages, SKUs, deleted vaults. */
  readonly routes?: readonly ProviderRoute[];
}

export interface ResourceType {
  /** As Azure spells it: `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** Newest first. A request may ask for any of these, or for an older one of the same service. */
  readonly apiVersions: readonly string[];
  /** `region`: has a location. `global`: its location is `global`. `none`: a child or extension, without one. */
  readonly location: 'region' | 'global' | 'none';
  readonly answers: Answers;
  /** Where the body tells its state; `none` for types that have no provisioningState. */
  readonly provisioningState: 'properties' | 'none';
  /** Where a service's word differs from the usual one: network says Updating of what it creates. */
  readonly stateWords?: Readonly<Partial<Record<'Creating' | 'Updating' | 'Deleting', string>>>;
  /** Validates, adds defaults and read-only properties as the real service does. Throws `ArmFault`. */
  write(ask: WriteAsk): Written;
  /**
   * What only the rest of the world can tell at the time of reading: back references, power states. It is the
   * whole body, to be shown in place of the stored one.
   */
  view?(stored: StoredResource, world: World): JsonObject;
  /** Throws `ArmFault` where the real service would refuse; returns what happens elsewhere with it. */
  remove?(stored: StoredResource, world: World): Removed;
  /** POST `{id}/{action}`; keys are lower case. */
  readonly actions?: Readonly<Record<string, (ask: ActionAsk) => ActionAnswer>>;
  /** POST `{id}/{part}/…/{action}` on a part that is computed: one instance. Keys are the parts, in lower case. */
  readonly actionsWithin?: Readonly<Record<string, (ask: PartActionAsk) => ActionAnswer>>;
  /** DELETE `{id}/{part}/{name}` of a part that is computed; `undefined` where there is no such part. */
  readonly removesWithin?: Readonly<Record<string, (ask: PartActionAsk) => ActionAnswer | undefined>>;
  /** GET `{id}/{name}` of what is computed rather than stored, and anything below it; keys are lower case. */
  readonly computed?: Readonly<Record<string, (ask: ComputedAsk) => Json>>;
}

/** The first answer to a write: which status, which header carries the operation, and what the body is. */
export interface AnswerForm {
  readonly status: number;
  readonly operation: 'none' | 'azure-async' | 'location' | 'both';
  readonly body: 'resource' | 'empty';
}

export interface Answers {
  readonly create: AnswerForm;
  readonly update: AnswerForm;
  readonly patch: AnswerForm;
  readonly remove: AnswerForm;
}

export interface StoredResource {
  /** Canonical id, in the spelling of whoever created it. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** As a read answers it once nothing is under way, without provisioningState. */
  readonly body: JsonObject;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Until then it is being created, updated or deleted; facts from which its state is computed. */
  readonly pending?: { readonly what: 'Creating' | 'Updating' | 'Deleting'; readonly until: string };
  /** The last write came to nothing at its end; the next one makes it good. */
  readonly failed?: true;
  /** What the provider must remember and no read shows. Never a secret in the clear. */
  readonly hidden?: JsonObject;
}

export interface World {
  /** The moment at which the request, or the step of a deployment, takes place. */
  readonly now: Date;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** DNS suffixes of the cloud that is played. */
  readonly suffixes: { readonly storage: string; readonly vault: string; readonly cloudApp: string };
  /** Where the blobs of an account are, if somewhere else than Azure would have them. */
  readonly blobEndpoint?: (account: string) => string;
  /** When something that lasts so long in life will be over, at the speed that is played; at life's where absent. */
  endOf?(durationMs: number): Date;
  /** Who asks, where it is known: the author in `systemData`, the principal that every role check knows. */
  readonly caller?: {
    readonly objectId: string;
    readonly name: string;
    readonly kind: 'User' | 'Application';
  };
  /** What kind of principal the directory has under an object id; undefined where it has none. */
  principal?(objectId: string): 'User' | 'Application' | undefined;
  /** A new id; the same seed and the same requests give the same ids. */
  guid(): string;
  read(id: string): StoredResource | undefined;
  /** Every stored resource of a type, anywhere in the subscription; with a name only those that are called so. */
  list(type: string, name?: string): readonly StoredResource[];
  /** Direct children of a resource, of one type. */
  children(id: string, type: string): readonly StoredResource[];
  /** Things that are not resources, kept by key: soft-deleted vaults, say. */
  note(key: string): JsonObject | undefined;
  notes(prefix: string): readonly { readonly key: string; readonly value: JsonObject }[];
}

export interface WriteAsk {
  readonly id: string;
  readonly parsed: ResourceId;
  readonly method: 'PUT' | 'PATCH';
  /** The request as sent; for PATCH already merged over what stands. */
  readonly body: JsonObject;
  readonly existing?: StoredResource;
  readonly apiVersion: string;
  readonly world: World;
}

export interface Written {
  readonly body: JsonObject;
  readonly durationMs: number;
  readonly hidden?: JsonObject;
  /** Children that come, change or go with it: the inline subnets of a network, the rules of a group. */
  readonly children?: readonly ChildWrite[];
  readonly notes?: readonly NoteWrite[];
}

export type ChildWrite =
  | {
      readonly id: string;
      readonly type: string;
      readonly body: JsonObject;
      readonly hidden?: JsonObject;
    }
  | { readonly id: string; readonly removed: true };

export interface NoteWrite {
  readonly key: string;
  /** `undefined` forgets it. */
  readonly value: JsonObject | undefined;
}

export interface Removed {
  readonly durationMs: number;
  readonly notes?: readonly NoteWrite[];
}

export interface ActionAsk {
  readonly stored: StoredResource;
  readonly body: JsonObject;
  readonly query: URLSearchParams;
  readonly world: World;
}

export interface PartActionAsk extends ActionAsk {
  /** What follows the part's name in the path: the instance's id and the action. */
  readonly rest: readonly string[];
}

export interface ActionAnswer {
  readonly form: AnswerForm;
  readonly durationMs: number;
  /** The result of the action, if it has one. */
  readonly result?: Json;
  /** The resource afterwards, if the action changes it. */
  readonly body?: JsonObject;
  readonly hidden?: JsonObject;
}

export interface ComputedAsk {
  readonly stored: StoredResource;
  /** What follows the name in the path: instance ids and the like. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
  readonly world: World;
}

export interface ProviderRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/subscriptions/{s}/providers/{namespace}/`; `{x}` names a segment: `locations/{location}/usages`. */
  readonly path: string;
  handle(ask: RouteAsk): RouteAnswer;
}

export interface RouteAsk {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly world: World;
}

export interface RouteAnswer {
  readonly status: number;
  readonly body?: Json;
  readonly notes?: readonly NoteWrite[];
  /** A route that begins a long operation (a purge): how it is watched, and how long it takes. */
  readonly operation?: AnswerForm['operation'];
  readonly durationMs?: number;
}
