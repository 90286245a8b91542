// One mock Azure: who it is, what it knows, and where it remembers. Everything that stays the same from one
// request to the next; `Moment` adds the time at which a rule is applied.
import type { CloudFacts } from '../spec/clouds.ts';
import type { Catalogue } from './catalogue.ts';
import type { Chance } from './chance.ts';
import type { DocumentShelf } from './documents.ts';
import type { Principal } from './identity/principals.ts';
import type { Faults } from './faults/document.ts';
import type { StoredResource, World } from './providers/provider.ts';
import type { Tables } from './records.ts';

export interface Resources {
  get(id: string): StoredResource | undefined;
  put(resource: StoredResource): void;
  delete(id: string): void;
  /** Every resource, or those whose id begins so, in the order of their ids. */
  list(prefix?: string): readonly StoredResource[];
  /** Every resource of a type, or those of one name (the last segment), in the order of their ids. */
  ofType(type: string, name?: string): readonly StoredResource[];
}

export interface Realm {
  readonly endpoint: string;
  readonly authority: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The object id of the service principal behind `clientId`. */
  readonly principalId: string;
  /** Whoever may sign in; the first is the one above. */
  readonly principals: readonly Principal[];
  readonly cloud: CloudFacts;
  /** Where the blobs of an account are, if a blob service runs beside the mock. */
  readonly blobEndpoint?: (account: string) => string;
  /** How many times faster than life; `instant` = everything is done at once. */
  readonly speed: number | 'instant';
  /** Whether callers have allowances that run out. */
  readonly throttle?: boolean;
  /** What goes wrong on demand. */
  readonly faults?: Faults;
  readonly chance: Chance;
  readonly catalogue: Catalogue;
  /** Templates and parameter files that deployments may link. */
  readonly documents: DocumentShelf;
  readonly tables: Tables;
  readonly resources: Resources;
}

/** The realm at one moment: that of a request, or the one at which a step of a deployment takes place. */
export interface Moment {
  readonly realm: Realm;
  readonly now: Date;
  readonly world: World;
}

/** When something that lasts so long in life will be over. */
export function endOf(moment: Pick<Moment, 'realm' | 'now'>, durationMs: number): Date {
  const { speed } = moment.realm;
  return new Date(moment.now.getTime() + (speed === 'instant' ? 0 : Math.round(durationMs / speed)));
}

export function isOver(moment: Moment, until: string): boolean {
  return Date.parse(until) <= moment.now.getTime();
}
