// A valid Spec → the same Spec in canonical form: regions by their short name, ids in lower case. After this, nobody asks which way a value was written.
import { clouds, normalizeRegion } from './clouds.ts';
import type { Environment } from './reference.ts';
import type { Spec } from './schema.ts';

export function normalizeSpec(spec: Spec, environment: Environment): Spec {
  const region = normalizeRegion(spec.region);
  const subscriptionId = (spec.subscriptionId ?? environment['AZURE_SUBSCRIPTION_ID'])?.toLowerCase();
  const tenantId = (spec.tenantId ?? environment['AZURE_TENANT_ID'])?.toLowerCase();
  return {
    ...spec,
    region,
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
}

/** The name under which Azure itself makes a gateway known. */
export function addressOf({
  name,
  region,
  environment,
}: Pick<Spec, 'name' | 'region' | 'environment'>): string {
  return `${name}.${region}.${clouds[environment].suffixes.cloudApp}`;
}
