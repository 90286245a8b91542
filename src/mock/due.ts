// What happens by itself, in the order in which it falls due. Owns the queue; what each entry does is told by
// whoever drains it.
import type { Moment } from './realm.ts';
import type { Due, DueRecord } from './records.ts';
import { countUp } from './world.ts';

const orderDigits = 9;

/** Entries of one moment come out in the order in which they were put in. */
export function schedule(moment: Moment, at: Date, what: Due): void {
  const { tables } = moment.realm;
  const order = String(countUp(tables, 'due')).padStart(orderDigits, '0');
  const record: DueRecord = { at: at.toISOString(), order, what };
  tables.due.put(keyOf(record), record);
}

/** Takes out the earliest entry that is due, if there is one. */
export function takeDue(moment: Moment): DueRecord | undefined {
  const { due } = moment.realm.tables;
  const [first] = due.list();
  if (first === undefined || Date.parse(first.at) > moment.now.getTime()) return undefined;
  due.delete(keyOf(first));
  return first;
}

function keyOf({ at, order }: DueRecord): string {
  return `${at}/${order}`;
}
