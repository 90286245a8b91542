// What the compute provider refuses of a scale set before it begins: names, sizes, images, disks, passwords, and
// references to what is not there.
import { findImage, isKnownPublisher } from './images.ts';
import { invalidParameter, missingParameter } from './parameters.ts';
import { isFlexible } from './scale-set-shape.ts';
import { isOffered, sizeNamed, sizes, type Size } from './sizes.ts';
import { isSame, lastName, parentOf, requireReference } from '../references.ts';
import { linksIn } from '../network/attachments.ts';
import { objectAt, objectsAt, textAt } from '../body.ts';
import { refuse } from '../../fault.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

interface CheckAsk {
  readonly id: string;
  readonly location: string;
  /** As it will be stored. */
  readonly body: JsonObject;
  /** As it was sent: with the password that is not stored. */
  readonly sent: JsonObject;
  readonly isNew: boolean;
  /** Names and kinds of its extensions. */
  readonly extensions: readonly JsonObject[];
  readonly world: World;
}

export function checkScaleSet(ask: CheckAsk): void {
  const profile = objectAt(ask.body, 'properties', 'virtualMachineProfile');
  const size = requireSize(ask);
  requireImage(objectAt(profile, 'storageProfile', 'imageReference'), size, ask.location);
  requireDisk(profile, size);
  if (ask.isNew) requireAccount(ask, profile);
  requireTargets(ask);
  requireHealthForRolling(ask, profile);
  requireActiveProbe(ask, profile);
}

export function requireScaleSetName(name: string): void {
  if (!/^[a-zA-Z0-9_]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_])?$/.test(name))
    refuse(
      400,
      'InvalidResourceName',
      `Resource name ${name} is invalid. The name can be up to 64 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
    );
}

function requireSize({ id, location, body, world }: CheckAsk): Size {
  const name = textAt(body, 'sku', 'name') ?? '';
  const size = sizeNamed(name);
  if (size === undefined) {
    const valid = sizes.filter((known) => isOffered(known, location, world)).map((known) => known.name);
    return invalidParameter(
      'vmSize',
      `The value ${name} provided for the VM size is not valid. The valid sizes in the current region are: ${valid.join(', ')}. Find out more on the valid VM sizes in each region at https://aka.ms/azure-regions.`,
    );
  }
  if (!isOffered(size, location, world))
    refuse(
      409,
      'SkuNotAvailable',
      `The requested size for resource '${id}' is currently not available in location '${location}' zones '' for subscription '${world.subscriptionId}'. Please try another size or deploy to a different location or zones. See https://aka.ms/azureskunotavailable for details.`,
    );
  return size;
}

function requireImage(image: JsonObject, size: Size, location: string): void {
  // Images of one's own and of galleries: the mock has no galleries to look into.
  if (
    ['id', 'communityGalleryImageId', 'sharedGalleryImageId'].some(
      (name) => textAt(image, name) !== undefined,
    )
  )
    return;
  const { publisher, offer, sku, version } = image;
  if (typeof publisher !== 'string' || typeof offer !== 'string' || typeof sku !== 'string')
    return missingParameter('imageReference');
  if (!isKnownPublisher(publisher)) return;
  const found = findImage({ publisher, offer, sku });
  const wanted = typeof version === 'string' ? version : 'latest';
  if (found === undefined || (wanted !== 'latest' && wanted !== found.version))
    refuse(
      404,
      'PlatformImageNotFound',
      `The platform image '${publisher}:${offer}:${sku}:${wanted}' is not available. Verify that all fields in the storage profile are correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile. Location: ${location}.`,
      { target: 'imageReference' },
    );
  else if (!size.generations.includes(found.generation)) {
    const number = found.generation === 'V2' ? '2' : '1';
    refuse(
      400,
      'BadRequest',
      `The selected VM size '${size.name}' cannot boot Hypervisor Generation '${number}'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '${number}' VM Size. For more information, see https://aka.ms/azuregen2vm`,
    );
  }
}

function requireDisk(profile: JsonObject, size: Size): void {
  const disk = objectAt(profile, 'storageProfile', 'osDisk');
  const type = textAt(disk, 'managedDisk', 'storageAccountType') ?? '';
  if (type.startsWith('Premium') && !size.premiumIO)
    invalidParameter(
      'osDisk.managedDisk.storageAccountType',
      `Requested operation cannot be performed because the VM size ${size.name} does not support the storage account type ${type} of disk '${textAt(disk, 'name') ?? ''}'. Consider updating the VM to a size that supports Premium storage.`,
    );
  if (textAt(disk, 'diffDiskSettings', 'option') === 'Local' && !size.ephemeral)
    refuse(
      409,
      'OperationNotAllowed',
      `OS disk of Ephemeral VM with size greater than 0 GB is not allowed for VM size ${size.name} when the DiffDiskPlacement is CacheDisk.`,
    );
  const accelerated = objectsAt(profile, 'networkProfile', 'networkInterfaceConfigurations').some(
    (nic) => objectAt(nic, 'properties')['enableAcceleratedNetworking'] === true,
  );
  if (accelerated && !size.accelerated)
    refuse(
      400,
      'VMSizeIsNotPermittedToEnableAcceleratedNetworking',
      `VM size ${size.name} is not permitted to have accelerated networking enabled.`,
    );
}

/** https://learn.microsoft.com/azure/virtual-machines/windows/faq#what-are-the-password-requirements-when-creating-a-vm- */
function requireAccount({ sent }: CheckAsk, profile: JsonObject): void {
  const osProfile = objectAt(profile, 'osProfile');
  const isWindows = textAt(profile, 'storageProfile', 'osDisk', 'osType') === 'Windows';
  const prefix = textAt(osProfile, 'computerNamePrefix');
  if (prefix === undefined) return missingParameter('computerNamePrefix');
  if (isWindows && (prefix.length > 9 || /^\d+$/.test(prefix) || !/^[a-zA-Z0-9-]+$/.test(prefix)))
    invalidParameter(
      'computerNamePrefix',
      'Windows computer name prefix cannot be more than 9 characters long, be entirely numeric, or contain the following characters: ` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : . \' " , < > / ?.',
    );
  if (textAt(osProfile, 'adminUsername') === undefined) return missingParameter('adminUsername');
  const password = textAt(sent, 'properties', 'virtualMachineProfile', 'osProfile', 'adminPassword');
  if (password === undefined) return isWindows ? missingParameter('adminPassword') : undefined;
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (password.length < 8 || password.length > 123 || kinds < 3)
    invalidParameter(
      'adminPassword',
      'The supplied password must be between 8-123 characters long and must satisfy at least 3 of password complexity requirements from the following:\r\n1) Contains an uppercase character\r\n2) Contains a lowercase character\r\n3) Contains a numeric digit\r\n4) Contains a special character\r\n5) Control characters are not allowed',
    );
}

function requireTargets({ id, body, world }: CheckAsk): void {
  const links = linksIn(body, id);
  if (links.length === 0) missingParameter('networkProfile');
  for (const { subnetId, securityGroupId, poolIds } of links) {
    if (subnetId === undefined) missingParameter('subnet');
    for (const target of [subnetId, securityGroupId, ...poolIds])
      if (target !== undefined) requireReference(target, id, world);
  }
}

const healthExtensions = new Set(['applicationhealthwindows', 'applicationhealthlinux']);

export function hasHealthExtension(extensions: readonly JsonObject[]): boolean {
  return extensions.some((extension) =>
    healthExtensions.has(textAt(extension, 'properties', 'type')?.toLowerCase() ?? ''),
  );
}

/** https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-upgrade */
function requireHealthForRolling({ body, extensions }: CheckAsk, profile: JsonObject): void {
  const policy = objectAt(body, 'properties', 'upgradePolicy');
  const byProbe = textAt(profile, 'networkProfile', 'healthProbe', 'id') !== undefined;
  const byExtension = hasHealthExtension(extensions);
  const automatic = objectAt(policy, 'automaticOSUpgradePolicy')['enableAutomaticOSUpgrade'] === true;
  if (byProbe && byExtension && (automatic || policy['mode'] === 'Rolling'))
    refuse(
      400,
      'BadRequest',
      `${automatic ? 'Automatic OS Upgrade' : 'Rolling Upgrade mode'} is not supported for this Virtual Machine Scale Set because both a health probe and a health extension were provided. Remove the health probe or health extension prior to enabling ${automatic ? 'automatic OS upgrade' : 'rolling upgrades'}.`,
    );
  if (byProbe || byExtension) return;
  if (policy['mode'] === 'Rolling')
    refuse(
      400,
      'BadRequest',
      'Rolling Upgrade mode is not supported for this Virtual Machine Scale Set because a health probe or health extension was not provided.',
    );
  if (automatic)
    refuse(
      400,
      'BadRequest',
      'Automatic OS Upgrade is not supported for this Virtual Machine Scale Set because a health probe or health extension was not specified.',
    );
}

/** A probe that no rule of the balancer uses tells nothing. */
function requireActiveProbe({ id, body, world }: CheckAsk, profile: JsonObject): void {
  const probeId = textAt(profile, 'networkProfile', 'healthProbe', 'id');
  if (probeId === undefined || isFlexible(objectAt(body, 'properties'))) return;
  const balancer = requireReference(parentOf(probeId) ?? probeId, id, world);
  const probe = objectsAt(balancer.body, 'properties', 'probes').some((known) =>
    isSame(textAt(known, 'name'), lastName(probeId)),
  );
  if (!probe) requireReference(probeId, id, world);
  const used = objectsAt(balancer.body, 'properties', 'loadBalancingRules').some((rule) =>
    isSame(textAt(rule, 'properties', 'probe', 'id'), probeId),
  );
  if (!used)
    refuse(
      400,
      'CannotUseInactiveHealthProbe',
      `VM scale set ${id} cannot use probe ${probeId} as a HealthProbe because load balancing rules that send traffic to this scale set IPs don't use this probe. Please make sure the probe is referenced by a load balancing rule.`,
    );
}
