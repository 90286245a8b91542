// `cmg status`: what stands of a gateway, how healthy it is, whose it is, when it expires. Only reads.
import { tagNames } from '../../compile/tags.ts';
import { deploymentName } from '../../deploy/gateway.ts';
import { readLive } from '../../deploy/read.ts';
import { outlineOf } from '../../deploy/prepare.ts';
import { bodyOf, tagsOf } from '../../plan/live.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderStatus, statusJson, type StatusView } from '../../render/status.ts';
import { addressOf } from '../../spec/normalize.ts';
import { parseMoment } from '../../spec/expiry.ts';
import type { CommandRun } from '../command.ts';
import type { Context } from '../context.ts';
import { loadGateways, type LoadedGateway } from '../gateways.ts';

export const status: CommandRun = async ({ arguments: names }, context) => {
  const gateways = await loadGateways(names, context, { toBuild: false });
  const views = await Promise.all(gateways.map(async (one) => await look(one, context)));
  const now = (await context.backend()).clock.now();
  const [only] = views;
  await context.show({
    json: () =>
      views.length === 1 && only !== undefined
        ? statusJson(only)
        : { formatVersion, gateways: views.map(statusJson) },
    text: () => views.map((view) => renderStatus(view, now, context.style)).join('\n'),
  });
  return views.every(({ stands }) => stands) ? 0 : 6;
};

async function look({ gateway }: LoadedGateway, context: Context): Promise<StatusView> {
  const { spec, tenantId, subscriptionId } = gateway;
  const backend = await context.backend();
  const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
  const desired = outlineOf(gateway, { tenantId, subscriptionId, cloud: spec.environment });
  const group = await cloud.groups.read(spec.resourceGroup.name);
  const live = await readLive(cloud, { gateway, group, desired });
  const standing = desired.filter(({ id }) => bodyOf(live, id) !== undefined);
  const scaleSet = standing.find(({ type }) => type === 'Microsoft.Compute/virtualMachineScaleSets');
  const identity = standing.find(({ type }) => type === 'Microsoft.ManagedIdentity/userAssignedIdentities');
  const secret = standing.find(({ tags }) => tagNames.certificate in tags);
  const instances =
    scaleSet === undefined ? [] : await cloud.scaleSets.instances(spec.resourceGroup.name, scaleSet.name);
  const anchor = spec.resourceGroup.create
    ? (live.group?.tags ?? {})
    : tagsOf(identity === undefined ? undefined : bodyOf(live, identity.id));
  const until = tagsOf(secret === undefined ? undefined : bodyOf(live, secret.id))[tagNames.certificateUntil];
  const expires = anchor[tagNames.expires];
  return {
    gateway: spec.name,
    region: spec.region,
    resourceGroup: spec.resourceGroup.name,
    address: addressOf(spec),
    serviceName: spec.serviceName ?? addressOf(spec),
    stands: standing.length > 0,
    // The group is one of them, as it is in a plan.
    resources: { wanted: desired.length + 1, standing: standing.length + (group === undefined ? 0 : 1) },
    instances,
    expiresAt: expires === undefined ? undefined : parseMoment(expires),
    expiryUnreadable: expires !== undefined && parseMoment(expires) === undefined,
    certificateUntil: until === undefined ? undefined : parseMoment(until),
    protected: anchor[tagNames.protect] === 'true',
    deployment:
      live.last === undefined
        ? undefined
        : { name: deploymentName(spec), state: live.last.state, startedAt: live.last.startedAt },
  };
}
