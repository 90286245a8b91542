// The regions of the cloud that is played, for what a provider says it offers where.
import { clouds } from '../../spec/clouds.ts';
import type { World } from './provider.ts';

export function regionsOf({ suffixes }: Pick<World, 'suffixes'>): readonly string[] {
  const cloud = Object.values(clouds).find((known) => suffixes.cloudApp.endsWith(known.suffixes.cloudApp));
  return Object.keys(cloud?.regions ?? {});
}
