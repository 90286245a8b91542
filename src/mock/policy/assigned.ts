// Which policies hold for a resource: every assignment at its scope or above, unfolded into the definitions it
// names, without what it leaves out (`notScopes`) and what is exempt.
import type { JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { covers, placeOf, rulesOf } from '../guard/rules.ts';
import { builtInPolicy } from '../providers/authorization/built-in-policies.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../providers/body.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';

export interface NamedBody {
  readonly id: string;
  readonly name: string;
  readonly properties: JsonObject;
}

export interface AssignedPolicy {
  readonly assignment: NamedBody;
  readonly definition: NamedBody;
  readonly set?: NamedBody;
  /** Which member of the set it is. */
  readonly reference?: string;
  readonly parameters: JsonObject;
}

export function policiesFor(moment: Moment, id: string): readonly AssignedPolicy[] {
  const { policies } = rulesOf(moment.realm);
  if (policies.length === 0) return [];
  const wanted = id.toLowerCase();
  return policies
    .filter((assignment) => holdsAt(moment, assignment, wanted))
    .flatMap((assignment) => unfolded(moment, named(assignment)))
    .filter(({ definition }) => textAt(definition.properties, 'mode') !== undefined);
}

function holdsAt(moment: Moment, assignment: StoredResource, id: string): boolean {
  const { body } = assignment;
  if (textAt(body, 'properties', 'enforcementMode') === 'DoNotEnforce') return false;
  if (!covers(placeOf(assignment.id).toLowerCase(), id)) return false;
  if (textsAt(body, 'properties', 'notScopes').some((scope) => covers(scope.toLowerCase(), id))) return false;
  const { exemptions } = rulesOf(moment.realm);
  return !exemptions.some((exemption) => exempts(moment, exemption, { assignment, id }));
}

function exempts(
  moment: Moment,
  exemption: StoredResource,
  { assignment, id }: { readonly assignment: StoredResource; readonly id: string },
): boolean {
  const properties = objectAt(exemption.body, 'properties');
  const isIts = textAt(properties, 'policyAssignmentId')?.toLowerCase() === assignment.id.toLowerCase();
  const expires = textAt(properties, 'expiresOn');
  if (expires !== undefined && Date.parse(expires) <= moment.now.getTime()) return false;
  return isIts && covers(placeOf(exemption.id).toLowerCase(), id);
}

function unfolded(moment: Moment, assignment: NamedBody): readonly AssignedPolicy[] {
  const found = definitionAt(moment, textAt(assignment.properties, 'policyDefinitionId') ?? '');
  if (found === undefined) return [];
  const given = parametersOf(found, objectAt(assignment.properties, 'parameters'));
  const members = objectsAt(found.properties, 'policyDefinitions');
  if (members.length === 0) return [{ assignment, definition: found, parameters: given }];
  return members.flatMap((member) => {
    const definition = definitionAt(moment, textAt(member, 'policyDefinitionId') ?? '');
    if (definition === undefined) return [];
    const parameters = parametersOf(definition, handedOn(objectAt(member, 'parameters'), given));
    const reference = textAt(member, 'policyDefinitionReferenceId') ?? definition.name;
    return [{ assignment, definition, set: found, reference, parameters }];
  });
}

/** A set hands its own parameters on: `{ "value": "[parameters('places')]" }`. */
function handedOn(member: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(member).map(([name, holder]) => {
      const value = isJsonObject(holder) ? (holder['value'] ?? null) : null;
      const handed = typeof value === 'string' ? /^\[parameters\('(?<name>[^']+)'\)\]$/i.exec(value) : null;
      const from = handed?.groups?.['name'];
      return [name, { value: from === undefined ? value : (given[from] ?? null) }];
    }),
  );
}

/** What was given, and the defaults of the rest. */
function parametersOf({ properties }: NamedBody, given: JsonObject): JsonObject {
  const declared = Object.entries(objectAt(properties, 'parameters')).flatMap(([name, declaration]) => {
    const value =
      objectAt(given, name)['value'] ?? (isJsonObject(declaration) ? declaration['defaultValue'] : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(declared);
}

function definitionAt({ realm }: Moment, id: string): NamedBody | undefined {
  const stored = realm.resources.get(id);
  return stored === undefined ? builtInPolicy(id) : named(stored);
}

function named({ id, name, body }: StoredResource): NamedBody {
  return { id, name, properties: objectAt(body, 'properties') };
}
