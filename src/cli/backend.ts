// What a run needs of its Azure, whichever that is, and what is told of the mock: which world, how fast. The two
// that there are stand beside this file; `context.ts` chooses.
import { join, resolve } from 'node:path';
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CloudName } from '../spec/clouds.ts';
import type { Environment } from '../spec/reference.ts';
import { textOption, type Options } from './options.ts';

export interface Backend {
  readonly isMock: boolean;
  /** The mock has a time of its own, which can be moved on. */
  readonly clock: Clock;
  cloudFor(target: {
    readonly subscriptionId: string | undefined;
    readonly environment: CloudName;
  }): Promise<Cloud>;
  /** Where there is only one: the mock's. */
  readonly subscriptionId: string | undefined;
  readonly tenantId: string | undefined;
}

/** What either is made from. */
export interface BackendAsk {
  readonly environment: Environment;
  readonly folder: string;
  readonly clock: Clock;
  readonly canDraw: boolean;
  readonly options: Options;
}

export function usesMock({ environment, options }: Pick<BackendAsk, 'environment' | 'options'>): boolean {
  return options['mock'] === true || environment['CMG_BACKEND'] === 'mock';
}

export function mockFolder({ environment, folder, options }: Omit<BackendAsk, 'clock' | 'canDraw'>): string {
  const named =
    textOption(options, 'mockState') ?? textOption(options, 'state') ?? environment['CMG_MOCK_STATE'];
  return resolve(folder, named ?? join('.cmg', 'mock'));
}

/** At a terminal quick enough to watch, with nobody watching at once. */
export function speedOf(
  text: string | undefined,
  { canDraw }: Pick<BackendAsk, 'canDraw'>,
): number | 'instant' {
  if (text === undefined) return canDraw ? 75 : 'instant';
  if (text === 'instant') return 'instant';
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new CmgError('CMG9001', `a mock's speed is a number above 0 or 'instant', not '${text}'`);
}
