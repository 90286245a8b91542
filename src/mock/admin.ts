// What only a mock has: a path to look at its clock and to move it. Not part of any Azure; wants the mock's own
// secret, so that no page and no other user of the machine can turn back what a test relies on.
import { isJsonObject, type JsonObject } from '../base/json.ts';
import type { WorldClock } from './clock.ts';
import { faultAnswer } from './envelope.ts';
import { ArmFault, refuse } from './fault.ts';
import { parseLenientJson } from './lenient-json.ts';
import { ok, type Answer, type MockRequest } from './message.ts';
import type { Realm } from './realm.ts';

interface AdminAsk {
  readonly realm: Realm;
  readonly clock: WorldClock;
  readonly calls: number;
  readonly segments: readonly string[];
}

export function isAdmin(segments: readonly string[]): boolean {
  return segments[0]?.toLowerCase() === 'mock';
}

export function answerAdmin(request: MockRequest, ask: AdminAsk): Answer {
  try {
    return answer(request, ask);
  } catch (error) {
    if (!(error instanceof ArmFault)) throw error;
    return faultAnswer(error);
  }
}

function answer({ method, headers, body = '' }: MockRequest, ask: AdminAsk): Answer {
  const { realm, clock, calls, segments } = ask;
  if (headers['authorization'] !== `Bearer ${realm.clientSecret}`)
    refuse(401, 'MockSecretRequired', "Send the mock's client secret: Authorization: Bearer {clientSecret}.");
  if (segments.join('/').toLowerCase() !== 'mock/clock')
    refuse(404, 'NotFound', 'The mock itself has /mock/clock and nothing else.');
  if (method === 'POST') moveClock(clock, body);
  else if (method !== 'GET') return { status: 405 };
  return ok({ now: clock.now().toISOString(), frozen: clock.isFrozen(), speed: realm.speed, calls });
}

function moveClock(clock: WorldClock, text: string): void {
  const { advance, frozen } = orderIn(text);
  if (advance !== undefined) {
    const ms = typeof advance === 'string' ? durationMs(advance) : undefined;
    if (ms === undefined)
      return refuse(
        400,
        'InvalidClock',
        `advance is a time such as '73h' or '1d12h', not ${JSON.stringify(advance)}.`,
      );
    clock.advance(ms);
  }
  if (frozen === true) clock.freeze();
  if (frozen === false) clock.unfreeze();
}

function orderIn(text: string): JsonObject {
  const parsed = parseLenientJson(text);
  const order = 'value' in parsed && isJsonObject(parsed.value) ? parsed.value : {};
  const keys = Object.keys(order);
  const known = keys.length > 0 && keys.every((key) => key === 'advance' || key === 'frozen');
  const { frozen = false } = order;
  if (known && typeof frozen === 'boolean') return order;
  return refuse(400, 'InvalidClock', 'Say {"advance": "73h"}, {"frozen": true} or {"frozen": false}.');
}

const unitsMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

function durationMs(text: string): number | undefined {
  if (text === '' || !/^(?:\d{1,6}d)?(?:\d{1,7}h)?(?:\d{1,8}m)?(?:\d{1,9}s)?$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([dhms])/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitsMs[unit] ?? 0), 0);
}
