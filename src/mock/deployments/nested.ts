// A deployment within a deployment: made when its step begins, and from then on a deployment like any other,
// with a record of its own, that tells its parent when it has ended.
import type { JsonObject } from '../../base/json.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { acceptDeployment, refuseWhileActive } from './accept.ts';
import type { FaultDetail } from '../fault.ts';
import { isInOuterScope, outerOf, outerScopeOf } from './outer.ts';
import { prepareDeployment } from './prepare.ts';
import type { DeploymentRecord, Step } from './record.ts';
import { targetAt } from './target.ts';

interface NestedStart {
  readonly parent: DeploymentRecord;
  readonly index: number;
  readonly step: Step;
  readonly body: JsonObject;
}

export function beginNested(moment: Moment, { parent, index, step, body }: NestedStart): void {
  const target = targetAt(moment, step.id);
  refuseWhileActive(moment, target);
  const isOuter = isInOuterScope(asObject(body['properties']));
  const outer = isOuter ? outerScopeOf(moment, parent, index) : undefined;
  const prepared = prepareDeployment(moment, target, {
    body,
    outer: outer === undefined ? undefined : outerOf(moment, parent, outer),
    around: addressOfTemplate(parent),
  });
  acceptDeployment(moment, {
    target,
    prepared,
    apiVersion: step.apiVersion,
    correlationId: parent.correlationId,
    parent: { deployment: parent.id, step: index },
    outer,
  });
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
