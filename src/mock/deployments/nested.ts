// A deployment within a deployment: made when its step begins, and from then on a deployment like any other,
// with a record of its own, that tells its parent when it has ended.
import type { JsonObject } from '../../base/json.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { acceptDeployment, refuseWhileActive } from './accept.ts';
import type { FaultDetail } from '../fault.ts';
import { prepareDeployment } from './prepare.ts';
import type { Outer } from './reading.ts';
import type { DeploymentRecord, DeploymentWork, Step } from './record.ts';
import { targetAt } from './target.ts';

interface NestedStart {
  readonly parent: DeploymentRecord;
  readonly index: number;
  readonly step: Step;
  readonly body: JsonObject;
  readonly work: DeploymentWork;
}

export function beginNested(moment: Moment, { parent, index, step, body, work }: NestedStart): void {
  const target = targetAt(moment, step.id);
  refuseWhileActive(moment, target);
  const prepared = prepareDeployment(moment, target, {
    body,
    outer: outerOf(moment, parent, { body, work }),
    around: addressOfTemplate(parent),
  });
  acceptDeployment(moment, {
    target,
    prepared,
    apiVersion: step.apiVersion,
    correlationId: parent.correlationId,
    parent: { deployment: parent.id, step: index },
  });
}

function outerOf(
  moment: Moment,
  parent: DeploymentRecord,
  { body, work }: { body: JsonObject; work: DeploymentWork },
): Outer | undefined {
  const properties = asObject(body['properties']);
  const { scope } = asObject(properties['expressionEvaluationOptions']);
  // A linked template has a scope of its own always.
  if (properties['template'] === undefined) return undefined;
  if (typeof scope === 'string' && scope.toLowerCase() === 'inner') return undefined;
  const template = moment.realm.tables.templates.get(parent.id);
  if (template === undefined) return undefined;
  const given = Object.entries(work.parameters).filter(([, value]) => value !== null);
  return { template, values: Object.fromEntries(given) };
}

function addressOfTemplate({ links = {} }: DeploymentRecord): string | undefined {
  const { uri } = asObject(links['templateLink']);
  return typeof uri === 'string' ? uri : undefined;
}

/** Undefined where it went well. */
export function faultOfNested(moment: Moment, step: Step): FaultDetail | undefined {
  const nested = moment.realm.tables.deployments.get(step.id);
  if (nested === undefined || nested.state === 'Succeeded') return undefined;
  const canceled = { code: 'DeploymentCanceled', message: `The deployment '${nested.name}' was canceled.` };
  return {
    code: 'ResourceDeploymentFailure',
    target: step.id,
    message: `The resource write operation failed to complete successfully, because it reached terminal provisioning state '${nested.state}'.`,
    details: [nested.error ?? canceled],
  };
}
