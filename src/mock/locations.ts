// Where things may stand: the regions of the cloud that is played, and the refusals for any other place.
import type { Json } from '../base/json.ts';
import { normalizeRegion } from '../spec/clouds.ts';
import { refuse } from './fault.ts';
import type { Moment } from './realm.ts';
import { rowOf } from './own.ts';

/** For Microsoft's own tests; recorded traffic is full of them, and no list shows them. */
const canary = ['eastus2euap', 'centraluseuap'];

function isRegion(moment: Moment, name: string): boolean {
  return rowOf(moment.realm.cloud.regions, name) !== undefined || canary.includes(name);
}

/** The location in Azure's short spelling, or a refusal that names the type. */
export function requireLocation(moment: Moment, type: string, location: Json | undefined): string {
  if (typeof location !== 'string' || location === '')
    return refuse(400, 'LocationRequired', 'The location property is required for this definition.');
  const name = normalizeRegion(location);
  const { regions } = moment.realm.cloud;
  if (isRegion(moment, name) || name === 'global') return name;
  return refuse(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${Object.keys(regions).join(',')}'.`,
  );
}

export function requireGroupLocation(moment: Moment, location: Json | undefined): string {
  if (typeof location !== 'string' || location === '')
    return refuse(400, 'LocationRequired', 'The location property is required for this definition.');
  const name = normalizeRegion(location);
  const { regions } = moment.realm.cloud;
  if (isRegion(moment, name)) return name;
  return refuse(
    400,
    'LocationNotAvailableForResourceGroup',
    `The provided location '${location}' is not available for resource group. List of available regions is '${Object.keys(regions).join(',')}'.`,
  );
}

export function sameLocation(a: string, b: string): boolean {
  return normalizeRegion(a) === normalizeRegion(b);
}
