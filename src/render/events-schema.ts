// The JSON Schema of a line of `cmg deploy -o ndjson`: an event while it runs, or the outcome, which is the last line
// of a gateway.
import { codes } from '../base/codes.ts';
import type { JsonObject } from '../base/json.ts';
import {
  count,
  diagnosticSchema,
  draft,
  flag,
  group,
  listOf,
  moment,
  oneOf,
  ref,
  text,
} from './schema-words.ts';

function event(type: string, keys: JsonObject): JsonObject {
  return group({ type: { const: type }, gateway: text, time: moment, elapsedMs: count, ...keys });
}

const outcome = { type: { const: 'outcome' }, time: moment };

export const eventsSchema: JsonObject = {
  $schema: draft,
  title: 'A line of cmg deploy -o ndjson',
  anyOf: ['begun', 'accepted', 'started', 'finished', 'failed', 'waiting', 'ended', 'broken'].map(ref),
  $defs: {
    begun: event('begun', {
      items: listOf(ref('item')),
      waitsFor: { type: 'object', additionalProperties: listOf(text) },
    }),
    accepted: event('accepted', { deployment: text, correlationId: text, attached: flag }),
    started: event('started', { item: ref('item') }),
    finished: event('finished', { item: ref('item'), durationMs: count }),
    failed: event('failed', { item: ref('item'), durationMs: count, problem: { type: 'object' } }),
    waiting: event('waiting', { running: listOf(ref('item')) }),
    ended: group(
      {
        ...outcome,
        gateway: text,
        result: oneOf('ready', 'unchanged', 'followed'),
        elapsedMs: count,
        address: text,
        serviceName: text,
        built: count,
        stopped: flag,
      },
      { expiresAt: text },
    ),
    broken: group(
      {
        ...outcome,
        gateway: { type: ['string', 'null'], description: 'null: it failed before there was one.' },
        result: { const: 'failed' },
        code: { enum: [...Object.keys(codes), null] },
        message: text,
      },
      { diagnostics: listOf(ref('diagnostic')) },
    ),
    item: group({ id: text, resourceType: text, name: text }),
    diagnostic: diagnosticSchema,
  },
};
