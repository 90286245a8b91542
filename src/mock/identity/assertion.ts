// A federated assertion: another issuer's word for who asks. The mock knows no other issuer's keys, so it looks at
// the form and at the time, and believes the rest.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation
import { isJsonObject, type JsonObject } from '../../base/json.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What is wrong with it, in the numbers of https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
interface AssertionFault {
  readonly error: 'invalid_request' | 'invalid_client';
  readonly code: number;
  readonly text: string;
}

/** Undefined where nothing is wrong. */
export function faultOfAssertion(
  assertion: string,
  type: string | null,
  now: Date,
): AssertionFault | undefined {
  if (type !== assertionType)
    return {
      error: 'invalid_request',
      code: 50027,
      text: `JWT token is invalid or malformed: the client_assertion_type is '${type ?? ''}'.`,
    };
  const parts = assertion.split('.');
  if (parts.length !== 3 || parts.includes(''))
    return { error: 'invalid_request', code: 50027, text: 'JWT token is invalid or malformed.' };
  const { exp, nbf } = claimsOf(parts[1] ?? '');
  const seconds = now.getTime() / 1000;
  const isOver = typeof exp === 'number' && exp <= seconds;
  const isEarly = typeof nbf === 'number' && nbf > seconds;
  if (!isOver && !isEarly) return undefined;
  return {
    error: 'invalid_client',
    code: 700024,
    text: `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${moment(nbf)}, expiry time of assertion ${moment(exp)}.`,
  };
}

function moment(seconds: unknown): string {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : 'not set';
}

/** A token made up for a test may say nothing that can be read. */
function claimsOf(part: string): JsonObject {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(read) ? read : {};
  } catch {
    return {};
  }
}
