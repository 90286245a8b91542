// Which faults are met: the rules of a document in their order, and how often each has met its match. That count is
// kept in the store with everything else, so that a restart, or a request that has to be done again, changes nothing.
import type { Chance } from '../chance.ts';
import type { ArmFault } from '../fault.ts';
import type { Moment } from '../realm.ts';
import type { Tables } from '../records.ts';
import { countUp } from '../world.ts';
import type {
  FaultDocument,
  FaultMatch,
  FaultRule,
  Faults,
  Occasion,
  WireEffect,
  WorkEffect,
} from './document.ts';
import { isAbout } from './match.ts';
import { refusalOf } from './refusal.ts';

export function faultsOf(
  { faults }: FaultDocument,
  { tables, chance }: { readonly tables: Tables; readonly chance: Chance },
): Faults {
  const rules = faults.map((rule, index) => ({
    ...rule,
    series: `fault/${index}/${chance.digestOf('fault rule', JSON.stringify(rule)).slice(0, 12)}`,
  }));
  const happens = ({ match, series }: (typeof rules)[number], occasion: Occasion): boolean =>
    isAbout(match, occasion) &&
    (!counts(match) || isTurn(match, countUp(tables, series), (turn) => fractionOf(chance, series, turn)));
  const onWire = rules.filter(isWire);
  const atWork = rules.filter((rule) => !isWire(rule));
  return {
    onCall: (occasion) => onWire.find((rule) => happens(rule, occasion))?.effect as WireEffect | undefined,
    onWork: (occasion) =>
      atWork.filter((rule) => happens(rule, occasion)).map(({ effect }) => effect as WorkEffect),
  };
}

const wireKinds = ['answer', 'reset', 'stall', 'truncate', 'garbage'];

function isWire({ effect }: FaultRule): boolean {
  return wireKinds.includes(Object.keys(effect)[0] ?? '');
}

function counts({ nth, times, probability }: FaultMatch): boolean {
  return nth !== undefined || times !== undefined || probability !== undefined;
}

function isTurn(
  { nth, times, probability = 1 }: FaultMatch,
  turn: number,
  fraction: (turn: number) => number,
): boolean {
  const first = nth ?? 1;
  const last = times === undefined ? (nth ?? Number.POSITIVE_INFINITY) : first + times - 1;
  return turn >= first && turn <= last && (probability === 1 || fraction(turn) < probability);
}

function fractionOf(chance: Chance, series: string, turn: number): number {
  return Number.parseInt(chance.digestOf(series, String(turn)).slice(0, 8), 16) / 2 ** 32;
}

/** What the faults make of one piece of work. Throws where it is refused. */
export interface WorkFate {
  /** Of what began now and would be over then. */
  stretch(until: Date): Date;
  /** For how long reads do not see it. */
  readonly lateMs: number;
  readonly failure?: ArmFault;
}

export function fateOf(moment: Moment, occasion: Occasion): WorkFate {
  const effects = moment.realm.faults?.onWork(occasion) ?? [];
  let factor = 1;
  let addMs = 0;
  let lateMs = 0;
  let failure: ArmFault | undefined;
  for (const effect of effects) {
    if ('refuse' in effect) throw refusalOf(moment, effect.refuse, occasion);
    if ('failAtEnd' in effect) failure ??= refusalOf(moment, effect.failAtEnd, occasion);
    if ('slow' in effect) {
      factor *= effect.slow.factor ?? 1;
      addMs += (effect.slow.addSeconds ?? 0) * 1000;
    }
    if ('late' in effect) lateMs = Math.max(lateMs, effect.late.seconds * 1000);
  }
  const began = moment.now.getTime();
  return {
    stretch: (until) => new Date(began + Math.round((until.getTime() - began) * factor + addMs)),
    lateMs,
    ...(failure === undefined ? {} : { failure }),
  };
}
