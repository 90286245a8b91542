// Where a blob service beside the served mock keeps the blobs of an account, from `--blob-endpoint`.
import { CmgError } from '../base/failure.ts';

/** The account is the first part of the path, as Azurite reads it; no name server would know it as a host. */
export function blobEndpointOf(text: string): (account: string) => string {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    throw new CmgError(
      'CMG9001',
      `--blob-endpoint must be an address such as http://127.0.0.1:10000, not '${text}'`,
    );
  }
  const base = text.replace(/\/+$/, '');
  return (account) => `${base}/${account}/`;
}
