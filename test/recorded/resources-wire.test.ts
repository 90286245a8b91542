// All recorded requests about single resources, sent to the mock: the status and the headers of a long operation are
// Azure's, also for types that are only kept. What differs is a table with reasons, each row still needed.
import assert from 'node:assert/strict';
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';
import { parentsOf } from '../mock/providers/support/recorded-parents.ts';
import { firstWrite, type RecordedWrite } from '../mock/providers/support/recorded-write.ts';
import type { Heard } from '../mock/support/driven.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';
import { inWorld, plantedWorld, type PlantedWorld } from './support/planted-world.ts';

interface Recorded extends Omit<RecordedWrite, 'request'> {
  readonly request: JsonObject | null;
  readonly action: string | null;
}

const keptOnly = 'kept types have no actions, and services that are not played no checks of names';

/** How the case's id begins, and why ours differs. */
const admitted: Readonly<Record<string, string>> = {
  'keyvault/test_keyvault_hsm_role.yaml': 'the data plane of a managed HSM, which is not there',
  'keyvault/test_keyvault_role_definition.yaml': 'the data plane of a managed HSM, which is not there',
  'monitor/test_monitor_action_group_notifications.yaml': 'nobody is notified',
  'monitor/test_monitor_log_analytics_workspace_update_sku.yaml#1':
    'kept; the Location of a new workspace is none of Resource Manager',
  'network/test_mysql_private_link_scenario.yaml#2': keptOnly,
  'network/test_network_nic_app_gateway.yaml#47': 'kept types have no checks',
  'network/test_network_public_ip_ddos_settings.yaml#30': 'there is no protection plan',
  'network/test_private_endpoint_connection_mysql_flexible_server.yaml#11': keptOnly,
  'resource/test_export_template_deployment_stack_management_group.yaml#8': 'deployment stacks are not there',
  'resource/test_feature_unregister.yaml#0': 'features of a subscription are not there',
  'resource/test_management_group_deployment.yaml#16': 'of management groups the root alone is there',
  'storage/test_legal_hold.yaml': 'legal holds are not played',
  'storage/test_storage_account_local_user.yaml#7': keptOnly,
  'storage/test_storage_account_migration.yaml#0': 'redundancy changes by a write alone',
  'storage/test_storage_account_start_hns_migration.yaml': 'no hierarchical namespace',
  'vm/test_gallery_e2e.yaml#29': keptOnly,
  'vm/test_linux_vm_patch_mode.yaml#24': keptOnly,
  'vm/test_update_dedicated_host_e2e.yaml#43': keptOnly,
  'vm/test_vm_convert.yaml#33': keptOnly,
  'vm/test_vm_create_existing_nic.yaml#14': 'an edge of one recording: 201 without any header',
  'vm/test_vm_host_redeploy.yaml#8': keptOnly,
  'vm/test_vm_image_list_skus_edge_zone.yaml#0': 'edge zones are not there',
  'vm/test_vm_reimage.yaml#25': keptOnly,
  'vm/test_vmss_reimage.yaml#15': 'the instances that it names are not in the recording',
};

describe('recorded requests about resources, on the wire', () => {
  const data = recordedData('arm-resources-recorded.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['cases']) ? data['cases'].filter(isRecorded) : [];
  const used = new Set<string>();
  const types = [...new Set(all.map(({ type }) => type))];

  it('are as many as they are known to be', () => {
    assert.equal(all.length, 244);
    assert.equal(types.length, 42);
  });

  for (const type of types)
    it(`are answered in Azure's form: ${type}`, async () => {
      const differing: string[] = [];
      for (const one of all.filter((other) => other.type === type)) {
        const ours = await answerTo(one);
        if (shape(ours.status, ours.headers) === shape(one.status, one.headers)) continue;
        const row = Object.keys(admitted).find((start) => one.id.startsWith(start));
        if (row === undefined)
          differing.push(
            `${one.id} ${one.method} ${shape(one.status, one.headers)}, ours ${shape(ours.status, ours.headers)} ${ours.text.slice(0, 300)}`,
          );
        else used.add(row);
      }
      assert.deepEqual(differing, []);
    });

  it('need every admitted difference', () => {
    assert.deepEqual(
      Object.keys(admitted).filter((id) => !used.has(id)),
      [],
    );
  });
});

/** `202 azure-asyncoperation location` */
function shape(status: number, headers: Readonly<Record<string, unknown>>): string {
  const watched = ['azure-asyncoperation', 'location'].filter((name) => {
    const value = headers[name];
    // One that only names the resource is nothing to watch.
    return typeof value === 'string' && (name !== 'location' || /operation/i.test(value));
  });
  return [status, ...watched].join(' ');
}

async function answerTo(recorded: Recorded): Promise<Heard> {
  const planted = plantedWorld();
  const { world } = planted;
  const one = inWorld(world, recorded);
  const path = one.path.includes('api-version=') ? one.path : `${one.path}?api-version=${one.apiVersion}`;
  await prepare(planted, one, path.split('?')[0] ?? '');
  return await world.send(one.method, path, one.request ?? undefined);
}

/** Puts there what the request takes for granted: its group, what it names, and the resource itself. */
async function prepare(planted: PlantedWorld, one: Recorded, path: string): Promise<void> {
  const { world } = planted;
  const answer = one.final ?? one.response;
  const id = one.action === null || one.action === '' ? path : path.slice(0, path.lastIndexOf('/'));
  const isGroup = one.type === 'resourcegroups';
  const stands = one.method !== 'PUT' || one.status === 200;
  const target = one.request?.['targetResourceGroup'];
  if (typeof target === 'string') await planted.group(target);
  if (!isGroup || (stands && one.status < 400)) await planted.group(id);
  if (isGroup && target === undefined) return;
  const mentioned: Json[] = [scopeOf(id), one.request ?? {}, answer ?? {}];
  for (const parent of parentsOf(isGroup ? path : id, mentioned))
    await planted.plant(parent.id, parent.type, parent.body);
  if (!stands || isGroup) return;
  const known = isJsonObject(answer) && one.request !== null && one.status < 400;
  const body = known ? firstWrite({ ...one, request: one.request ?? {} }, answer) : bare;
  const written = await world.send('PUT', `${id}?api-version=${one.apiVersion}`, body);
  if (written.status >= 400) await planted.plant(id, typeOf(id), body);
}

/** Enough for an account with a copy elsewhere, and for whatever takes anything. */
const bare: JsonObject = {
  location: 'westus',
  sku: { name: 'Standard_RAGZRS' },
  kind: 'StorageV2',
  properties: {},
};

/** What an extension hangs on. */
function scopeOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/providers/'));
}

function typeOf(id: string): string {
  const words = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return words.filter((_, index) => index === 0 || index % 2 === 1).join('/');
}

function isRecorded(value: unknown): value is Recorded {
  return isJsonObject(value) && typeof value['path'] === 'string' && typeof value['status'] === 'number';
}
