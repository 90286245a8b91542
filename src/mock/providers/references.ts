// Ids inside bodies: spelled as Azure spells them, and checked to point at something. Owns the wording of the
// refusals that every provider shares for names, locations and references.
import { textAt } from './body.ts';
import { refuse } from '../fault.ts';
import { typeSegments } from './spelling.ts';
import type { JsonObject } from '../../base/json.ts';
import type { StoredResource, World, WriteAsk } from './provider.ts';

/** Azure rewrites the fixed parts of an id to its own case, and gives an existing resource its own spelling. */
export function canonicalId(id: string, world?: World): string {
  const stored = world?.read(id);
  if (stored !== undefined) return stored.id;
  const spelled = id
    .split('/')
    .map((segment, index, all) =>
      isFixed(all, index) ? (typeSegments.get(segment.toLowerCase()) ?? segment) : segment,
    )
    .join('/');
  const parent = world === undefined ? undefined : parentOf(spelled);
  const owner = parent === undefined ? undefined : world?.read(parent);
  return owner === undefined || parent === undefined ? spelled : owner.id + spelled.slice(parent.length);
}

/** `{ "id": … }` in canonical spelling, or undefined where there is none. */
export function referenceAt(body: JsonObject, key: string, world: World): JsonObject | undefined {
  const id = textAt(body, key, 'id');
  return id === undefined ? undefined : { id: canonicalId(id, world) };
}

export function referenceIdAt(body: JsonObject, ...path: readonly string[]): string | undefined {
  return textAt(body, ...path, 'id');
}

/** The resource that another one names, or Azure's refusal. */
export function requireReference(id: string, from: string, world: World): StoredResource {
  const found = world.read(id);
  if (found !== undefined && found.pending?.what !== 'Deleting') return found;
  return invalidReference(id, from);
}

export function invalidReference(id: string, from: string): never {
  return refuse(
    400,
    'InvalidResourceReference',
    `Resource ${canonicalId(id)} referenced by resource ${from} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}

/** Two ids apart from each other only by case are one. */
export function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** The id of what a child stands below: two segments less. */
export function parentOf(id: string): string | undefined {
  const segments = id.split('/');
  const last = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  return segments.length - last > 4 ? segments.slice(0, -2).join('/') : undefined;
}

/** The stored parent of a child that is being written. */
export function requireParent(ask: WriteAsk): StoredResource {
  const id = parentOf(ask.id) ?? ask.id;
  const parent = ask.world.read(id);
  if (parent !== undefined) return parent;
  const name = ask.parsed.name.split('/').slice(0, -1).join('/');
  return refuse(
    404,
    'ParentResourceNotFound',
    `Can not perform requested operation on nested resource. Parent resource '${name}' not found.`,
  );
}

export function lastName(id: string): string {
  return id.split('/').at(-1) ?? '';
}

/** `West US 2` and `westus2` are one region. */
export function regionOf(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}

export function locationOf(ask: WriteAsk): string {
  const location = textAt(ask.body, 'location') ?? textAt(ask.existing?.body ?? {}, 'location');
  if (location !== undefined) return regionOf(location);
  return refuse(400, 'LocationRequired', 'The location property is required for this definition.');
}

/** In an id, namespace and type segments are fixed words; names are whoever's. */
function isFixed(all: readonly string[], index: number): boolean {
  const provider = all.slice(0, index).findLastIndex((segment) => segment.toLowerCase() === 'providers');
  return provider === -1 ? index % 2 === 1 : (index - provider) % 2 === 0 || index === provider + 1;
}
