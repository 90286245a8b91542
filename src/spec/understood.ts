// What is left of a faulty spec for the rules to judge: all but the faulty paths, with what the schema insists on stood
// in for. Which paths a rule has looked at is noted, since what it says of one that is faulty would be of a stand-in.
import { isJsonObject, valueAt, type Json } from '../base/json.ts';
import { nearest } from '../base/suggest.ts';
import type { Path } from './document.ts';
import { knownKeys } from './known-keys.ts';
import type { Issue } from './messages.ts';
import { specSchema, type Spec } from './schema.ts';

export interface Understood {
  readonly spec: Spec;
  /** What does not stand there as it was written, or stands in. */
  readonly faulty: readonly Path[];
}

/** By path: what the schema does not do without. What is not here is taken out, or else the group around it. */
const standIns: Readonly<Record<string, Json>> = {
  version: 1,
  name: 'abc',
  region: 'westus2',
  resourceGroup: { name: 'x' },
  'resourceGroup.name': 'x',
  certificate: { selfSigned: true },
  'expiry.weekly.day': 'monday',
  'expiry.weekly.time': '00:00',
  'expiry.weekly.timeZone': 'UTC',
  'payload.command': 'x',
  'site.code': 'abc',
};

export function understoodPart(value: Json, issues: readonly Issue[]): Understood | undefined {
  if (!isJsonObject(value)) return undefined;
  return understoodWithout(
    value,
    issues.flatMap(faultyPaths).map((path) => wholeList(value, path)),
  );
}

/** Each round takes out a group more, around what cannot be done without. */
function understoodWithout(value: Json, faulty: readonly Path[]): Understood | undefined {
  if (faulty.some((path) => path.length === 0)) return undefined;
  const result = specSchema.safeParse(withStandIns(without(value, faulty), faulty));
  if (result.success) return { spec: result.data, faulty };
  const around = result.error.issues.map(({ path }) => path.slice(0, -1).map(stepOf));
  return understoodWithout(value, [...faulty, ...around]);
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step;
}

function faultyPaths(issue: Issue): readonly Path[] {
  const path = issue.path.map(stepOf);
  if (issue.code !== 'unrecognized_keys' || path.length > 0) return [path];
  // The key that is meant has a value, which nobody knows.
  const known = knownKeys([]);
  return issue.keys.flatMap((key) => {
    const meant = nearest(key, known);
    return meant === undefined ? [[key]] : [[key], [meant]];
  });
}

/** Of a list nothing is taken out: the places of all that follows would be others. */
function wholeList(value: Json, path: Path): Path {
  const index = path.findIndex((_, at) => Array.isArray(valueAt(value, path.slice(0, at))));
  return index === -1 ? path : path.slice(0, index);
}

function without(value: Json, faulty: readonly Path[]): Json {
  const keys = keysOf(faulty);
  const rest = (at: Json, above: Path): Json =>
    isJsonObject(at)
      ? Object.fromEntries(
          Object.entries(at)
            .map(([key, item]): [Path, string, Json] => [[...above, key], key, item])
            .filter(([path]) => !keys.has(keyOf(path)))
            .map(([path, key, item]) => [key, rest(item, path)]),
        )
      : at;
  return rest(value, []);
}

function withStandIns(value: Json, faulty: readonly Path[]): Json {
  const keys = keysOf(faulty);
  return Object.entries(standIns)
    .map(([at, standIn]): [Path, Json] => [at.split('.'), standIn])
    .filter(([path]) => keys.has(keyOf(path)))
    .reduce((at, [path, standIn]) => withValue(at, path, standIn), value);
}

/** Only where the group that it belongs to is there. */
function withValue(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined) return by;
  if (!isJsonObject(value) || (rest.length > 0 && !Object.hasOwn(value, step))) return value;
  return { ...value, [step]: withValue(value[step] ?? null, rest, by) };
}

function keysOf(paths: readonly Path[]): ReadonlySet<string> {
  return new Set(paths.map(keyOf));
}

function keyOf(path: Path): string {
  return path.join('\n');
}

export interface Watched {
  readonly spec: Spec;
  readonly hasReadFault: () => boolean;
}

/** The spec again, for one reader. */
export function watched({ spec, faulty }: Understood): Watched {
  const keys = keysOf(faulty);
  let hasReadFault = false;
  const watch = <Value extends object>(value: Value, above: Path): Value =>
    new Proxy(value, {
      get: (target, step): unknown => {
        const found: unknown = Reflect.get(target, step);
        if (typeof step === 'symbol' || typeof found === 'function') return found;
        const path = [...above, step];
        if (keys.has(keyOf(path))) hasReadFault = true;
        return typeof found === 'object' && found !== null ? watch(found, path) : found;
      },
    });
  return { spec: watch(spec, []), hasReadFault: () => hasReadFault };
}
