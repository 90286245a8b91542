// The secrets of one deploy: opened or made just before they are sent, and only those that are. Holds none longer
// than the request that needs it.
import type { Random } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import type { Cloud, ParameterValue } from '../cloud/cloud.ts';
import type { CompiledParameter } from '../compile/compile.ts';
import { secretsNeeded, type SecretValues } from './assemble.ts';
import type { Prepared } from './prepare.ts';

export interface Sealed {
  readonly prepared: Prepared;
  readonly pfx: Secret | undefined;
}

/** Opens the certificate if it has to be sent; only then is it known until when it is good. */
export async function withCertificateEnd(prepared: Prepared): Promise<Sealed> {
  const { certificate } = prepared.gateway;
  if (!secretsNeeded(prepared).has('certificatePfx') || certificate.address !== undefined) {
    return { prepared, pfx: undefined };
  }
  const { pfx, until } = await certificate.open();
  const parameters: Readonly<Record<string, CompiledParameter>> = {
    ...prepared.compiled.parameters,
    certificateUntil: { value: until },
  };
  return { prepared: { ...prepared, compiled: { ...prepared.compiled, parameters } }, pfx };
}

export async function secretValues(
  { prepared, pfx }: Sealed,
  { random, cloud }: { readonly random: Random; readonly cloud: Cloud },
): Promise<SecretValues> {
  const vault = prepared.desired.find(({ type }) => type === 'Microsoft.KeyVault/vaults');
  const stored = prepared.plan.changes.find(({ name }) => name.endsWith('/admin-password'));
  const inVault = stored?.action === 'none' && vault !== undefined;
  return {
    certificatePfx: await certificateValue(prepared, pfx, cloud),
    adminPassword: inVault
      ? { vault: vault.id, secretName: 'admin-password' }
      : { secret: newPassword(random) },
  };
}

async function certificateValue(
  { gateway: { certificate } }: Prepared,
  pfx: Secret | undefined,
  { facts }: Cloud,
): Promise<ParameterValue> {
  const { address } = certificate;
  if (address === undefined) return { secret: pfx ?? new Secret('') };
  const vault = await facts.vaultId(address.vault);
  // Looked for before; whoever deleted it meanwhile leaves Azure to say so.
  const version = address.version === undefined ? {} : { secretVersion: address.version };
  return { vault: vault ?? '', secretName: address.secret, ...version };
}

/** 32 characters of four kinds, as Windows asks; nobody needs to type it. */
function newPassword(random: Random): Secret {
  const text = Buffer.from(random.bytes(24)).toString('base64url').replaceAll(/[-_]/g, '7');
  return new Secret(`${text.slice(0, 28)}aZ9!`);
}
