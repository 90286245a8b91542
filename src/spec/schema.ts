// What a spec may say: the one description that gives the types, the validation, the defaults, the generated
// documentation and the JSON Schema. Only shapes and single values; what joins several is in `rules.ts`.
import * as z from 'zod/mini';
import {
  alerts,
  certificate,
  clientAuthentication,
  content,
  expiry,
  payload,
  site,
} from './schema-groups.ts';
import { dnsName, guid, name, said } from './schema-values.ts';

export const specSchema = z.strictObject({
  version: said(z.literal(1), 'The format of this file.'),
  extends: said(
    z.optional(z.string().check(z.minLength(1))),
    'Another spec, beside this one or in a folder below it, which says what this one leaves out.',
  ),
  name: said(
    name,
    'The deployment name, 3 to 24 lower-case letters and digits: DNS label, and prefix of what is named after it.',
  ),
  serviceName: said(
    z.optional(dnsName),
    "What clients connect to. Without it: the certificate's own name, its case kept.",
  ),
  description: said(
    z.optional(z.string().check(z.maxLength(256))),
    'What the gateway is for, in a line; the resource group carries it too.',
  ),
  environment: said(
    z._default(z.enum(['AzurePublicCloud', 'AzureUSGovernmentCloud']), 'AzurePublicCloud'),
    'The Azure cloud it stands in.',
  ),
  subscriptionId: said(z.optional(guid), 'Without it: AZURE_SUBSCRIPTION_ID.'),
  tenantId: said(z.optional(guid), 'Without it: AZURE_TENANT_ID.'),
  region: said(z.string().check(z.minLength(1)), 'Where it stands: `westus2` or `West US 2`.'),
  resourceGroup: said(
    z.strictObject({
      name: said(z.string().check(z.regex(/^[-\w().]{0,89}[-\w()]$/)), 'Its name.'),
      create: said(
        z._default(z.boolean(), true),
        'Whether cmg makes it. false: it exists already, in the same region.',
      ),
    }),
    'The resource group that holds everything.',
  ),
  vmSize: said(
    z._default(z.enum(['A2_v2', 'A4_v2', 'B2s']), 'A2_v2'),
    'The size of the instances; B2s is for labs.',
  ),
  instances: said(
    z._default(z.int().check(z.minimum(1), z.maximum(16)), 1),
    'How many instances there are. A gateway has no autoscale: Microsoft does not support it.',
  ),
  certificate: said(
    certificate,
    'The server authentication certificate: a file, a secret of a key vault, or one made for a lab.',
  ),
  clientAuthentication: said(z.prefault(clientAuthentication, {}), 'How clients prove who they are.'),
  enforceTls12: said(
    z._default(z.boolean(), true),
    'Whether the instances speak TLS 1.2 and newer only, with ciphers that keep past traffic secret.',
  ),
  content: said(z.prefault(content, {}), 'What clients fetch from the storage account of the gateway.'),
  alerts: said(z.optional(alerts), 'What to watch, and whom to tell. Without it: nothing is watched.'),
  expiry: said(z.optional(expiry), 'When `cmg reap` ends the gateway. Without it: never.'),
  protect: said(
    z._default(z.boolean(), false),
    'true: Azure locks the gateway against deletion, and teardown and reap refuse. Its vault can never be purged any more.',
  ),
  tags: said(z._default(z.record(z.string(), z.string()), {}), 'Tags of every resource.'),
  network: said(
    z.prefault(
      z.strictObject({
        addressSpace: said(
          z._default(z.string(), '10.42.0.0/24'),
          'A private IPv4 network, /8 to /27, all of it one subnet.',
        ),
      }),
      {},
    ),
    'The virtual network.',
  ),
  names: said(
    z._default(
      z.strictObject({
        vault: said(z.optional(name), 'The key vault.'),
        storageAccount: said(z.optional(name), 'The storage account.'),
      }),
      {},
    ),
    'Other names, where the name itself is taken.',
  ),
  payload: said(z.optional(payload), 'What the instances run once they stand.'),
  site: said(
    z.optional(site),
    "ConfigMgr's side, for the PowerShell that cmg is to write; read, and not used yet.",
  ),
});

/** A spec that was found right, with its defaults filled in and every value in canonical form. */
export type Spec = Readonly<z.output<typeof specSchema>>;
