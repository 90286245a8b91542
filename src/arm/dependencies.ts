// Which resource a text in a template means (an id, a symbolic name, a type with a name, a name, the name of a
// loop), and from that what each resource depends on.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency
import type { Json } from '../base/json.ts';
import type { Declarations, Declared } from './declared.ts';
import { isList } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { below, seeAlso, TemplateError } from './problem.ts';
import type { KnownResource, Resources } from './scope.ts';
import { knownValue } from './value.ts';

export interface Index {
  /** Every declared resource that the text means: more than one for a loop, none for a loop of count zero. */
  all(text: string): readonly Declared[] | undefined;
  loop(name: string): readonly Declared[] | undefined;
  /** Instances of a loop whose index is at least `from` and less than `to`. */
  between(name: string, bounds: { readonly from: number; readonly to: number }): readonly Declared[];
}

export function indexOf({ resources, loops }: Declarations): Index {
  const names = new Map<string, Declared[]>();
  const inLoops = new Map<string, Declared[]>([...loops].map((name) => [name, []]));
  const add = (to: Map<string, Declared[]>, key: string, declared: Declared): void => {
    const list = to.get(key.toLowerCase());
    if (list === undefined) to.set(key.toLowerCase(), [declared]);
    else if (list.at(-1) !== declared) list.push(declared);
  };
  for (const declared of resources) {
    for (const key of keysOf(declared)) add(names, key, declared);
    if (declared.loopName !== undefined) add(inLoops, declared.loopName, declared);
    if (declared.loopName !== undefined && declared.symbolicName !== undefined)
      add(inLoops, declared.symbolicName, declared);
  }
  const loop = (name: string): readonly Declared[] | undefined => inLoops.get(name.toLowerCase());
  const atIndex = new Map<string, Declared[]>();
  for (const declared of resources)
    if (declared.loopName !== undefined) add(atIndex, `${declared.loopName}#${declared.index}`, declared);
  return {
    loop,
    between: (name, { from, to }) =>
      Array.from({ length: to - from }, (_, step) => `${name}#${from + step}`.toLowerCase()).flatMap(
        (key) => atIndex.get(key) ?? [],
      ),
    all: (text) => loop(text) ?? names.get(text.toLowerCase().replace(/\/$/, '')),
  };
}

/** `Microsoft.Sql/servers/databases/s/d` and `Microsoft.Sql/servers/s/databases/d` are both in use. */
function keysOf({ id, type, name, symbolicName, symbol }: Declared): readonly string[] {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  const pairs = types.map((segment, index) => `${segment}/${names[index] ?? ''}`);
  const symbols = [symbol, symbolicName].filter((text) => text !== undefined);
  return [id, `${type}/${name}`, [namespace, ...pairs].join('/'), name, ...symbols];
}

/** As reference() and list*() see the template from one resource; `used` collects what they touch. */
export function resourcesFor(
  index: Index,
  used: Set<Declared>,
  around: readonly KnownResource[] = [],
): Resources {
  return {
    find(text) {
      const [found] = index.all(text) ?? [];
      const wanted = text.toLowerCase();
      return found ?? around.find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted));
    },
    loop: (name) => index.loop(name)?.filter(({ condition }) => condition),
    uses(resource: KnownResource) {
      for (const declared of index.all(resource.id) ?? []) used.add(declared);
    },
  };
}

/** Ids, each once: what is said by dependsOn, what a serial loop adds, and what was used. Throws `TemplateError`. */
export function dependenciesOf(
  declared: Declared,
  index: Index,
  used: ReadonlySet<Declared>,
): readonly string[] {
  const ids = new Set<string>();
  const visited = new Set<Declared>([declared]);
  const add = (target: Declared): void => {
    if (!target.existing) {
      if (target.condition) ids.add(target.id);
      return;
    }
    // What exists already is not deployed, but what it waits for still is.
    if (visited.has(target)) return;
    visited.add(target);
    for (const next of statedBy(target, index)) add(next);
  };
  for (const target of statedBy(declared, index)) add(target);
  for (const target of used) add(target);
  return [...ids];
}

function statedBy(declared: Declared, index: Index): readonly Declared[] {
  const stated = memberOf(declared.raw, 'dependsOn') ?? [];
  if (!isList(stated)) throw new TemplateError(`The 'dependsOn' of '${declared.name}' has to be an array`);
  const { batchBefore, loopName } = declared;
  const batch =
    batchBefore === undefined || loopName === undefined ? [] : index.between(loopName, batchBefore);
  return [...stated.flatMap((entry) => targetsOf(entry, declared, index)), ...batch];
}

function targetsOf(entry: Json, declared: Declared, index: Index): readonly Declared[] {
  const text = below('dependsOn', () => knownValue(entry, declared.scope));
  if (typeof text !== 'string')
    throw new TemplateError(`The 'dependsOn' of '${declared.name}' has to hold strings`);
  const targets = index.all(text) ?? within(text, declared, index);
  if (targets !== undefined) return targets;
  throw new TemplateError(
    `The resource '${shortName(text)}' is not defined in the template. ${seeAlso('arm-template')}`,
  );
}

/** A child may name its siblings and its parent as it names itself: by the last segment. */
function within(text: string, { name, type }: Declared, index: Index): readonly Declared[] | undefined {
  const parentName = name.split('/').slice(0, -1).join('/');
  const parentType = type.split('/').slice(0, -1).join('/');
  if (parentName === '') return undefined;
  const [kind = '', ...rest] = text.split('/');
  return (
    index.all(`${parentName}/${text}`) ?? index.all(`${parentType}/${kind}/${parentName}/${rest.join('/')}`)
  );
}

/** Azure's message names type and name, not the whole id. */
function shortName(text: string): string {
  const at = text.toLowerCase().lastIndexOf('/providers/');
  return at === -1 ? text : text.slice(at + '/providers/'.length);
}
