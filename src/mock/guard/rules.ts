// What binds: role assignments, locks and policy assignments of the whole world, in a form that a request can be
// held against at once. Built anew only when one of them has changed.
import { builtInRole, type BuiltInRole } from '../providers/authorization/built-in-roles.ts';
import { objectAt, textAt } from '../providers/body.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Realm } from '../realm.ts';

export interface Grant {
  readonly role: BuiltInRole;
  /** Lower case, without a slash at its end: the whole tenant is the empty text. */
  readonly scope: string;
  readonly condition: string | undefined;
}

export interface LockRow {
  /** As it was written, for messages. */
  readonly place: string;
  readonly scope: string;
  readonly isReadOnly: boolean;
}

export interface Rules {
  /** By the principal's object id in lower case. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  readonly locks: readonly LockRow[];
  readonly policies: readonly StoredResource[];
  readonly exemptions: readonly StoredResource[];
}

const types = {
  grant: 'Microsoft.Authorization/roleAssignments',
  lock: 'Microsoft.Authorization/locks',
  policy: 'Microsoft.Authorization/policyAssignments',
  exemption: 'Microsoft.Authorization/policyExemptions',
};

/** The mark is the counter's record itself: another process that wrote to the store leaves another object. */
const known = new WeakMap<Realm, { readonly mark: object | undefined; readonly rules: Rules }>();

export function rulesOf(realm: Realm): Rules {
  const mark = realm.tables.counters.get('guard');
  const found = known.get(realm);
  if (found !== undefined && found.mark === mark) return found.rules;
  const rules = readRules(realm);
  known.set(realm, { mark, rules });
  return rules;
}

/** Whether a change of what stands under this id may change what binds. */
export function bindsOthers(id: string): boolean {
  return id.toLowerCase().includes('/providers/microsoft.authorization/');
}

function readRules({ resources }: Realm): Rules {
  const grants = new Map<string, Grant[]>();
  for (const stored of resources.ofType(types.grant)) addGrant(grants, stored);
  return {
    grants,
    locks: resources.ofType(types.lock).map(lockOf),
    policies: resources.ofType(types.policy),
    exemptions: resources.ofType(types.exemption),
  };
}

function addGrant(grants: Map<string, Grant[]>, stored: StoredResource): void {
  const properties = objectAt(stored.body, 'properties');
  const role = builtInRole(textAt(properties, 'roleDefinitionId') ?? '');
  const principal = textAt(properties, 'principalId')?.toLowerCase();
  if (role === undefined || principal === undefined) return;
  const grant = { role, scope: placeOf(stored.id).toLowerCase(), condition: textAt(properties, 'condition') };
  grants.set(principal, [...(grants.get(principal) ?? []), grant]);
}

function lockOf({ id, body }: StoredResource): LockRow {
  const place = placeOf(id);
  const level = textAt(body, 'properties', 'level');
  return { place, scope: place.toLowerCase(), isReadOnly: level === 'ReadOnly' };
}

/** What an extension hangs on: everything before its own `/providers/`. */
export function placeOf(id: string): string {
  return id.slice(0, Math.max(0, id.toLowerCase().lastIndexOf('/providers/')));
}

/** Both in lower case; a scope covers itself and all below. */
export function covers(scope: string, id: string): boolean {
  return id === scope || (id.startsWith(scope) && (scope === '' || id[scope.length] === '/'));
}
