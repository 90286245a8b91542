// How an answer reaches the caller where a fault says that it does not, or not as it was. In process a broken
// connection is a rejection with the code that Node gives it; behind a socket it is one.
import type { MockRequest, MockResponse } from '../message.ts';
import type { Garbage, WireEffect } from './document.ts';

/** The caller hears nothing more. */
export class Disconnected extends Error {
  readonly code: 'ECONNRESET' | 'ETIMEDOUT';
  /** What of the answer was sent before. */
  readonly sent: MockResponse | undefined;

  constructor(code: Disconnected['code'], sent?: MockResponse) {
    super(code === 'ECONNRESET' ? 'read ECONNRESET' : 'the caller gave up waiting');
    this.name = 'Disconnected';
    this.code = code;
    this.sent = sent;
  }
}

/** Whether the request is carried out at all. */
export function comesBefore(effect: WireEffect | undefined): boolean {
  if (effect === undefined) return false;
  if ('reset' in effect) return effect.reset === 'before';
  if ('stall' in effect) return effect.stall === 'before';
  return 'answer' in effect;
}

export async function deliver(
  response: MockResponse,
  effect: WireEffect | undefined,
  { signal }: MockRequest,
): Promise<MockResponse> {
  if (effect === undefined || 'answer' in effect) return response;
  if ('reset' in effect) throw new Disconnected('ECONNRESET');
  if ('stall' in effect) {
    await givenUp(signal);
    throw new Disconnected('ETIMEDOUT');
  }
  if ('garbage' in effect) return garbled(response, effect.garbage);
  const { body, headers } = response;
  throw new Disconnected('ECONNRESET', {
    ...response,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    body: body.slice(0, Math.floor(body.length * effect.truncate)),
  });
}

/** Where nobody could give up, the caller is taken to have done so at once. */
async function givenUp(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined || signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>';

function garbled(response: MockResponse, garbage: Garbage): MockResponse {
  const { status, headers, body } = response;
  switch (garbage) {
    case 'text':
      return { status, headers, body: 'upstream connect error or disconnect/reset before headers' };
    case 'html':
      return { status: 200, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: page };
    case 'cut':
      return { status, headers, body: body.slice(0, Math.floor(body.length / 2)) };
    case 'empty':
      return { status: 200, headers: withoutOperation(headers), body: '' };
    case 'array':
      return { status, headers, body: '[]' };
  }
}

/** An empty success of a proxy knows of no operation. */
function withoutOperation(headers: MockResponse['headers']): MockResponse['headers'] {
  const { location: _, 'azure-asyncoperation': __, ...rest } = headers;
  return rest;
}
