// Spec → one flat ARM template, its parameters, and where each parameter came from in the spec. Pure and
// deterministic to the byte: whatever only the moment or Azure knows comes in through the binding.
import { digestOf } from '../base/digest.ts';
import { jsonOf, type Json, type JsonObject } from '../base/json.ts';
import type { Tags } from '../cloud/cloud.ts';
import type { Path } from '../spec/document.ts';
import type { Spec } from '../spec/schema.ts';
import { sizes } from '../spec/sizes.ts';
import { alertThresholds } from './alerts.ts';
import { bootstrapOf, packageName, type ClientRoots } from './bootstrap.ts';
import { documents } from './documents.ts';
import { ownershipTags, recordTags } from './tags.ts';

/** What a spec does not say but a deployment of it needs: found in Azure, or new. */
export interface Binding {
  /** 128 random bits that tell this deployment of the gateway from every other. */
  readonly deploymentId: string;
  readonly expiresAt: string | undefined;
  readonly certificate: CertificateBinding;
  readonly clientRoots: ClientRoots;
  /** The package of a payload, by the digest of what is in it. */
  readonly packageDigest: string | undefined;
}

export interface CertificateBinding {
  /** Equal marks mean the same certificate: a thumbprint, or the service name of a lab certificate. */
  readonly mark: string;
  readonly until: string;
}

export type SecretName = 'certificatePfx' | 'adminPassword';
export type CompiledParameter = { readonly value: Json } | { readonly secret: SecretName };

export interface Compiled {
  readonly gateway: string;
  readonly group: {
    readonly name: string;
    readonly location: string;
    readonly tags: Tags;
    readonly create: boolean;
  };
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, CompiledParameter>>;
  /** Parameter → the place in the spec that decides it. */
  readonly origins: Readonly<Record<string, Path>>;
}

/** The same for every gateway: what differs is in the parameters. */
export const documentTemplate: JsonObject = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  metadata: { description: 'A cloud management gateway: its infrastructure, as cmg builds it.' },
  parameters: Object.assign({}, ...documents.map(({ parameters }) => parameters)) as JsonObject,
  resources: documents.flatMap(({ resources }) => resources),
};

const templateDigest = digestOf(documentTemplate);

export function compile(spec: Spec, binding: Binding): Compiled {
  const { name, region, resourceGroup } = spec;
  const owned = ownershipTags(spec, binding.deploymentId);
  const record = recordTags(spec, {
    specDigest: digestOf(jsonOf(spec)),
    templateDigest,
    expiresAt: binding.expiresAt,
  });
  const parameters = parametersOf(spec, binding, {
    tags: { ...spec.tags, ...owned },
    recordTags: resourceGroup.create ? {} : record,
  });
  return {
    gateway: name,
    group: {
      name: resourceGroup.name,
      location: region,
      tags: { ...spec.tags, ...owned, ...record },
      create: resourceGroup.create,
    },
    template: documentTemplate,
    parameters,
    origins,
  };
}

function parametersOf(
  spec: Spec,
  { certificate, clientRoots, packageDigest }: Binding,
  tags: { readonly tags: Tags; readonly recordTags: Tags },
): Readonly<Record<string, CompiledParameter>> {
  const { sku, imageSku, diskType } = sizes[spec.vmSize];
  const bootstrap = bootstrapOf(spec, clientRoots);
  const thresholds = alertThresholds(spec.alerts);
  return {
    name: { value: spec.name },
    location: { value: spec.region },
    tags: { value: tags.tags },
    recordTags: { value: tags.recordTags },
    addressSpace: { value: spec.network.addressSpace },
    vaultName: { value: spec.names.vault ?? spec.name },
    certificatePfx: { secret: 'certificatePfx' },
    certificateMark: { value: certificate.mark },
    certificateUntil: { value: certificate.until },
    adminPassword: { secret: 'adminPassword' },
    storageAccountName: { value: spec.names.storageAccount ?? spec.name },
    contentEnabled: { value: spec.content.enabled },
    payloadBlob: { value: payloadBlob(spec, packageDigest) },
    vmSize: { value: sku },
    instances: { value: spec.instances },
    imageSku: { value: imageSku },
    osDiskType: { value: diskType },
    bootstrap: { value: bootstrap.command },
    bootstrapScript: { value: bootstrap.userData },
    bootstrapRevision: { value: bootstrap.revision },
    bootstrapSummary: { value: bootstrap.summary },
    trafficWarning: { value: thresholds.trafficWarning },
    trafficCritical: { value: thresholds.trafficCritical },
    storageWarning: { value: thresholds.storageWarning },
    storageCritical: { value: thresholds.storageCritical },
    notify: { value: spec.alerts?.notify ?? [] },
    protect: { value: spec.protect },
  };
}

/** Named after what is in it, so that another package is another blob, and none is overwritten while it is fetched. */
function payloadBlob({ payload }: Spec, digest: string | undefined): string {
  if (payload?.package === undefined) return '';
  return `${(digest ?? '').slice(0, 16)}/${packageName(payload.package)}`;
}

const origins: Readonly<Record<string, Path>> = {
  name: ['name'],
  location: ['region'],
  tags: ['tags'],
  recordTags: ['expiry'],
  addressSpace: ['network', 'addressSpace'],
  vaultName: ['names', 'vault'],
  certificateMark: ['certificate'],
  storageAccountName: ['names', 'storageAccount'],
  contentEnabled: ['content', 'enabled'],
  vmSize: ['vmSize'],
  instances: ['instances'],
  imageSku: ['vmSize'],
  osDiskType: ['vmSize'],
  payloadBlob: ['payload', 'package'],
  trafficWarning: ['alerts', 'outboundTraffic', 'warningPercent'],
  trafficCritical: ['alerts', 'outboundTraffic', 'criticalPercent'],
  storageWarning: ['alerts', 'storage', 'warningPercent'],
  storageCritical: ['alerts', 'storage', 'criticalPercent'],
  notify: ['alerts', 'notify'],
  protect: ['protect'],
};
