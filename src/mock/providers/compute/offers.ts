// What the compute provider answers about what can be had: usages, SKUs, sizes and image versions. Reads of tables.
import { findImage, images, type Image } from './images.ts';
import { isOffered, sizes, type Size } from './sizes.ts';
import { refuse } from '../../fault.ts';
import { isSame, regionOf } from '../references.ts';
import { regionsOf } from '../regions.ts';
import { usagesOf } from './quota.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ProviderRoute, RouteAsk, World } from '../provider.ts';

const publishers = 'locations/{location}/publishers';
const offers = `${publishers}/{publisher}/artifacttypes/vmimage/offers`;
const versions = `${offers}/{offer}/skus/{sku}/versions`;

export const offerRoutes: readonly ProviderRoute[] = [
  {
    method: 'GET',
    path: 'locations/{location}/usages',
    handle: ({ parameters, world }) => ({
      status: 200,
      body: { value: usagesOf(regionOf(parameters['location'] ?? ''), world) },
    }),
  },
  {
    method: 'GET',
    path: 'locations/{location}/vmSizes',
    handle: ({ parameters, world }) => ({
      status: 200,
      body: {
        value: sizes.filter((size) => isOffered(size, parameters['location'] ?? '', world)).map(plainSize),
      },
    }),
  },
  { method: 'GET', path: 'skus', handle: listSkus },
  { method: 'GET', path: publishers, handle: (ask) => listNames(ask, 'publisher') },
  { method: 'GET', path: offers, handle: (ask) => listNames(ask, 'offer') },
  { method: 'GET', path: `${offers}/{offer}/skus`, handle: (ask) => listNames(ask, 'sku') },
  {
    method: 'GET',
    path: versions,
    handle: (ask) => ({ status: 200, body: imageOf(ask).map((image) => image) }),
  },
  { method: 'GET', path: `${versions}/{version}`, handle: readVersion },
];

function plainSize(size: Size): JsonObject {
  return {
    name: size.name,
    numberOfCores: size.vCpus,
    osDiskSizeInMB: 1_047_552,
    resourceDiskSizeInMB: size.tempMiB,
    memoryInMB: size.memoryGiB * 1024,
    maxDataDiskCount: size.dataDisks,
  };
}

function listSkus({ query, world }: RouteAsk): ReturnType<ProviderRoute['handle']> {
  const wanted = /location\s+eq\s+'(?<region>[^']*)'/i.exec(query.get('$filter') ?? '')?.groups?.['region'];
  const regions = wanted === undefined ? regionsOf(world) : [regionOf(wanted)];
  const value = regions.flatMap((region) =>
    sizes.filter(({ notIn }) => !notIn.includes(region)).map((size) => sku(size, region, world)),
  );
  return { status: 200, body: { value } };
}

function sku(size: Size, region: string, world: World): JsonObject {
  const restriction = {
    type: 'Location',
    values: [region],
    restrictionInfo: { locations: [region] },
    reasonCode: 'NotAvailableForSubscription',
  };
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace('Standard_', ''),
    family: size.family,
    locations: [region],
    locationInfo: [{ location: region, zones: [], zoneDetails: [] }],
    capabilities: Object.entries(capabilities(size)).map(([name, value]) => ({ name, value })),
    restrictions: isOffered(size, region, world) ? [] : [restriction],
  };
}

function capabilities(size: Size): Readonly<Record<string, string>> {
  const says = (truth: boolean): string => (truth ? 'True' : 'False');
  return {
    MaxResourceVolumeMB: String(size.tempMiB),
    OSVhdSizeMB: '1047552',
    vCPUs: String(size.vCpus),
    MemoryPreservingMaintenanceSupported: 'True',
    HyperVGenerations: size.generations,
    MemoryGB: String(size.memoryGiB),
    MaxDataDiskCount: String(size.dataDisks),
    CpuArchitectureType: 'x64',
    LowPriorityCapable: says(!size.family.includes('BS')),
    PremiumIO: says(size.premiumIO),
    VMDeploymentTypes: 'IaaS',
    vCPUsAvailable: String(size.vCpus),
    EphemeralOSDiskSupported: says(size.ephemeral),
    EncryptionAtHostSupported: says(size.premiumIO),
    AcceleratedNetworkingEnabled: says(size.accelerated),
    RdmaEnabled: 'False',
    MaxNetworkInterfaces: String(size.nics),
  };
}

/** Publishers, the offers of one, or the SKUs of an offer: each once, with its own path. */
function listNames(
  { parameters, world }: RouteAsk,
  kind: 'publisher' | 'offer' | 'sku',
): ReturnType<ProviderRoute['handle']> {
  const { location = '', publisher, offer } = parameters;
  const found = images.filter(
    (image) =>
      (publisher === undefined || isSame(image.publisher, publisher)) &&
      (offer === undefined || isSame(image.offer, offer)),
  );
  const root = `/Subscriptions/${world.subscriptionId}/Providers/Microsoft.Compute/Locations/${regionOf(location)}/Publishers`;
  const pathOf = (image: Image): string =>
    [
      `${root}/${image.publisher}`,
      ...(kind === 'publisher' ? [] : [`ArtifactTypes/VMImage/Offers/${image.offer}`]),
      ...(kind === 'sku' ? [`Skus/${image.sku}`] : []),
    ].join('/');
  const names = new Map(found.map((image) => [image[kind], pathOf(image)]));
  const body = [...names].map(([name, id]) => ({ location: regionOf(location), name, id }));
  return { status: 200, body };
}

function imageOf({ parameters, world }: RouteAsk): readonly JsonObject[] {
  const { location = '', publisher = '', offer = '', sku: wanted = '' } = parameters;
  const image = findImage({ publisher, offer, sku: wanted });
  if (image === undefined) return refuse(404, 'NotFound', `Artifact: VMImage was not found.`);
  const path = `/Subscriptions/${world.subscriptionId}/Providers/Microsoft.Compute/Locations/${regionOf(location)}/Publishers/${image.publisher}/ArtifactTypes/VMImage/Offers/${image.offer}/Skus/${image.sku}/Versions/${image.version}`;
  return [{ location: regionOf(location), name: image.version, id: path }];
}

function readVersion(ask: RouteAsk): ReturnType<ProviderRoute['handle']> {
  const [found] = imageOf(ask);
  const image = images.find(
    ({ version, sku: name }) =>
      version === found?.['name'] && name.toLowerCase() === ask.parameters['sku']?.toLowerCase(),
  );
  const asked = ask.parameters['version'] ?? '';
  if (found === undefined || image === undefined || (asked !== 'latest' && asked !== image.version))
    return refuse(404, 'NotFound', `Artifact: VMImage was not found.`);
  const properties = {
    hyperVGeneration: image.generation,
    architecture: 'x64',
    replicaType: 'Unmanaged',
    osDiskImage: { operatingSystem: image.osType, sizeInGb: image.diskGiB },
    dataDiskImages: [],
    automaticOSUpgradeProperties: { automaticOSUpgradeSupported: true },
  };
  return { status: 200, body: { properties, ...found } };
}
