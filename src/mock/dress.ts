// The headers that every answer of Resource Manager carries, put on last: request ids, what is left of the
// caller's allowance, the mock's own date.
import type { Answer, MockRequest, MockResponse } from './message.ts';
import type { Moment } from './realm.ts';

const fixed: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

interface RequestIds {
  readonly requestId: string;
  readonly correlationId: string;
}

/** From the request itself and its number in this process: reading must not write to the store. */
export function idsOf(moment: Moment, request: MockRequest, count: number): RequestIds {
  const { chance } = moment.realm;
  const words = [request.method, request.url, moment.now.toISOString(), String(count)];
  const requestId = chance.guidOf('request', ...words);
  return { requestId, correlationId: request.headers['x-ms-correlation-request-id'] ?? requestId };
}

export function dress(
  moment: Moment,
  answer: Answer,
  {
    request,
    ids,
    allowance = {},
  }: { request: MockRequest; ids: RequestIds; allowance?: MockResponse['headers'] },
): MockResponse {
  const { status, body, headers = {} } = answer;
  const text = body === undefined || request.method === 'HEAD' ? '' : JSON.stringify(body);
  const date = moment.now.toUTCString();
  const clientId = request.headers['x-ms-client-request-id'];
  const echo = request.headers['x-ms-return-client-request-id'] === 'true' && clientId !== undefined;
  return {
    status,
    headers: {
      ...fixed,
      date,
      ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...allowance,
      'x-ms-request-id': ids.requestId,
      'x-ms-correlation-request-id': ids.correlationId,
      'x-ms-routing-request-id': routingId(moment, ids),
      ...(echo ? { 'x-ms-client-request-id': clientId } : {}),
      ...headers,
    },
    body: text,
  };
}

function routingId({ now }: Moment, { requestId }: RequestIds): string {
  const stamp = now
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
  return `MOCK:${stamp}:${requestId}`;
}
