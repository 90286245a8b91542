// A type's own actions: POST `{id}/{action}`. Owns how the result travels: at once, or through an operation.
import type { JsonObject } from '../../base/json.ts';
import { namespaceOf } from '../catalogue.ts';
import type { Answer } from '../message.ts';
import { beginOperation } from '../operations.ts';
import type { ActionAnswer, ActionAsk, StoredResource } from '../providers/provider.ts';
import { endOf, type Moment } from '../realm.ts';
import type { Ask } from '../request.ts';
import type { OperationOutcome } from '../records.ts';
import { locationOf } from './place.ts';
import { storeAction } from './write.ts';

type Action = (ask: ActionAsk) => ActionAnswer;

export function answerAction(ask: Ask, stored: StoredResource, action: Action): Answer {
  const { moment, query, apiVersion } = ask;
  const answered = action({ stored, body: ask.body(), query, world: moment.world });
  const until = settleAction(moment, stored, answered);
  const { form, result } = answered;
  const outcome: OperationOutcome =
    result === undefined ? { kind: 'nothing', status: 200 } : { kind: 'value', value: result };
  const headers = beginOperation(moment, form.operation, {
    namespace: namespaceOf(stored.type),
    location: locationOf(moment, stored),
    apiVersion,
    until,
    outcome,
  });
  const body = form.body === 'empty' || result === undefined ? {} : { body: result };
  return { status: form.status, headers, ...body };
}

/** What `list*()` of a template hears: the same action, without a request around it. */
export function runAction(
  moment: Moment,
  stored: StoredResource,
  ask: { readonly action: Action; readonly body: JsonObject },
): ActionAnswer {
  const query = new URLSearchParams();
  const answered = ask.action({ stored, body: ask.body, query, world: moment.world });
  settleAction(moment, stored, answered);
  return answered;
}

function settleAction(moment: Moment, stored: StoredResource, answered: ActionAnswer): Date {
  const { body, hidden, durationMs } = answered;
  if (body === undefined && hidden === undefined) return endOf(moment, durationMs);
  return storeAction(moment, stored, {
    durationMs,
    ...(body === undefined ? {} : { body }),
    ...(hidden === undefined ? {} : { hidden }),
  });
}
