// One gateway as a run sees it: its spec, where the spec's lines are, which certificate it serves with, and the
// subscription it goes to. Made by `cli`, read by everything that plans, deploys or tears down.
import type { Place as SourcePlace } from '../base/diagnostic.ts';
import type { Secret } from '../base/secret.ts';
import type { ClientRoots } from '../compile/bootstrap.ts';
import type { Path } from '../spec/document.ts';
import type { Spec } from '../spec/schema.ts';
import type { SecretAddress } from '../spec/secret-address.ts';

export interface Gateway {
  readonly spec: Spec;
  readonly file: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly locate: (path: Path) => SourcePlace | undefined;
  readonly certificate: GatewayCertificate;
  /** What else the spec names and the disk holds. */
  readonly clientRoots: ClientRoots;
  readonly packageDigest: string | undefined;
}

export interface GatewayCertificate {
  /** Equal marks mean the same certificate, so nothing needs to be sent. */
  readonly mark: string;
  /** When it ends; undefined for one that is only made when it is needed. */
  readonly until: string | undefined;
  /** Where it lies in a vault: then Azure itself takes it from there, and nobody opens it. */
  readonly address?: SecretAddress;
  /** The PFX in base64, without password, and when it ends. Called once, just before it is sent. */
  readonly open: () => Promise<{ readonly pfx: Secret; readonly until: string }>;
}

/** One name for all deployments of a gateway: Azure itself then keeps two runs apart. */
export function deploymentName({ name }: Pick<Spec, 'name'>): string {
  return `cmg-${name}`;
}
