// A world with one group in it, in which what was asked for goes wrong.
import type { FaultRule } from '../../../src/mock/faults/document.ts';
import { drive, type Driven } from './driven.ts';
import { small } from './providers.ts';

export const here = { location: 'westeurope' };

export interface Faulty extends Driven {
  readonly group: string;
}

export async function openFaulty(
  faults: readonly FaultRule[],
  more: Parameters<typeof drive>[0] = {},
): Promise<Faulty> {
  const world = drive({ providers: small, faults: { faults }, ...more });
  const group = `${world.subscription}/resourceGroups/lab`;
  await world.send('PUT', group, here);
  return { ...world, group };
}
