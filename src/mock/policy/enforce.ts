// Policies that bind: what a write becomes under them, or why it is refused. Used by each write, and by a deployment
// before it is accepted.
import { TemplateError } from '../../arm/problem.ts';
import type { JsonObject } from '../../base/json.ts';
import { ArmFault, refuse, type FaultDetail } from '../fault.ts';
import { objectAt, textAt } from '../providers/body.ts';
import type { Moment } from '../realm.ts';
import { policiesFor, type AssignedPolicy } from './assigned.ts';
import { appended, modified } from './effects.ts';
import { weigh } from './rule.ts';
import { evaluatorOf } from './scope.ts';
import type { Subject } from './subject.ts';
import { violation, type Denial } from './violation.ts';

/** The body as it may be written; throws where a policy denies it. */
export function underPolicies(moment: Moment, subject: Subject): JsonObject {
  const { body, fault } = weighAll(moment, subject);
  if (fault !== undefined) throw new ArmFault(403, fault);
  return body;
}

/** https://github.com/Azure-Samples/azure-search-openai-demo/issues/120 */
export function requirePolicies(moment: Moment, subjects: readonly Subject[]): void {
  const details = subjects.flatMap((subject) => weighAll(moment, subject).fault ?? []);
  if (details.length === 0) return;
  refuse(
    400,
    'InvalidTemplateDeployment',
    'The template deployment failed because of policy violation. Please see details for more information.',
    { details },
  );
}

const groupType = 'Microsoft.Resources/subscriptions/resourceGroups';

/** Policies know groups by their longer name, and nothing of deployments. */
export function subjectOf({ id, type, name, body }: Subject): Subject {
  const isGroup = type.toLowerCase() === 'microsoft.resources/resourcegroups';
  return { id, type: isGroup ? groupType : type, name, body };
}

interface Outcome {
  readonly body: JsonObject;
  readonly fault?: FaultDetail;
}

function weighAll(moment: Moment, subject: Subject): Outcome {
  if (subject.type.toLowerCase() === 'microsoft.resources/deployments') return { body: subject.body };
  const policies = policiesFor(moment, subject.id).filter((policy) => looksAt(moment, policy, subject));
  let { body } = subject;
  const denials: Denial[] = [];
  // What is changed comes first: a tag that one policy adds may be the one that another asks for.
  for (const policy of [...policies].toSorted((a, b) => rank(a) - rank(b))) {
    const now = { ...subject, body };
    const valueOf = evaluatorOf(moment, now, policy.parameters);
    const then = objectAt(policy.definition.properties, 'policyRule', 'then');
    const { holds, weighed } = weighOne(policy, () =>
      weigh(objectAt(policy.definition.properties, 'policyRule')['if'], { subject: now, valueOf }),
    );
    if (!holds) continue;
    const effect = effectOf(policy);
    if (effect === 'deny') denials.push({ policy, weighed });
    if (effect === 'append') body = appended({ body, then, valueOf });
    if (effect === 'modify') body = modified({ body, then, valueOf });
  }
  return denials.length === 0 ? { body } : { body, fault: violation(subject, denials) };
}

/** https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics#mode */
function looksAt({ realm }: Moment, { definition }: AssignedPolicy, { type }: Subject): boolean {
  if (textAt(definition.properties, 'mode')?.toLowerCase() !== 'indexed') return true;
  const known = realm.catalogue.known(type);
  return type !== groupType && known?.location !== 'none';
}

function rank(policy: AssignedPolicy): number {
  return effectOf(policy) === 'deny' ? 1 : 0;
}

function effectOf({ definition, parameters }: AssignedPolicy): string {
  const effect = textAt(definition.properties, 'policyRule', 'then', 'effect') ?? 'disabled';
  const given = /^\[parameters\('(?<name>[^']+)'\)\]$/i.exec(effect)?.groups?.['name'];
  return (given === undefined ? effect : String(parameters[given] ?? 'disabled')).toLowerCase();
}

/** An expression that cannot be worked out is a denial in Azure too: the condition is not known to fail. */
function weighOne(
  { definition }: AssignedPolicy,
  look: () => ReturnType<typeof weigh>,
): ReturnType<typeof weigh> {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return refuse(
      403,
      'PolicyEvaluationFailed',
      `The policy definition '${definition.id}' could not be evaluated: '${error.message}'.`,
    );
  }
}
