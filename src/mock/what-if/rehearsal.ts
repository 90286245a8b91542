// A moment in which nothing leaves a trace: ids are made as ever, but no counter of the world moves.
import type { Moment } from '../realm.ts';

export function rehearsing(moment: Moment): Moment {
  let made = 0;
  const guid = (): string => {
    made += 1;
    return moment.realm.chance.guidOf('rehearsal', moment.now.toISOString(), String(made));
  };
  return { ...moment, world: { ...moment.world, guid } };
}
