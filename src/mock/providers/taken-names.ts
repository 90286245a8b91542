// Names that are taken in all of Azure by somebody who is not in this subscription: notes that a test or a driver
// of the mock leaves under `taken/…`. Owns the keys; every global name check asks here too.
import type { World } from './provider.ts';

type GlobalName = 'storage' | 'vault' | 'dns';

export function takenKey(kind: GlobalName, name: string): string {
  return `taken/${kind}/${name.toLowerCase()}`;
}

/** For `dns` the name is `{region}/{label}`: labels are unique within a region only. */
export function isTakenElsewhere(kind: GlobalName, name: string, world: World): boolean {
  return world.note(takenKey(kind, name)) !== undefined;
}
