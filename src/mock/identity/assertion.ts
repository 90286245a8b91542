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
  const claims = claimsOf(assertion);
  if (claims === undefined)
    return { error: 'invalid_request', code: 50027, text: 'JWT token is invalid or malformed.' };
  const missing = ['iss', 'sub', 'aud'].find((name) => typeof claims[name] !== 'string');
  if (missing !== undefined)
    return {
      error: 'invalid_request',
      code: 50027,
      text: `JWT token is invalid or malformed: the claim '${missing}' is missing.`,
    };
  const seconds = now.getTime() / 1000;
  const { exp, nbf } = claims;
  const isOver = typeof exp !== 'number' || exp <= seconds;
  if (!isOver && !(typeof nbf === 'number' && nbf > seconds)) return undefined;
  return {
    error: 'invalid_client',
    code: 700024,
    text: `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${moment(nbf)}, expiry time of assertion ${moment(exp)}.`,
  };
}

function moment(seconds: unknown): string {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : 'not set';
}

/** Three parts, of which the first two are objects. */
function claimsOf(assertion: string): JsonObject | undefined {
  const [header = '', claims = '', signature = '', ...more] = assertion.split('.');
  if (more.length > 0 || signature === '' || objectOf(header) === undefined) return undefined;
  return objectOf(claims);
}

function objectOf(part: string): JsonObject | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isJsonObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
