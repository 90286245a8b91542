// The parts of a resource that are worked out and not stored, the instances of a scale set: what is done to one of
// them by its own path. Owns how such a path finds the resource that it is a part of.
import type { Answer } from '../message.ts';
import { rowOf } from '../own.ts';
import type { ActionAnswer, PartActionAsk, ResourceType, StoredResource } from '../providers/provider.ts';
import type { Ask } from '../request.ts';
import { answerAction } from './act.ts';

export function actionWithin(ask: Ask): Answer | undefined {
  const part = partAt(ask, ({ actionsWithin }) => actionsWithin);
  return part && answerAction(ask, part.above, (action) => part.perform({ ...action, rest: part.rest }));
}

/** Undefined where there is nothing to remove. */
export function removalWithin(ask: Ask): Answer | undefined {
  const part = partAt(ask, ({ removesWithin }) => removesWithin);
  if (part === undefined) return undefined;
  const { above, perform, rest } = part;
  const { query, moment } = ask;
  const answered = perform({ stored: above, body: {}, query, world: moment.world, rest });
  return answered && answerAction(ask, above, () => answered);
}

type Perform<T> = (ask: PartActionAsk) => T;

interface Part<T> {
  readonly above: StoredResource;
  readonly perform: Perform<T>;
  readonly rest: readonly string[];
}

/** The nearest resource above that knows the next word of the path. */
function partAt<T extends ActionAnswer | undefined>(
  { moment, segments }: Ask,
  wordsOf: (type: ResourceType) => Readonly<Record<string, Perform<T>>> | undefined,
): Part<T> | undefined {
  for (let length = segments.length - 2; length > 3; length -= 1) {
    const above = moment.realm.resources.get(`/${segments.slice(0, length).join('/')}`);
    if (above === undefined) continue;
    const [word = '', ...rest] = segments.slice(length);
    const perform = rowOf(wordsOf(moment.realm.catalogue.type(above.type)), word.toLowerCase());
    if (perform !== undefined) return { above, perform, rest };
  }
  return undefined;
}
