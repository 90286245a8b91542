// Preflight: what some services refuse before a deployment is accepted, although the template is good. Most
// refuse only when the resource's turn comes; the table says who looks ahead.
// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
import type { ExpandedResource } from '../../arm/expansion.ts';
import { ArmFault, refuse, type FaultDetail } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { rehearseWrite } from '../resources/write.ts';
import type { Target } from './target.ts';
import { rowOf } from '../own.ts';

/** `direct`: the service's refusal stands in the details itself; `wrapped`: within one that says preflight. */
const looksAhead: Readonly<Record<string, 'direct' | 'wrapped'>> = {
  AccountNameInvalid: 'wrapped',
  InsufficientQuota: 'direct',
  OperationNotAllowed: 'direct',
  QuotaExceeded: 'direct',
  SkuNotAvailable: 'direct',
  StorageAccountAlreadyTaken: 'wrapped',
};

export function lookAhead(moment: Moment, target: Target, resources: readonly ExpandedResource[]): void {
  const refusals = resources.flatMap((resource) => {
    const fault = rehearse(moment, resource);
    return fault === undefined ? [] : [fault];
  });
  if (refusals.length === 0) return;
  const direct = refusals.filter(({ code }) => rowOf(looksAhead, code) === 'direct');
  const wrapped = refusals.filter(({ code }) => rowOf(looksAhead, code) === 'wrapped');
  const details: readonly FaultDetail[] = [
    ...direct,
    ...(wrapped.length === 0
      ? []
      : [
          {
            code: 'PreflightValidationCheckFailed',
            message: 'Preflight validation failed. Please refer to the details for the specific errors.',
            details: wrapped,
          },
        ]),
  ];
  refuse(
    400,
    'InvalidTemplateDeployment',
    `The template deployment '${target.name}' is not valid according to the validation procedure. The tracking id is '${moment.world.guid()}'. See inner errors for details.`,
    { details },
  );
}

function rehearse(moment: Moment, resource: ExpandedResource): FaultDetail | undefined {
  const { id, type, body, apiVersion, deferred } = resource;
  // What only the deployment will tell cannot be looked at before it.
  if (deferred.length > 0 || moment.realm.catalogue.known(type) === undefined) return undefined;
  try {
    rehearseWrite(moment, { id, method: 'PUT', body, apiVersion });
    return undefined;
  } catch (error) {
    if (!(error instanceof ArmFault) || rowOf(looksAhead, error.detail.code) === undefined) return undefined;
    return { ...error.detail, target: resource.name };
  }
}
