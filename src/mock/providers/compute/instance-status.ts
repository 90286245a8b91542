// The instance view of one instance: agent, disks, extensions, health, and the two statuses everybody reads. Pure.
import { compact, objectAt, textAt } from '../body.ts';
import { isPowerChanging, powerOf, stateOf, type Instance } from './instances.ts';
import { precise } from './scale-set-shape.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { StoredResource, World } from '../provider.ts';

interface Around {
  readonly stored: StoredResource;
  readonly world: World;
  readonly extensions: readonly JsonObject[];
  /** Whether a probe or a health extension watches the instances. */
  readonly watched: boolean;
}

const states = {
  Creating: ['ProvisioningState/creating', 'Creating'],
  Updating: ['ProvisioningState/updating', 'Updating'],
  Succeeded: ['ProvisioningState/succeeded', 'Provisioning succeeded'],
} as const;

/** While power changes, the word is that of the change. https://learn.microsoft.com/azure/virtual-machines/states-billing */
const powers = {
  running: ['running', 'starting'],
  stopped: ['stopped', 'stopping'],
  deallocated: ['deallocated', 'deallocating'],
} as const;

export function instanceStatus(instance: Instance, around: Around): JsonObject {
  const { stored, world, extensions } = around;
  const profile = objectAt(stored.body, 'properties', 'virtualMachineProfile');
  const time = precise(new Date(instance.readyAt));
  const state = stateOf(instance, world);
  const isUp =
    state !== 'Creating' && powerOf(instance, world) === 'running' && !isPowerChanging(instance, world);
  const [code, displayStatus] = states[state];
  return compact({
    placementGroupId: textAt(stored.body, 'properties', 'uniqueId'),
    platformUpdateDomain: Number(instance.instanceId) % 5,
    platformFaultDomain: Number(instance.instanceId) % 5,
    osName:
      isUp && textAt(profile, 'storageProfile', 'osDisk', 'osType') === 'Windows'
        ? 'Windows Server 2022 Datacenter'
        : undefined,
    vmAgent: agent(isUp, time, extensions),
    disks: [
      {
        name: `${stored.name}_${instance.instanceId}_OsDisk_1`,
        statuses: [status('ProvisioningState/succeeded', 'Provisioning succeeded', time)],
      },
    ],
    extensions: isUp ? extensions.map((extension) => extensionStatus(extension)) : undefined,
    vmHealth: around.watched ? { status: health(isUp) } : undefined,
    statuses: [status(code, displayStatus, time), powerStatus(instance, world)],
  });
}

function status(code: string, displayStatus: string, time?: string): JsonObject {
  return compact({ code, level: 'Info', displayStatus, time });
}

function powerStatus(instance: Instance, world: World): JsonObject {
  const [settled, changing] = powers[instance.power];
  const word = isPowerChanging(instance, world) ? changing : settled;
  return status(`PowerState/${word}`, `VM ${word}`);
}

function health(isUp: boolean): JsonObject {
  return isUp
    ? status('HealthState/healthy', 'The VM is reporting itself as healthy or is known to be healthy')
    : {
        code: 'HealthState/unhealthy',
        level: 'Warning',
        displayStatus: 'The VM is reporting itself as unhealthy or is unreachable',
      };
}

function agent(isUp: boolean, time: string, extensions: readonly JsonObject[]): JsonObject {
  if (!isUp)
    return {
      vmAgentVersion: 'Unknown',
      statuses: [
        {
          code: 'ProvisioningState/Unavailable',
          level: 'Warning',
          displayStatus: 'Not Ready',
          message: 'VM status blob is found but not yet populated.',
          time,
        },
      ],
    };
  return {
    vmAgentVersion: '2.7.41491.1121',
    statuses: [
      {
        ...status('ProvisioningState/succeeded', 'Ready', time),
        message: 'GuestAgent is running and processing the extensions.',
      },
    ],
    extensionHandlers: extensions.map((extension) => ({
      type: kindOf(extension),
      typeHandlerVersion: textAt(extension, 'properties', 'typeHandlerVersion') ?? '1.0',
      status: status('ProvisioningState/succeeded', 'Ready'),
    })),
  };
}

function extensionStatus(extension: JsonObject): JsonObject {
  return {
    name: textAt(extension, 'name') ?? '',
    type: kindOf(extension),
    typeHandlerVersion: textAt(extension, 'properties', 'typeHandlerVersion') ?? '1.0',
    statuses: [status('ProvisioningState/succeeded', 'Provisioning succeeded')],
  };
}

function kindOf(extension: JsonObject): string {
  return `${textAt(extension, 'properties', 'publisher') ?? ''}.${textAt(extension, 'properties', 'type') ?? ''}`;
}
