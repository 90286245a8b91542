// The refusal of what a policy denies, as Azure words it, with a PolicyViolation for each policy that does.
// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy
import type { Json, JsonObject } from '../../base/json.ts';
import type { FaultDetail } from '../fault.ts';
import { objectsAt, textAt } from '../providers/body.ts';
import { placeOf } from '../guard/rules.ts';
import type { AssignedPolicy, NamedBody } from './assigned.ts';
import type { Weighed } from './rule.ts';
import type { Subject } from './subject.ts';

export interface Denial {
  readonly policy: AssignedPolicy;
  readonly weighed: readonly Weighed[];
}

export function violation(subject: Subject, denials: readonly Denial[]): FaultDetail {
  const name = subject.name.split('/').at(-1) ?? subject.name;
  const reasons = denials.flatMap(({ policy }) => reasonsOf(policy));
  const identifiers = JSON.stringify(denials.map(({ policy }) => identifiersOf(policy)));
  return {
    code: 'RequestDisallowedByPolicy',
    target: name,
    message:
      reasons.length === 0
        ? `Resource '${name}' was disallowed by policy. Policy identifiers: '${identifiers}'.`
        : `Resource '${name}' was disallowed by policy. Reasons: '${reasons.join(', ')}'. See error details for policy resource IDs.`,
    additionalInfo: denials.map((denial) => ({ type: 'PolicyViolation', info: infoOf(denial) })),
  };
}

/** What an assignment says to whoever does not comply. */
function reasonsOf({ assignment, reference }: AssignedPolicy): readonly string[] {
  return objectsAt(assignment.properties, 'nonComplianceMessages').flatMap((row) => {
    const of = textAt(row, 'policyDefinitionReferenceId');
    const message = textAt(row, 'message');
    return message === undefined || (of !== undefined && of !== reference) ? [] : [message];
  });
}

function identifiersOf({ assignment, definition, set }: AssignedPolicy): JsonObject {
  return {
    policyAssignment: { name: shownName(assignment), id: assignment.id },
    policyDefinition: { name: shownName(definition), id: definition.id },
    ...(set === undefined ? {} : { policySetDefinition: { name: shownName(set), id: set.id } }),
  };
}

function shownName({ name, properties }: NamedBody): string {
  return textAt(properties, 'displayName') ?? name;
}

function infoOf({ policy, weighed }: Denial): JsonObject {
  const { assignment, definition, set, reference, parameters } = policy;
  const given: Readonly<Record<string, Json>> = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, { value }]),
  );
  return {
    evaluationDetails: { evaluatedExpressions: weighed },
    policyDefinitionId: definition.id,
    policyDefinitionName: definition.name,
    policyDefinitionDisplayName: shownName(definition),
    policyDefinitionEffect: 'deny',
    ...(set === undefined
      ? {}
      : {
          policySetDefinitionId: set.id,
          policySetDefinitionName: set.name,
          policySetDefinitionDisplayName: shownName(set),
          policyDefinitionReferenceId: reference ?? '',
        }),
    policyAssignmentId: assignment.id,
    policyAssignmentName: assignment.name,
    policyAssignmentDisplayName: shownName(assignment),
    policyAssignmentScope: placeOf(assignment.id),
    policyAssignmentParameters: given,
  };
}
