// DNS labels of public addresses, unique within a region for all of Azure: what they may look like, and whether one
// is free. Owns the check that writes and the name route share.
import { textAt } from '../body.ts';
import { refuse } from '../../fault.ts';
import { isSame, regionOf } from '../references.ts';
import { isTakenElsewhere } from '../taken-names.ts';
import type { ProviderRoute, World } from '../provider.ts';

export const addressType = 'Microsoft.Network/publicIPAddresses';

export function requireLabel(label: string): void {
  if (!/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(label))
    refuse(
      400,
      'InvalidDomainNameLabel',
      `The domain name label ${label} is invalid. It must conform to the following regular expression: ^[a-z][a-z0-9-]{1,61}[a-z0-9]$.`,
    );
}

export function isLabelTaken(label: string, region: string, world: World, except?: string): boolean {
  const other = world
    .list(addressType)
    .some(
      ({ id, body }) =>
        !isSame(id, except) &&
        textAt(body, 'location') === region &&
        isSame(textAt(body, 'properties', 'dnsSettings', 'domainNameLabel'), label),
    );
  return other || isTakenElsewhere('dns', `${region}/${label}`, world);
}

export function fqdnOf(label: string, region: string, world: World): string {
  return `${label}.${region}.${world.suffixes.cloudApp.replace(/^\./, '')}`;
}

export const labelRoute: ProviderRoute = {
  method: 'GET',
  path: 'locations/{location}/CheckDnsNameAvailability',
  handle({ parameters, query, world }) {
    const label = query.get('domainNameLabel') ?? '';
    requireLabel(label);
    return {
      status: 200,
      body: { available: !isLabelTaken(label, regionOf(parameters['location'] ?? ''), world) },
    };
  },
};
