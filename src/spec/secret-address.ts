// The address of a secret in a key vault, taken apart. Pure; asks no vault.

export interface SecretAddress {
  /** In lower case, as its DNS name is. */
  readonly vault: string;
  readonly secret: string;
  readonly version: string | undefined;
}

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers
const form =
  /^https:\/\/([a-z](?:-?[a-z0-9]){2,23})\.([a-z0-9.-]+)\/secrets\/([0-9a-z-]{1,127})(?:\/([0-9a-f]{32}))?\/?$/i;

/** Undefined where it is none, or of another cloud. */
export function parseSecretAddress(text: string, suffix: string): SecretAddress | undefined {
  const [, vault, host, secret, version] = form.exec(text) ?? [];
  if (vault === undefined || secret === undefined || host?.toLowerCase() !== suffix) return undefined;
  return { vault: vault.toLowerCase(), secret, version: version?.toLowerCase() };
}
