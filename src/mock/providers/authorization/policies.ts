// Policies: definitions, sets of them, assignments and exemptions. Owns their shape and what a rule may say; that
// they bind is `policy/`. https://learn.microsoft.com/rest/api/policy
import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts';
import { refuse } from '../../fault.ts';
import { unknownEffect } from '../../policy/effects.ts';
import { unknownIn } from '../../policy/rule.ts';
import { apiVersions } from '../api-versions.ts';
import { compact, given, objectAt, objectsAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { policyAnswers, policySetAnswers } from '../forms.ts';
import type { Answers, ResourceType, World, WriteAsk, Written } from '../provider.ts';
import { lastName } from '../references.ts';
import { builtInPolicy } from './built-in-policies.ts';

const namespace = 'Microsoft.Authorization';

export const policies: readonly ResourceType[] = [
  kindOf('policyDefinitions', writeDefinition, policyAnswers),
  kindOf('policySetDefinitions', writeSet, policySetAnswers),
  kindOf('policyAssignments', writeAssignment, policyAnswers),
  kindOf('policyExemptions', writeExemption, policyAnswers),
];

function kindOf(
  name: string,
  properties: (ask: WriteAsk, sent: JsonObject) => JsonObject,
  answers: Answers,
): ResourceType {
  const type = `${namespace}/${name}`;
  return {
    type,
    apiVersions: apiVersions.policies,
    location: 'none',
    answers,
    provisioningState: 'none',
    write: (ask) => written(ask, type, properties(ask, objectAt(ask.body, 'properties'))),
    remove: () => ({ durationMs: durations.synchronous.ms }),
  };
}

function written(ask: WriteAsk, type: string, properties: JsonObject): Written {
  const { identity, location } = ask.body;
  const body = compact({
    properties: { ...properties, metadata: metadataOf(ask) },
    id: ask.id,
    type,
    name: lastName(ask.id),
    identity,
    location,
  });
  return { body, durationMs: durations.synchronous.ms };
}

function metadataOf({ body, existing, world }: WriteAsk): JsonObject {
  const before = objectAt(existing?.body ?? {}, 'properties', 'metadata');
  const by = world.caller?.objectId ?? null;
  const now = world.now.toISOString();
  const isNew = existing === undefined;
  return {
    ...objectAt(body, 'properties', 'metadata'),
    createdBy: before['createdBy'] ?? by,
    createdOn: before['createdOn'] ?? now,
    updatedBy: isNew ? null : by,
    updatedOn: isNew ? null : now,
  };
}

function writeDefinition(ask: WriteAsk, sent: JsonObject): JsonObject {
  const rule = objectAt(sent, 'policyRule');
  const problem = unknownIn(rule['if']) ?? unknownEffect(objectAt(rule, 'then'));
  if (problem !== undefined)
    refuse(
      400,
      'InvalidPolicyRule',
      `Failed to parse policy rule: '${problem}'. The policy definition is '${lastName(ask.id)}'.`,
    );
  return compact({
    displayName: given(sent, 'displayName'),
    policyType: 'Custom',
    mode: given(sent, 'mode') ?? 'Indexed',
    description: given(sent, 'description'),
    parameters: given(sent, 'parameters') ?? {},
    policyRule: rule,
  });
}

function writeSet({ world }: WriteAsk, sent: JsonObject): JsonObject {
  const members = objectsAt(sent, 'policyDefinitions').map((member, index) => {
    const id = textAt(member, 'policyDefinitionId') ?? '';
    requireDefinition(world, id);
    const reference = textAt(member, 'policyDefinitionReferenceId') ?? `${lastName(id)}_${index + 1}`;
    return { policyDefinitionReferenceId: reference, ...member };
  });
  return compact({
    displayName: given(sent, 'displayName'),
    policyType: 'Custom',
    description: given(sent, 'description'),
    parameters: given(sent, 'parameters') ?? {},
    policyDefinitions: members,
  });
}

function writeAssignment(ask: WriteAsk, sent: JsonObject): JsonObject {
  const id = textAt(sent, 'policyDefinitionId') ?? '';
  const parameters = objectAt(sent, 'parameters');
  requireParameters(ask, objectAt(requireDefinition(ask.world, id), 'parameters'), parameters);
  return compact({
    displayName: given(sent, 'displayName'),
    policyDefinitionId: id,
    scope: ask.id.slice(0, ask.id.toLowerCase().lastIndexOf('/providers/')),
    notScopes: given(sent, 'notScopes') ?? [],
    parameters,
    description: given(sent, 'description'),
    enforcementMode: given(sent, 'enforcementMode') ?? 'Default',
    nonComplianceMessages: given(sent, 'nonComplianceMessages'),
  });
}

function writeExemption({ world }: WriteAsk, sent: JsonObject): JsonObject {
  const id = textAt(sent, 'policyAssignmentId') ?? '';
  if (world.read(id) === undefined)
    refuse(404, 'PolicyAssignmentNotFound', `The policy assignment '${id}' could not be found.`);
  return { ...sent, policyAssignmentId: id, exemptionCategory: sent['exemptionCategory'] ?? 'Waiver' };
}

function requireDefinition(world: World, id: string): JsonObject {
  const found = world.read(id)?.body ?? builtInPolicy(id);
  if (found !== undefined) return objectAt({ ...found }, 'properties');
  return refuse(
    404,
    id.toLowerCase().includes('/policysetdefinitions/')
      ? 'PolicySetDefinitionNotFound'
      : 'PolicyDefinitionNotFound',
    `The policy definition '${id}' could not be found.`,
  );
}

function requireParameters(ask: WriteAsk, declared: JsonObject, sent: JsonObject): void {
  const needed = Object.entries(declared).filter(([, declaration]) => defaultOf(declaration) === undefined);
  const missing = needed.filter(([name]) => objectAt(sent, name)['value'] === undefined);
  const name = lastName(ask.id);
  if (missing.length > 0)
    refuse(
      400,
      'MissingPolicyParameter',
      `The policy assignment '${name}' is missing the parameter(s) '${missing.map(([word]) => word).join(',')}' as defined in the policy definition.`,
    );
  const strange = Object.keys(sent).filter((word) => declared[word] === undefined);
  if (strange.length > 0)
    refuse(
      400,
      'UndefinedPolicyParameter',
      `The policy assignment '${name}' has defined parameters '${strange.join(',')}' which are not defined in the policy definition.`,
    );
}

function defaultOf(declaration: Json): Json | undefined {
  return isJsonObject(declaration) ? declaration['defaultValue'] : undefined;
}
