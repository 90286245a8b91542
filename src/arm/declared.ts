// The first pass over the resources of a template: every instance with its name, type, id, condition and loop, in
// the order of the template. Bodies and dependencies come later, when all ids are known.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { copiesOf, type Copies } from './copy.ts';
import { isList } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import { placeOf, type Place } from './place.ts';
import { NotKnownYet } from './not-known.ts';
import {
  below,
  collect,
  invalidTemplate,
  refusal,
  seeAlso,
  TemplateError,
  type TemplateProblem,
} from './problem.ts';
import { inLoop, type Scope } from './scope.ts';
import { unidentifiedOf, type Unidentified } from './unidentified.ts';
import { knownValue } from './value.ts';

export interface Declared {
  readonly raw: JsonObject;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly place: Place;
  readonly symbolicName?: string;
  /** `web[2]` for the third instance of a symbolic loop. */
  readonly symbol?: string;
  readonly loopName?: string;
  /** In a serial loop: the instances that this one waits for. */
  readonly batchBefore?: { readonly from: number; readonly to: number };
  readonly index?: number;
  readonly condition: boolean;
  readonly existing: boolean;
  readonly origin: string;
  /** The scope of its body: with the index of its loop. */
  readonly scope: Scope;
}

/** What comes out of the first pass; `loops` holds those of count zero too. */
export interface Declarations {
  readonly resources: readonly Declared[];
  readonly loops: ReadonlySet<string>;
  readonly unidentified: readonly Unidentified[];
}

/** With `lenient`, what hangs on a value that is not known yet is no problem: it is unidentified. */
export function declareResources(
  template: JsonObject,
  scope: Scope,
  { problems, lenient }: { readonly problems: TemplateProblem[]; readonly lenient: boolean },
): Declarations {
  const state: State = { problems, lenient, resources: [], loops: new Set(), unidentified: [] };
  const listed = memberOf(template, 'resources') ?? [];
  declareAll(listed, state, { scope, origin: 'resources', parent: undefined, depth: 0 });
  const deployed = state.resources.filter(({ existing }) => !existing).length;
  if (deployed > limits.resources)
    problems.push(
      invalidTemplate(
        `The number of template resources limit exceeded. Limit: '${limits.resources}' and actual: '${deployed}'. ` +
          seeAlso('arm-resource-limits'),
      ),
    );
  refuseDoubles(state);
  return state;
}

interface State {
  readonly problems: TemplateProblem[];
  readonly lenient: boolean;
  readonly resources: Declared[];
  readonly loops: Set<string>;
  readonly unidentified: Unidentified[];
}

interface Around {
  readonly scope: Scope;
  readonly origin: string;
  readonly parent: Declared | undefined;
  readonly depth: number;
}

interface Entry {
  readonly raw: JsonObject;
  readonly origin: string;
  readonly symbolicName?: string;
}

function declareAll(listed: Json, state: State, around: Around): void {
  for (const entry of entriesOf(listed, around.origin)) {
    // One bad resource must not hide what is wrong with the others.
    collect(state.problems, {
      work: () => identified(entry, { state, around }, () => declareEntry(entry, state, around)),
      fallback: undefined,
      problem: (error) => refusal(error, entry.origin),
    });
    if (state.resources.length > limits.resources * 4) return;
  }
}

function identified(
  { raw, origin }: Entry,
  { state, around }: { readonly state: State; readonly around: Around },
  declare: () => void,
): void {
  try {
    declare();
  } catch (error) {
    if (!state.lenient || !(error instanceof NotKnownYet)) throw error;
    state.unidentified.push(unidentifiedOf(raw, { ...around, origin }));
  }
}

/** A list, or in language version 2.0 an object by symbolic names. */
function entriesOf(listed: Json, origin: string): readonly Entry[] {
  if (isList(listed))
    return listed.flatMap((raw, index) =>
      isJsonObject(raw) ? [{ raw, origin: `${origin}[${index}]` }] : [],
    );
  if (!isJsonObject(listed)) return [];
  return Object.entries(listed).flatMap(([symbolicName, raw]) =>
    isJsonObject(raw) ? [{ raw, origin: `${origin}.${symbolicName}`, symbolicName }] : [],
  );
}

function declareEntry(entry: Entry, state: State, around: Around): void {
  const copy = memberOf(entry.raw, 'copy');
  if (copy === undefined || !isJsonObject(copy)) return declareOne(entry, state, around);
  if (around.parent !== undefined)
    throw new TemplateError(
      `A copy is not possible on a resource within another resource. ${seeAlso('arm-copy')}`,
    );
  const copies = below('copy', () => copiesOf(copy, around.scope, entry.symbolicName));
  state.loops.add(copies.name.toLowerCase());
  if (entry.symbolicName !== undefined) state.loops.add(entry.symbolicName.toLowerCase());
  for (let index = 0; index < copies.count; index += 1)
    declareInstance(entry, { state, around, copies, index });
}

function declareInstance(
  entry: Entry,
  { state, around, copies, index }: { state: State; around: Around; copies: Copies; index: number },
): void {
  const scope = inLoop(around.scope, { name: copies.name, index, over: 'resources' });
  const { batchSize } = copies;
  const batch = batchSize === undefined ? 0 : Math.floor(index / batchSize);
  const batchBefore =
    batchSize === undefined || batch === 0
      ? {}
      : { batchBefore: { from: (batch - 1) * batchSize, to: batch * batchSize } };
  const instance = { ...entry, origin: `${entry.origin}#${index}` };
  const inside = { ...around, scope };
  identified(instance, { state, around: inside }, () =>
    declareOne(instance, state, inside, {
      loopName: copies.name,
      index,
      ...batchBefore,
      ...(entry.symbolicName === undefined ? {} : { symbol: `${entry.symbolicName}[${index}]` }),
    }),
  );
}

type LoopFacts = Pick<Declared, 'loopName' | 'index' | 'batchBefore' | 'symbol'>;

function declareOne(entry: Entry, state: State, around: Around, loop: LoopFacts = {}): void {
  const { raw, origin, symbolicName } = entry;
  const { scope, parent } = around;
  const type = fullOf(textField(raw, 'type', around, origin), parent?.type);
  const inFull =
    parent !== undefined && type.toLowerCase() === textField(raw, 'type', around, origin).toLowerCase();
  const ownName = textField(raw, 'name', around, origin);
  const name = parent === undefined || inFull ? ownName : `${parent.name}/${ownName}`;
  checkSegments({ type, name, origin });
  const place = parent?.place ?? placeOf(raw, type, scope);
  const condition = memberOf(raw, 'condition');
  const declared: Declared = {
    raw,
    id: place.idOf(type, name),
    type,
    name,
    apiVersion: textField(raw, 'apiVersion', around, origin),
    place,
    ...(symbolicName === undefined ? {} : { symbolicName }),
    ...loop,
    condition: condition === undefined ? true : conditionOf(condition, { scope, name }),
    existing: memberOf(raw, 'existing') === true,
    origin,
    scope,
  };
  state.resources.push(declared);
  const children = memberOf(raw, 'resources');
  if (children === undefined || children === null) return;
  if (around.depth + 1 >= limits.childDepth)
    throw new TemplateError(`Child resources can only be defined '${limits.childDepth}' levels deep`);
  declareAll(children, state, {
    scope,
    origin: `${origin}.resources`,
    parent: declared,
    depth: around.depth + 1,
  });
}

/** A child says its own segment only; one that repeats its parent's type is taken as written. */
function fullOf(type: string, parent: string | undefined): string {
  if (parent === undefined || type.toLowerCase().startsWith(`${parent.toLowerCase()}/`)) return type;
  return `${parent}/${type}`;
}

function textField(raw: JsonObject, field: string, { scope }: Around, origin: string): string {
  const value = memberOf(raw, field);
  const text = value === undefined ? undefined : below(field, () => knownValue(value, scope));
  if (typeof text === 'string' && text !== '') return text;
  throw new TemplateError(
    `The template resource at '${origin}' is not valid: its property '${field}' is required and has to be a string`,
  );
}

function checkSegments({ type, name, origin }: { type: string; name: string; origin: string }): void {
  if (type.includes('/') && type.split('/').length === name.split('/').length + 1) return;
  throw new TemplateError(
    `The template resource '${name}' for type '${type}' at '${origin}' has incorrect segment lengths. A nested ` +
      'resource type must have identical number of segments as its resource name. A root resource type must have ' +
      `segment length one greater than its resource name. ${seeAlso('arm-syntax-resources')}`,
  );
}

function conditionOf(condition: Json, { scope, name }: { scope: Scope; name: string }): boolean {
  const value = below('condition', () => knownValue(condition, scope));
  if (typeof value === 'boolean') return value;
  throw new TemplateError(`The condition of the template resource '${name}' has to be a boolean`);
}

/** Azure counts a resource whose condition is false as defined too. */
function refuseDoubles({ resources, problems }: State): void {
  const seen = new Set<string>();
  for (const { id, type, name, existing, origin } of resources) {
    if (existing) continue;
    const key = id.toLowerCase();
    if (seen.has(key))
      problems.push(
        invalidTemplate(
          `The resource '${type}/${name}' at '${origin}' is defined multiple times in a template. ` +
            seeAlso('arm-template-resources'),
          origin,
        ),
      );
    seen.add(key);
  }
}
