// The resource group of a gateway, where cmg makes it: its tags say whose it is and until when.
import { CmgError } from '../base/failure.ts';
import { sameJson } from '../base/json.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { tagNames } from '../compile/tags.ts';
import { foreignTags } from '../plan/tags.ts';
import type { Prepared } from './prepare.ts';

/**
 * The group stands first and says whose it is. Where two runs begin at once, the tags are written again by the one
 * that Azure accepted, so they name the deployment that runs.
 */
export async function writeGroup(
  { compiled, plan }: Prepared,
  { groups }: Cloud,
  why: 'claim' | 'confirm',
): Promise<void> {
  const { create, name, location, tags } = compiled.group;
  if (!create) return;
  const standing = await groups.read(name);
  const owner = standing?.tags[tagNames.deployment];
  if (standing !== undefined && owner === undefined) {
    throw new CmgError(
      'CMG2106',
      `resource group ${name} appeared while ${plan.gateway} was planned, and is not cmg's`,
    );
  }
  if (why === 'claim' && owner !== undefined && owner !== tags[tagNames.deployment]) {
    throw new CmgError('CMG4011', `another deployment of ${plan.gateway} began while this one was planned`, {
      hint: 'wait for it to end and deploy again: the plan is made anew from what stands then',
    });
  }
  const kept = foreignTags(tags, standing?.tags ?? {}, {});
  const wanted = { ...kept, ...tags };
  if (standing !== undefined && sameJson(standing.tags, wanted)) return;
  await groups.put({ name, location, tags: wanted });
}
