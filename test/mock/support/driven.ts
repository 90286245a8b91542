// A mock Azure with a clock that a test drives by hand, and a client that only knows how to send a request.
import { createAzure, type MockAzure, type MockAzureOptions } from '../../../src/mock/azure.ts';
import type { MockResponse } from '../../../src/mock/message.ts';
import type { Json } from '../../../src/base/json.ts';

export interface Driven {
  readonly azure: MockAzure;
  /** `/subscriptions/{subscription}` */
  readonly subscription: string;
  pass(ms: number): void;
  send(method: string, path: string, body?: Json | string, headers?: Record<string, string>): Promise<Heard>;
  /** The same, as somebody whom the mock knows by that name. */
  as(name: string): Driven['send'];
}

export interface Heard {
  readonly status: number;
  readonly headers: MockResponse['headers'];
  readonly text: string;
  // What was answered, as a test likes to look at it.
  readonly body: Answered;
}

export interface Answered {
  readonly [key: string]: Answered;
}

export const startedAt = '2026-03-01T08:00:00.000Z';
const usual = '2021-04-01';

export function drive(options: Partial<MockAzureOptions> = {}): Driven {
  let time = Date.parse(startedAt);
  const azure = createAzure({ clock: { now: () => new Date(time) }, ...options });
  const as =
    (name: string): Driven['send'] =>
    async (method, path, body, headers = {}) => {
      const answered = await azure.fetch({
        method,
        url: addressOf(azure, path),
        headers: { authorization: `Bearer ${azure.issueToken(name).token}`, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return heard(answered);
    };
  return {
    azure,
    as,
    send: as('owner'),
    subscription: `/subscriptions/${azure.subscriptionId}`,
    pass(ms) {
      time += ms;
    },
  };
}

/** Absolute addresses are taken as they are; paths get the version that tests mostly want. */
function addressOf(azure: MockAzure, path: string): string {
  if (path.startsWith('https://')) return path;
  const versioned = path.includes('api-version=')
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}api-version=${usual}`;
  return `${azure.endpoint}${versioned}`;
}

export function heard({ status, headers, body }: MockResponse): Heard {
  return { status, headers, text: body, body: body === '' ? {} : JSON.parse(body) };
}
