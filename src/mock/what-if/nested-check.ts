// Nested templates are looked at before a deployment is accepted, as far as anybody can then: what is wrong with one,
// and what its services refuse ahead, refuses the whole. Anything else shows when its turn comes.
import type { JsonObject } from '../../base/json.ts';
import type { Prepared } from '../deployments/prepare.ts';
import type { Target } from '../deployments/target.ts';
import { ArmFault } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { foresee } from './foresee.ts';
import { rehearsing } from './rehearsal.ts';

const refusedAhead: ReadonlySet<string> = new Set(['InvalidTemplate', 'InvalidTemplateDeployment']);

interface Checking {
  readonly body: JsonObject;
  readonly prepared: Prepared;
}

export function refuseBadNested(moment: Moment, target: Target, { body, prepared }: Checking): void {
  const { resources } = prepared.expansion;
  if (!resources.some(({ type }) => type.toLowerCase() === 'microsoft.resources/deployments')) return;
  try {
    foresee(rehearsing(moment), target, body);
  } catch (error) {
    if (!(error instanceof ArmFault) || refusedAhead.has(error.detail.code)) throw error;
  }
}
