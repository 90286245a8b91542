// Recorded writes of the real Azure, replayed against the providers: ours answer every member that Azure answered, in
// the same order. What differs on purpose is a table with reasons, and every row of it must still be needed.
import assert from 'node:assert/strict';
import { typesOfProviders } from '../mock/providers/support/fake-world.ts';
import {
  misplacedNames,
  missingNames,
  recordedOperation,
  recordedRefusal,
  recordedRefusals,
  recordedWrites,
  refusalTo,
} from '../mock/providers/support/recorded-write.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';

interface Admitted {
  /** The recording it is about: the start of the case's id. */
  readonly recording: string;
  /** The start of each member's path that ours lacks. */
  readonly lacks: string;
  readonly because: string;
}

const admitted: readonly Admitted[] = [
  {
    recording: 'network/test_network_nic_edge_zone',
    lacks: '.properties.subnets[].properties.defaultOutboundAccess',
    because: 'only edge zones answer it unasked, and a gateway stands in none',
  },
  {
    recording: 'network/test_network_public_ip_ddos_settings',
    lacks: '.properties.ipConfiguration',
    because: 'the holder is an application gateway, which is not played',
  },
  {
    recording: 'vm/test_vmss_update_automatic_repairs_with_health_probe.yaml#15',
    lacks: '.properties.backendAddressPools[].properties.',
    because: 'the members of the pool are instances that the recording does not create',
  },
  {
    recording: 'storage/test_storage_account_with_routing_preference',
    lacks: '.properties.',
    because: 'endpoints per routing choice are not played',
  },
  {
    recording: 'storage/test_storage_account_failover',
    lacks: '.properties.geoReplicationStats',
    because: 'answered only when asked for with $expand',
  },
  {
    recording: 'vm/test_vmss_add_application',
    lacks: '.properties.virtualMachineProfile.',
    because: 'gallery applications, and the extension that Azure adds for them, are not played',
  },
  {
    recording: 'vm/test_vmss_ultra_ssd_storage_sku',
    lacks: '.properties.virtualMachineProfile.storageProfile.dataDisks[].',
    because: 'a gateway has no data disks',
  },
];

/** How many writes of each type the recordings hold: a suite that saw fewer would prove less. */
const counts: Readonly<Record<string, number>> = {
  'Microsoft.Authorization/locks': 2,
  'Microsoft.Compute/virtualMachineScaleSets': 24,
  'Microsoft.Insights/actionGroups': 5,
  'Microsoft.Insights/metricAlerts': 7,
  'Microsoft.KeyVault/vaults': 6,
  'Microsoft.ManagedIdentity/userAssignedIdentities': 2,
  'Microsoft.Network/loadBalancers': 10,
  'Microsoft.Network/publicIPAddresses': 13,
  'Microsoft.Network/virtualNetworks': 6,
  'Microsoft.Network/virtualNetworks/subnets': 4,
  'Microsoft.Storage/storageAccounts': 26,
  'Microsoft.Storage/storageAccounts/blobServices': 9,
  'Microsoft.Storage/storageAccounts/blobServices/containers': 5,
};

describe('recorded writes of resources', () => {
  const data = recordedData('arm-resources-recorded.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const used = new Set<Admitted>();
  const isAdmitted = (recording: string, name: string): boolean => {
    const row = admitted.find((one) => recording.startsWith(one.recording) && name.startsWith(one.lacks));
    if (row !== undefined) used.add(row);
    return row !== undefined;
  };

  for (const [type, count] of Object.entries(counts)) {
    const writes = recordedWrites(data, type);

    it(`answers every member that Azure answers for ${type}`, () => {
      const lacking = writes
        .map((one) => ({ id: one.id, lacks: missingNames(one).filter((name) => !isAdmitted(one.id, name)) }))
        .filter(({ lacks }) => lacks.length > 0);
      assert.deepEqual(lacking, []);
      assert.equal(writes.length, count);
    });

    it(`lists the properties of ${type} in Azure's order`, () => {
      const disorder = writes
        .map((one) => ({ id: one.id, misplaced: misplacedNames(one) }))
        .filter(({ misplaced }) => misplaced.length > 0);
      assert.deepEqual(disorder, []);
    });
  }

  for (const type of Object.keys(counts)) {
    it(`answers writes of ${type} in Azure's form`, () => {
      const answers = typesOfProviders.find((one) => one.type === type)?.answers;
      for (const one of recordedWrites(data, type)) {
        const form =
          one.method === 'PATCH' ? answers?.patch : one.status === 200 ? answers?.update : answers?.create;
        assert.deepEqual(
          { id: one.id, status: form?.status, operation: form?.operation },
          { id: one.id, status: one.status, operation: recordedOperation(one) },
        );
      }
    });
  }

  for (const [type, count] of [
    ['Microsoft.Network/publicIPAddresses', 1],
    ['Microsoft.Insights/metricAlerts', 3],
  ] as const) {
    it(`refuses what Azure refused of ${type}, in its words`, () => {
      const refusals = recordedRefusals(data, type);
      assert.deepEqual(refusals.map(refusalTo), refusals.map(recordedRefusal));
      assert.equal(refusals.length, count);
    });
  }

  it('needs every admitted difference', () => {
    assert.deepEqual(
      admitted.filter((row) => !used.has(row)),
      [],
    );
  });
});
