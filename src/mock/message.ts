// What goes into the mock and what comes out of it, as plain values, and the answer that a rule gives before
// the standard headers are put on it. Knows nothing of sockets.
import type { Json } from '../base/json.ts';

export interface MockRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts when the caller gives up: what an answer that never comes waits for. */
  readonly signal?: AbortSignal;
}

export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: Json): Answer {
  return { status: 200, body };
}

export const noContent: Answer = { status: 204 };
