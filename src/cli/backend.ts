// The Azure of a run: the real one, a mock behind an endpoint, or the mock in this very process. Decides which
// from options and environment, and never lets a token of one reach another.
import { join } from 'node:path';
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CloudName } from '../spec/clouds.ts';
import { textOption, type Options } from './command.ts';
import type { Context } from './context.ts';

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

export function usesMock({ environment }: Pick<Context, 'environment'>, options: Options): boolean {
  return options['mock'] === true || environment['CMG_BACKEND'] === 'mock';
}

export async function backendFor(context: Context, options: Options): Promise<Backend> {
  if (usesMock(context, options)) return (await import('./mock-backend.ts')).mockBackend(context, options);
  return (await import('./azure-backend.ts')).azureBackend(context);
}

export function mockFolder(
  { environment, folder }: Pick<Context, 'environment' | 'folder'>,
  options: Options,
): string {
  const named =
    textOption(options, 'mockState') ?? textOption(options, 'state') ?? environment['CMG_MOCK_STATE'];
  return join(folder, named ?? join('.cmg', 'mock'));
}

/** At a terminal quick enough to watch, with nobody watching at once. */
export function speedOf(text: string | undefined, { canDraw }: Pick<Context, 'canDraw'>): number | 'instant' {
  if (text === undefined) return canDraw ? 75 : 'instant';
  if (text === 'instant') return 'instant';
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new CmgError('CMG9001', `a mock's speed is a number above 0 or 'instant', not '${text}'`);
}
