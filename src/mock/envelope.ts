// Azure's error envelope: `{"error": {code, message, target?, details?, additionalInfo?}}`.
// https://learn.microsoft.com/rest/api/azure/#error-response
import type { JsonObject } from '../base/json.ts';
import type { ArmFault, FaultDetail } from './fault.ts';
import type { Answer } from './message.ts';

export function faultAnswer(fault: ArmFault): Answer {
  return {
    status: fault.status,
    body: faultBody(fault.detail),
    // Everything that is refused here is refused by Resource Manager or in its name.
    headers: { 'x-ms-failure-cause': 'gateway' },
  };
}

export function faultBody(detail: FaultDetail): JsonObject {
  return { error: presentFault(detail) };
}

export function presentFault({ code, message, target, details, additionalInfo }: FaultDetail): JsonObject {
  return {
    code,
    message,
    ...(target === undefined ? {} : { target }),
    ...(details === undefined ? {} : { details: details.map(presentFault) }),
    ...(additionalInfo === undefined ? {} : { additionalInfo }),
  };
}
