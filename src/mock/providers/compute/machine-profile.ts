// The operating system and disks in a scale set's model, with the service's defaults and without anything that is
// only for the machine's own eyes.
import { given, listAt, objectAt, ordered, textAt, without } from '../body.ts';
import { truth, wholeNumber, word } from '../coerce.ts';
import { findImage } from './images.ts';
import { sizeNamed } from './sizes.ts';
import type { JsonObject } from '../../../base/json.ts';

/** Never the password, nor what else is only for the machine's own eyes. */
export function osProfile(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile';
  const windows =
    given(sent, 'windowsConfiguration') === undefined ? undefined : objectAt(sent, 'windowsConfiguration');
  const linux =
    given(sent, 'linuxConfiguration') === undefined ? undefined : objectAt(sent, 'linuxConfiguration');
  const order = [
    'computerNamePrefix',
    'adminUsername',
    'windowsConfiguration',
    'linuxConfiguration',
    'secrets',
  ];
  return ordered(order, {
    ...without(sent, ['adminPassword', 'customData']),
    windowsConfiguration:
      windows === undefined && linux === undefined
        ? windowsConfiguration({}, flexible)
        : windows && windowsConfiguration(windows, flexible),
    linuxConfiguration: linux && linuxConfiguration(linux, flexible),
    secrets: listAt(sent, 'secrets'),
    allowExtensionOperations: truth(sent, 'allowExtensionOperations', where) ?? true,
    requireGuestProvisionSignal: truth(sent, 'requireGuestProvisionSignal', where) ?? true,
  });
}

function windowsConfiguration(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile.windowsConfiguration';
  const automatic = truth(sent, 'enableAutomaticUpdates', where) ?? true;
  const patch = { patchMode: automatic ? 'AutomaticByOS' : 'Manual', assessmentMode: 'ImageDefault' };
  return ordered(['provisionVMAgent', 'enableAutomaticUpdates', 'timeZone', 'patchSettings'], {
    ...without(sent, ['additionalUnattendContent']),
    provisionVMAgent: truth(sent, 'provisionVMAgent', where) ?? true,
    enableAutomaticUpdates: automatic,
    patchSettings: flexible ? { ...patch, ...objectAt(sent, 'patchSettings') } : given(sent, 'patchSettings'),
  });
}

function linuxConfiguration(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile.linuxConfiguration';
  const patch = { patchMode: 'ImageDefault', assessmentMode: 'ImageDefault' };
  return ordered(['disablePasswordAuthentication', 'ssh', 'provisionVMAgent', 'patchSettings'], {
    ...sent,
    disablePasswordAuthentication: truth(sent, 'disablePasswordAuthentication', where) ?? false,
    provisionVMAgent: truth(sent, 'provisionVMAgent', where) ?? true,
    patchSettings: flexible ? { ...patch, ...objectAt(sent, 'patchSettings') } : given(sent, 'patchSettings'),
  });
}

export function storageProfile(sent: JsonObject, sizeName: string, flexible: boolean): JsonObject {
  const image = objectAt(sent, 'imageReference');
  const {
    publisher = '',
    offer = '',
    sku = '',
  } = { publisher: textAt(image, 'publisher'), offer: textAt(image, 'offer'), sku: textAt(image, 'sku') };
  const known = findImage({ publisher, offer, sku });
  const disk = objectAt(sent, 'osDisk');
  const where = 'properties.virtualMachineProfile.storageProfile.osDisk';
  const type =
    textAt(disk, 'managedDisk', 'storageAccountType') ??
    (sizeNamed(sizeName)?.premiumIO === true ? 'Premium_LRS' : 'Standard_LRS');
  const diskOrder = [
    'osType',
    'diffDiskSettings',
    'createOption',
    'caching',
    'writeAcceleratorEnabled',
    'managedDisk',
    'deleteOption',
    'diskSizeGB',
  ];
  const osDisk = ordered(diskOrder, {
    ...disk,
    osType:
      textAt(disk, 'osType') ??
      known?.osType ??
      (publisher.toLowerCase().includes('windows') ? 'Windows' : 'Linux'),
    createOption: textAt(disk, 'createOption') ?? 'FromImage',
    caching: word(disk, 'caching', { among: ['None', 'ReadOnly', 'ReadWrite'], path: where }) ?? 'None',
    managedDisk: { ...objectAt(disk, 'managedDisk'), storageAccountType: type },
    deleteOption: flexible ? (textAt(disk, 'deleteOption') ?? 'Delete') : given(disk, 'deleteOption'),
    diskSizeGB: wholeNumber(disk, 'diskSizeGB', where) ?? known?.diskGiB ?? 30,
  });
  return ordered(['osDisk', 'imageReference', 'dataDisks', 'diskControllerType'], {
    ...sent,
    osDisk,
    imageReference: ordered(['publisher', 'offer', 'sku', 'version', 'id'], image),
    diskControllerType: given(sent, 'diskControllerType') ?? (flexible ? 'SCSI' : undefined),
  });
}
