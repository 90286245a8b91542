// What what-if knows of resource types. What a service fills in by itself and this table does not know shows as a
// deletion: that is Azure's known noise. Which property is read-only is what its REST description says; which defaults
// are known follows one rule: what-if learned those of its preview in 2020, and nobody taught it newer ones.
import { rowOf } from '../own.ts';
import { patternsOf, type Patterns } from './path.ts';
import { rows, type Row } from './schema-rows.ts';

export interface Knowledge {
  /** Left out of what is shown; where a template states one, it has no effect. */
  readonly readOnly: Patterns;
  /** Sent and never answered: not compared. */
  readonly writeOnly: Patterns;
  /** Filled in by the service where the template is silent. */
  readonly defaults: Patterns;
  /** Given by the service for good: shown where it stands, without effect. */
  readonly assigned: Patterns;
  /** What came with a newer version than the one that is asked with. */
  newerThan(apiVersion: string | undefined): Patterns;
}

const everywhere: readonly string[] = [
  'etag',
  'systemData',
  'identity.principalId',
  'identity.tenantId',
  'identity.userAssignedIdentities.*.principalId',
  'identity.userAssignedIdentities.*.clientId',
  'properties.provisioningState',
];

const known = new Map<string, Knowledge>();

export function knowledgeOf(type: string): Knowledge {
  const key = type.toLowerCase();
  const found = known.get(key);
  if (found !== undefined) return found;
  const row: Row = rowOf(rows, key) ?? {};
  const { readOnly = [], writeOnly = [], defaults = [], assigned = [], since = {} } = row;
  const made = {
    readOnly: patternsOf([...everywhere, ...readOnly]),
    writeOnly: patternsOf(writeOnly),
    defaults: patternsOf(defaults),
    assigned: patternsOf(assigned),
    newerThan: (apiVersion = '') =>
      patternsOf(
        Object.entries(since).flatMap(([path, version]) =>
          apiVersion !== '' && apiVersion.slice(0, version.length) < version ? [path] : [],
        ),
      ),
  };
  known.set(key, made);
  return made;
}
