// Availability zones: which there are, and how a subscription's numbers stand for a region's. Regions and types are
// tables. The real mapping differs between subscriptions and cannot be known offline: here number n is zone azn.
// https://learn.microsoft.com/azure/reliability/availability-zones-region-support
import { isJsonObject, type Json } from '../../base/json.ts';
import { contextOf, type Scope } from '../scope.ts';
import {
  fixed,
  integerAt,
  isList,
  listAt,
  ranging,
  refuse,
  textAt,
  type Functions,
  type Invocation,
} from './function.ts';

export const zoneFunctions: Functions = {
  pickzones: ranging(3, 5, pickZones),
  tologicalzone: fixed(3, (ask) => logical(ask, textAt(ask, 2))),
  tologicalzones: fixed(3, (ask) =>
    listAt(ask, 2).map((zone) => (typeof zone === 'string' ? logical(ask, zone) : '')),
  ),
  tophysicalzone: fixed(3, (ask) => physical(ask, textAt(ask, 2))),
  tophysicalzones: fixed(3, (ask) =>
    listAt(ask, 2).map((zone) => (typeof zone === 'string' ? physical(ask, zone) : '')),
  ),
};

function pickZones(ask: Invocation): Json {
  const count = ask.args.length > 3 ? integerAt(ask, 3) : 1;
  const offset = ask.args.length > 4 ? integerAt(ask, 4) : 0;
  if (count < 1 || count > 3 || offset < 0)
    refuse(ask, 'expects from 1 to 3 zones and an offset that is not negative');
  const zones = zonesOf(ask);
  if (zones.length === 0) return [];
  if (count + offset > zones.length) refuse(ask, `finds only '${zones.length}' zone(s) there`);
  return zones.slice(offset, offset + count);
}

/** The provider's own zone mappings where the context tells them, the tables below otherwise. */
function zonesOf(ask: Invocation): readonly Json[] {
  const [namespace, type, location] = [textAt(ask, 0), textAt(ask, 1), normalized(textAt(ask, 2))];
  const mappings = told(ask.scope, namespace, type);
  if (mappings === undefined) {
    const zonal = zonalTypes.has(`${namespace}/${type}`.toLowerCase()) && zonalRegions.has(location);
    return zonal ? ['1', '2', '3'] : [];
  }
  const found = mappings.find(
    (row) =>
      isJsonObject(row) && typeof row['location'] === 'string' && normalized(row['location']) === location,
  );
  const zones = isJsonObject(found) ? (found['zones'] ?? null) : null;
  return isList(zones) ? zones.filter((zone) => typeof zone === 'string').toSorted(byText) : [];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function told(scope: Scope, namespace: string, type: string): readonly Json[] | undefined {
  const mappings = contextOf(scope, 'pickZones').provider?.(namespace, type)?.['zoneMappings'];
  return mappings !== undefined && isList(mappings) ? mappings : undefined;
}

function logical(ask: Invocation, zone: string): string {
  const prefix = `${normalized(textAt(ask, 1))}-az`;
  return zone.toLowerCase().startsWith(prefix) ? zone.slice(prefix.length) : '';
}

function physical(ask: Invocation, zone: string): string {
  const location = normalized(textAt(ask, 1));
  return zonalRegions.has(location) && ['1', '2', '3'].includes(zone) ? `${location}-az${zone}` : '';
}

function normalized(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

const zonalTypes: ReadonlySet<string> = new Set([
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.compute/disks',
  'microsoft.network/publicipaddresses',
  'microsoft.network/loadbalancers',
  'microsoft.network/natgateways',
  'microsoft.network/applicationgateways',
  'microsoft.network/azurefirewalls',
  'microsoft.network/virtualnetworkgateways',
]);

const zonalRegions: ReadonlySet<string> = new Set(
  (
    'australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral eastasia ' +
    'eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest ' +
    'koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast polandcentral qatarcentral ' +
    'southafricanorth southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth ' +
    'usgovvirginia westeurope westus2 westus3'
  ).split(' '),
);
