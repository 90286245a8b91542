// Who may sign in: a fixed set that every world has, and whoever its owner adds. Owns who they are and which roles
// they begin with; what a role allows is `guard/`.
import type { Chance } from '../chance.ts';

export interface FirstRole {
  /** The name or the id of a built-in role. */
  readonly role: string;
  /** The subscription where nothing is said. */
  readonly scope?: string;
  readonly condition?: string;
}

/** One more who may sign in, as a user of the mock describes it. */
export interface PrincipalOptions {
  /** By which `issueToken` knows it; a user signs in under this name. */
  readonly name: string;
  /** An application (a service principal) where nothing is said. */
  readonly kind?: 'Application' | 'User';
  /** Derived from the seed where nothing is said. */
  readonly clientId?: string;
  readonly secret?: string;
  readonly objectId?: string;
  /** Given once, when the world first sees the principal. */
  readonly roles?: readonly FirstRole[];
}

export interface Principal {
  readonly name: string;
  readonly kind: 'Application' | 'User';
  readonly clientId: string;
  /** The secret of an application, the password of a user. */
  readonly secret: string;
  readonly objectId: string;
  /** Those that it began with. */
  readonly roles: readonly FirstRole[];
}

type Joined = readonly [owner: Principal, ...others: Principal[]];

/** Everybody has them, so that whoever only knows the address of a mock can try what lesser rights mean. */
const fixed: readonly PrincipalOptions[] = [
  { name: 'contributor', roles: [{ role: 'Contributor' }] },
  { name: 'reader', roles: [{ role: 'Reader' }] },
  { name: 'operator@mock.example', kind: 'User', roles: [{ role: 'Contributor' }] },
];

/** The first is the one whose client and secret the mock shows as its own: Owner of the subscription. */
export function principalsOf(chance: Chance, more: readonly PrincipalOptions[]): Joined {
  const owner: Principal = {
    name: 'owner',
    kind: 'Application',
    clientId: chance.guidOf('client'),
    secret: chance.digestOf('client secret').slice(0, 40),
    objectId: chance.guidOf('principal'),
    // Of the tenant too, so that deployments above the subscription can be tried without elevating anybody first.
    roles: [{ role: 'Owner' }, { role: 'Owner', scope: '' }],
  };
  const named = new Map([...fixed, ...more].map((options) => [options.name.toLowerCase(), options]));
  return [owner, ...[...named.values()].map((options) => principalOf(chance, options))];
}

function principalOf(chance: Chance, options: PrincipalOptions): Principal {
  const { name, kind = 'Application', roles = [] } = options;
  return {
    name,
    kind,
    clientId: options.clientId ?? chance.guidOf('client', name),
    secret: options.secret ?? chance.digestOf('client secret', name).slice(0, 40),
    objectId: options.objectId ?? chance.guidOf('principal', name),
    roles,
  };
}

/** How Azure names somebody in messages and in `systemData`: an application by its client id. */
export function shownName({ kind, name, clientId }: Principal): string {
  return kind === 'User' ? name : clientId;
}

export function principalWith(
  principals: readonly Principal[],
  objectId: string | undefined,
): Principal | undefined {
  const wanted = objectId?.toLowerCase();
  return principals.find((principal) => principal.objectId.toLowerCase() === wanted);
}

/** Of whom nothing but the id is known any more: a world that was opened again without its principals. */
export function strangerWith(objectId: string): Principal {
  return { name: objectId, kind: 'Application', clientId: objectId, secret: '', objectId, roles: [] };
}
