// The tags that make a resource ours and tell what was meant with it. The only place that spells them; Azure
// shows them, so they carry nothing secret.
import type { Tags } from '../cloud/cloud.ts';
import { describeExpiry } from '../spec/expiry.ts';
import type { Spec } from '../spec/schema.ts';

export const tagNames = {
  /** On everything: the gateway's name, and the random id of this one deployment of it. */
  gateway: 'cmg-gateway',
  deployment: 'cmg-deployment',
  /** On the anchor only: the resource group if cmg made it, else the identity. */
  group: 'cmg-group',
  spec: 'cmg-spec',
  template: 'cmg-template',
  expiry: 'cmg-expiry',
  expires: 'cmg-expires',
  protect: 'cmg-protect',
  action: 'cmg-expiry-action',
  description: 'cmg-description',
  /** On what stood before and was taken over: never deleted by us. */
  adopted: 'cmg-adopted',
  /** On the scale set: what its instances do first, in words. */
  bootstrap: 'cmg-bootstrap',
  /** On the certificate's secret: which one it is and when it ends. */
  certificate: 'cmg-certificate',
  certificateUntil: 'cmg-certificate-until',
} as const;

export function ownershipTags({ name }: Spec, deploymentId: string): Tags {
  return { [tagNames.gateway]: name, [tagNames.deployment]: deploymentId };
}

export function recordTags(
  spec: Spec,
  record: {
    readonly specDigest: string;
    readonly templateDigest: string;
    readonly expiresAt: string | undefined;
  },
): Tags {
  const { expiry, protect, resourceGroup, description } = spec;
  return {
    [tagNames.group]: resourceGroup.create ? 'made' : 'found',
    [tagNames.spec]: record.specDigest,
    [tagNames.template]: record.templateDigest,
    ...(expiry === undefined ? {} : { [tagNames.expiry]: describeExpiry(expiry) }),
    ...(record.expiresAt === undefined ? {} : { [tagNames.expires]: record.expiresAt }),
    ...(expiry?.action === 'stop' ? { [tagNames.action]: 'stop' } : {}),
    ...(protect ? { [tagNames.protect]: 'true' } : {}),
    ...(description === undefined ? {} : { [tagNames.description]: description }),
  };
}

const bookkeeping: ReadonlySet<string> = new Set([
  tagNames.spec,
  tagNames.template,
  tagNames.expires,
  tagNames.certificateUntil,
  tagNames.adopted,
]);

/** Kept by cmg for itself: never shown as a change of the user's. */
export function isBookkeeping(tag: string): boolean {
  return bookkeeping.has(tag.toLowerCase());
}
