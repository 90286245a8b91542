// What would go wrong, found before the first write: a row for each thing Azure would only say in the middle of
// a deployment. Each finding points at the line of the spec that decides it.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import type { Cloud, Tags } from '../cloud/cloud.ts';
import type { Compiled } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import type { DesiredResource } from '../plan/desired.ts';
import { bodyOf, deletedTwin, tagsOf, type Live } from '../plan/live.ts';
import { normalizeRegion } from '../spec/clouds.ts';
import { parseDurationMs } from '../spec/duration.ts';
import { parseMoment } from '../spec/expiry.ts';
import { sizes } from '../spec/sizes.ts';
import type { Gateway } from './gateway.ts';

export interface PreflightAsk {
  readonly gateway: Gateway;
  readonly compiled: Compiled;
  readonly outline: readonly DesiredResource[];
  readonly live: Live;
  readonly now: Date;
}

type Check = (ask: PreflightAsk, cloud: Cloud) => Promise<readonly Diagnostic[]> | readonly Diagnostic[];

export async function preflight(ask: PreflightAsk, cloud: Cloud): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(checks.map(async (check) => await check(ask, cloud)));
  return found.flat();
}

const checks: readonly Check[] = [
  groupFits,
  certificateVaultStands,
  payloadCanBeCarried,
  providersAreReady,
  nameIsFree,
  sizeIsOffered,
  quotaSuffices,
  instancesRun,
  endIsFar,
  sizeStays,
];

function groupFits({ gateway: { spec, locate }, live, compiled }: PreflightAsk): readonly Diagnostic[] {
  const { group } = live;
  const { name, create } = spec.resourceGroup;
  const place = locate(['resourceGroup', 'name']);
  if (group === undefined) {
    if (create) return [];
    const hint = 'create it first, or leave create: false out';
    return [diagnostic('CMG5001', `there is no resource group ${name}`, { hint, place })];
  }
  if (normalizeRegion(group.location) !== spec.region) {
    const hint = 'a gateway and its group stand in one region; choose that region or another group';
    const message = `resource group ${name} is in ${group.location}, not in ${spec.region}`;
    return [diagnostic('CMG2102', message, { hint, place: locate(['region']) })];
  }
  const owner = group.tags[tagNames.gateway];
  if (!create || owner === compiled.gateway) return [];
  const message =
    owner === undefined
      ? `resource group ${name} stands already and is not cmg's`
      : `resource group ${name} belongs to the gateway '${owner}'`;
  const hint = owner === undefined ? 'to use it as it is, write create: false' : 'choose another group';
  return [diagnostic('CMG2106', message, { hint, place })];
}

async function providersAreReady(
  { gateway, outline, live }: PreflightAsk,
  { facts }: Cloud,
): Promise<readonly Diagnostic[]> {
  const missing = outline.filter(({ id }) => bodyOf(live, id) === undefined);
  if (missing.length === 0) return [];
  const ready = new Set((await facts.registeredProviders()).map((namespace) => namespace.toLowerCase()));
  const needed = new Set(missing.map(({ type }) => type.split('/')[0] ?? ''));
  // Authorization is part of the resource manager itself and never has to be registered.
  return [...needed].flatMap((namespace) => {
    if (namespace === 'Microsoft.Authorization' || ready.has(namespace.toLowerCase())) return [];
    const message = `the resource provider ${namespace} is not registered in this subscription`;
    const hint = `az provider register --namespace ${namespace}`;
    return [diagnostic('CMG2105', message, { hint, place: gateway.locate(['subscriptionId']) })];
  });
}

async function nameIsFree(
  { gateway, outline, live }: PreflightAsk,
  { facts }: Cloud,
): Promise<readonly Diagnostic[]> {
  const { spec, locate } = gateway;
  const missing = (type: string): DesiredResource | undefined =>
    outline.find((resource) => resource.type === type && bodyOf(live, resource.id) === undefined);
  const vault = missing('Microsoft.KeyVault/vaults');
  const storage = missing('Microsoft.Storage/storageAccounts');
  const address = missing('Microsoft.Network/publicIPAddresses');
  const twin = vault && deletedTwin(live, { id: vault.id, gateway: spec.name, region: spec.region });
  const answers = await Promise.all([
    vault && !twin ? facts.vaultName(vault.name) : free,
    storage ? facts.storageName(storage.name) : free,
    address ? facts.dnsLabel(spec.name, spec.region) : free,
  ]);
  const subjects = [
    { what: 'the key vault name', name: vault?.name, path: ['names', 'vault'], other: 'names.vault' },
    {
      what: 'the storage account name',
      name: storage?.name,
      path: ['names', 'storageAccount'],
      other: 'names.storageAccount',
    },
    { what: 'the DNS label', name: spec.name, path: ['name'], other: 'name' },
  ] as const;
  return answers.flatMap((answer, index) => {
    const subject = subjects[index];
    if (answer.free || subject === undefined) return [];
    const message = `${subject.what} '${subject.name}' is taken: ${answer.reason}`;
    const place = locate(subject.path) ?? locate(['name']);
    return [diagnostic('CMG2101', message, { hint: `choose another with ${subject.other}`, place })];
  });
}

const free = { free: true } as const;

async function certificateVaultStands(
  { gateway: { certificate, locate } }: PreflightAsk,
  { facts }: Cloud,
): Promise<readonly Diagnostic[]> {
  if (certificate.address === undefined) return [];
  const { vault } = certificate.address;
  if ((await facts.vaultId(vault)) !== undefined) return [];
  const hint = 'the vault of the certificate must be one of the subscription that the gateway goes to';
  const place = locate(['certificate', 'keyVaultSecret']);
  return [diagnostic('CMG2111', `there is no vault '${vault}' in the subscription`, { hint, place })];
}

function payloadCanBeCarried({ gateway: { spec, locate } }: PreflightAsk): readonly Diagnostic[] {
  if (spec.payload?.package === undefined) return [];
  const hint = 'let payload.command fetch it from where it is, or export the template and upload it yourself';
  const place = locate(['payload', 'package']);
  return [diagnostic('CMG2110', 'payload.package is not uploaded by this version of cmg', { hint, place })];
}

async function sizeIsOffered(ask: PreflightAsk, { facts }: Cloud): Promise<readonly Diagnostic[]> {
  const { spec, locate } = ask.gateway;
  const { sku } = sizes[spec.vmSize];
  if (standing(ask).sku === sku) return [];
  const offered = await facts.sizes(spec.region);
  if (offered.some((name) => name.toLowerCase() === sku.toLowerCase())) return [];
  const others = Object.entries(sizes).filter(([, size]) => offered.includes(size.sku));
  const hint =
    others.length > 0 ? `it offers ${others.map(([name]) => name).join(', ')}` : 'choose another region';
  const message = `${spec.region} does not offer ${spec.vmSize} to this subscription`;
  return [diagnostic('CMG2103', message, { hint, place: locate(['vmSize']) ?? locate(['region']) })];
}

async function quotaSuffices(ask: PreflightAsk, { facts }: Cloud): Promise<readonly Diagnostic[]> {
  const { spec, locate } = ask.gateway;
  const wanted = sizes[spec.vmSize];
  const now = standing(ask);
  const held = Object.values(sizes).find(({ sku }) => sku === now.sku);
  const moreCores = spec.instances * wanted.vCpus - now.capacity * (held?.vCpus ?? 0);
  if (moreCores <= 0) return [];
  const sameFamily = held?.family === wanted.family;
  const quotas = await facts.quotas(spec.region);
  return [wanted.family, 'cores'].flatMap((name) => {
    const quota = quotas.find((row) => row.name.toLowerCase() === name.toLowerCase());
    const cores = name === 'cores' || sameFamily ? moreCores : spec.instances * wanted.vCpus;
    if (quota === undefined || quota.used + cores <= quota.limit) return [];
    const message = `no quota left for ${name} in ${spec.region} (${cores} cores wanted, ${quota.limit - quota.used} of ${quota.limit} free)`;
    const hint = `request quota for ${name} in ${spec.region}, or choose a smaller size or fewer instances`;
    return [diagnostic('CMG2104', message, { hint, place: locate(['vmSize']) ?? locate(['instances']) })];
  });
}

/** Only what was to be stopped at its end can have been; asking costs a call. */
async function instancesRun(ask: PreflightAsk, { scaleSets }: Cloud): Promise<readonly Diagnostic[]> {
  const { gateway, outline, live, now } = ask;
  const scaleSet = outline.find(({ type }) => type === 'Microsoft.Compute/virtualMachineScaleSets');
  const tags = live.group?.tags[tagNames.gateway] === undefined ? anchorTags(ask) : live.group.tags;
  const expires = parseMoment(tags[tagNames.expires] ?? '');
  if (tags[tagNames.action] === undefined || expires === undefined || expires > now) return [];
  if (scaleSet === undefined || bodyOf(live, scaleSet.id) === undefined) return [];
  const group = gateway.spec.resourceGroup.name;
  const instances = await scaleSets.instances(group, scaleSet.name);
  if (!instances.every(({ power }) => power === 'deallocated')) return [];
  const hint = `to start them: az vmss start --resource-group ${group} --name ${scaleSet.name}`;
  const place = gateway.locate(['expiry', 'action']) ?? gateway.locate(['expiry']);
  return [diagnostic('CMG2112', 'the instances are stopped, so no client is served', { hint, place })];
}

/** As long before as the spec asks to be told. */
function endIsFar(ask: PreflightAsk): readonly Diagnostic[] {
  const { gateway, live, now } = ask;
  const { expiry } = gateway.spec;
  const tags = live.group?.tags[tagNames.gateway] === undefined ? anchorTags(ask) : live.group.tags;
  const expires = parseMoment(tags[tagNames.expires] ?? '');
  const longestMs = Math.max(0, ...(expiry?.warnBefore ?? []).map((text) => parseDurationMs(text) ?? 0));
  if (expires === undefined || expires <= now || expires.getTime() - now.getTime() > longestMs) return [];
  const hint = 'a deploy that changes something counts it anew, where the spec says after';
  const place = gateway.locate(['expiry', 'warnBefore']);
  return [diagnostic('CMG2114', `the gateway expires at ${tags[tagNames.expires]}`, { hint, place })];
}

/** In a group that was there before, the identity carries the record. */
function anchorTags({ outline, live }: PreflightAsk): Tags {
  const identity = outline.find(({ type }) => type === 'Microsoft.ManagedIdentity/userAssignedIdentities');
  return identity === undefined ? {} : tagsOf(bodyOf(live, identity.id));
}

const twoYearsMs = 2 * 365.25 * 86_400_000;

function sizeStays({ gateway: { spec, locate }, now }: PreflightAsk): readonly Diagnostic[] {
  const { retiresOn } = sizes[spec.vmSize];
  if (Date.parse(retiresOn) - now.getTime() > twoYearsMs) return [];
  return [diagnostic('CMG2107', `${spec.vmSize} retires on ${retiresOn}`, { place: locate(['vmSize']) })];
}

/** The size and number of instances that stand now; none where there is no scale set. */
function standing({ outline, live }: PreflightAsk): {
  readonly sku: string | undefined;
  readonly capacity: number;
} {
  const scaleSet = outline.find(({ type }) => type === 'Microsoft.Compute/virtualMachineScaleSets');
  const body = scaleSet === undefined ? undefined : bodyOf(live, scaleSet.id);
  const sku = body?.['sku'];
  if (typeof sku !== 'object' || sku === null || !('capacity' in sku)) return { sku: undefined, capacity: 0 };
  return { sku: String(sku['name']), capacity: Number(sku['capacity']) };
}
