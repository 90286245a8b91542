// Takes back the gateway's own vault that was deleted and not purged. A step of its own: Azure restores what the
// vault was and ignores all else in that request, so the deployment after it makes the vault what it shall be.
// https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { deletedTwin } from '../plan/live.ts';
import { changesOf } from '../plan/plan.ts';
import { deploymentName } from './gateway.ts';
import type { Prepared } from './prepare.ts';

const pollMs = 5_000;

export async function recoverVault(
  { plan, live, gateway, compiled }: Prepared,
  { cloud, clock, signal }: { readonly cloud: Cloud; readonly clock: Clock; readonly signal?: AbortSignal },
): Promise<void> {
  const { spec, tenantId } = gateway;
  const vault = changesOf(plan).find(
    ({ type, action }) => type === 'Microsoft.KeyVault/vaults' && action === 'create',
  );
  if (vault === undefined) return;
  if (deletedTwin(live, { id: vault.id, gateway: spec.name, region: spec.region }) === undefined) return;
  const group = compiled.group.name;
  // Not the gateway's own name: its record must keep what the gateway was built with.
  const name = `${deploymentName(spec)}-recover`;
  await cloud.deployments.begin({
    group,
    name,
    template: recovery(vault, { tenantId, location: spec.region }),
    parameters: {},
  });
  for (;;) {
    const record = await cloud.deployments.read(group, name);
    if (record?.state === 'succeeded') return;
    if (record?.state !== 'running') {
      const why = record?.error?.message ?? 'Azure gave no reason';
      throw new CmgError('CMG4002', `the deleted vault ${vault.name} could not be recovered: ${why}`, {
        hint: 'choose another name with names.vault',
      });
    }
    await clock.sleep(record.retryAfterMs ?? pollMs, signal);
  }
}

function recovery(
  { name, apiVersion }: { readonly name: string; readonly apiVersion: string },
  { tenantId, location }: { readonly tenantId: string; readonly location: string },
) {
  const sku = { family: 'A', name: 'standard' };
  const properties = { tenantId, sku, createMode: 'recover' };
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [{ type: 'Microsoft.KeyVault/vaults', apiVersion, name, location, properties }],
  };
}
