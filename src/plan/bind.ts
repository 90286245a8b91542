// What a spec leaves open and Azure already answered: which deployment this is, which certificate the vault
// holds, until when it stands. Pure; chance and the moment are given.
import type { Tags } from '../cloud/cloud.ts';
import type { ClientRoots } from '../compile/bootstrap.ts';
import type { Binding } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import { expiresAt } from '../spec/expiry.ts';
import type { Spec } from '../spec/schema.ts';

export interface BindAsk {
  /** Tags of the anchor: the group that cmg made, or else the identity. */
  readonly anchor: Tags;
  readonly certificate: { readonly mark: string; readonly until: string | undefined };
  readonly clientRoots: ClientRoots;
  readonly packageDigest: string | undefined;
  readonly now: Date;
  readonly freshId: string;
}

export function bind({ expiry }: Spec, ask: BindAsk): Binding {
  const expires = expiry === undefined ? undefined : expiresAt(expiry, ask.now);
  return {
    deploymentId: ask.anchor[tagNames.deployment] ?? ask.freshId,
    expiresAt: expires === undefined ? undefined : `${expires.toISOString().slice(0, 19)}Z`,
    // A certificate that is only made when it is needed says then until when it is good.
    certificate: { mark: ask.certificate.mark, until: ask.certificate.until ?? '' },
    clientRoots: ask.clientRoots,
    packageDigest: ask.packageDigest,
  };
}
