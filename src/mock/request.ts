// A request as the rules see it: the path in segments, the query and the body read once, and the moment at which
// it takes place. Owns how tolerant the mock is: Azure's clients differ in case, double slashes and slashes at
// the end of a path.
import { isJsonObject, type JsonObject } from '../base/json.ts';
import { refuse } from './fault.ts';
import { parseLenientJson } from './lenient-json.ts';
import type { MockRequest } from './message.ts';
import type { Moment } from './realm.ts';

export interface Ask {
  readonly method: string;
  /** Decoded, without empty ones, in the case in which they came. */
  readonly segments: readonly string[];
  /** `/subscriptions/…`, rebuilt from the segments. */
  readonly path: string;
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly correlationId: string;
  readonly moment: Moment;
  /** What the path named, keys as the route writes them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  /** The body as an object; refuses anything else. */
  body(): JsonObject;
}

export interface ParsedUrl {
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

export function parseUrl(url: string): ParsedUrl {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return refuse(400, 'BadRequest', 'The address of the request is not valid.');
  const segments = parsed.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded);
  return { segments, query: caseless(parsed.searchParams) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return refuse(400, 'BadRequest', 'The address of the request is not valid.');
  }
}

/** Query names without regard to case, as Azure takes them: findable in lower case, and as they were sent. */
function caseless(parameters: URLSearchParams): URLSearchParams {
  const names = new URLSearchParams();
  for (const [name, value] of parameters) {
    names.append(name.toLowerCase(), value);
    if (name !== name.toLowerCase()) names.append(name, value);
  }
  return names;
}

export function bodyReader(request: MockRequest): () => JsonObject {
  let read: JsonObject | undefined;
  return () => (read ??= readBody(request.body ?? ''));
}

function readBody(text: string): JsonObject {
  if (text.trim() === '') return {};
  const parsed = parseLenientJson(text);
  if ('value' in parsed && isJsonObject(parsed.value)) return parsed.value;
  const reason =
    'problem' in parsed
      ? `${parsed.problem}. Path '', line ${parsed.line}, position ${parsed.column}.`
      : 'an object is expected';
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${reason}'.`,
  );
}
