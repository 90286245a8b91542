// The activity log as it is kept: one line for each request that changes something, the oldest making room. What
// deployments do is not among them; it follows from their own records.
import { faultBody } from '../envelope.ts';
import { ArmFault } from '../fault.ts';
import type { AskedRight } from '../guard/action.ts';
import type { Answer } from '../message.ts';
import type { Moment } from '../realm.ts';
import type { ActivityRecord } from '../records.ts';
import { countUp } from '../world.ts';

/** Azure keeps 90 days, however much that is; a world that lies in a folder has to end somewhere. */
const kept = 2_000;
const digits = 12;

interface Asked {
  readonly method: string;
  readonly right: AskedRight | undefined;
  readonly correlationId: string;
}

/** What becomes of a request, written down where it may change something; a refusal is written down and goes on. */
export function logged(moment: Moment, asked: Asked, answer: () => Answer): Answer {
  const { method, right } = asked;
  const isRead = method === 'GET' || method === 'HEAD' || right?.action.endsWith('/read') === true;
  if (right === undefined || isRead) return answer();
  const line = { action: right.action, resourceId: right.scope, correlationId: asked.correlationId };
  try {
    const answered = answer();
    record(moment, { ...line, status: answered.status });
    return answered;
  } catch (error) {
    if (error instanceof ArmFault)
      record(moment, { ...line, status: error.status, failure: faultBody(error.detail) });
    throw error;
  }
}

function record(moment: Moment, line: Omit<ActivityRecord, 'at' | 'caller'>): void {
  const { activity } = moment.realm.tables;
  const number = countUp(moment.realm.tables, 'activity');
  const caller = moment.world.caller?.name ?? '';
  activity.put(keyOf(number), { ...line, at: moment.now.toISOString(), caller });
  if (number > kept) activity.delete(keyOf(number - kept));
}

function keyOf(number: number): string {
  return String(number).padStart(digits, '0');
}
