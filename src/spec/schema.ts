// What a spec may say: the one description that gives the types, the validation, the defaults, the generated
// documentation and the JSON Schema. Only shapes and single values; what joins several is in `rules.ts`.
import * as z from 'zod';
import { durationPattern, parseDurationMs } from './duration.ts';

const name = z.string().regex(/^[a-z][a-z0-9]{2,23}$/);
const duration = z
  .string()
  .regex(durationPattern)
  // `0h` has the form, but says nothing.
  .refine((text) => parseDurationMs(text) !== undefined);
const guid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

const certificate = z
  .strictObject({
    file: z.string().min(1).optional().describe('A PFX file beside the spec, or in a folder below it.'),
    password: z
      .union([
        z.strictObject({ file: z.string().min(1) }),
        z.strictObject({ env: z.string().min(1) }),
        z.literal('prompt'),
      ])
      .optional()
      .describe('Where the password of the PFX comes from; never the password itself.'),
    selfSigned: z.boolean().optional().describe('Makes a certificate on the spot: for a lab and the mock.'),
  })
  .describe('The server authentication certificate: a file, or selfSigned.');

const expiry = z
  .strictObject({
    after: duration.optional().describe('So long after the last deploy: `72h`, `7d`, `1h30m`.'),
    at: z.iso.datetime({ offset: true }).optional().describe('A moment, with its time zone.'),
    weekly: z
      .strictObject({
        day: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
        time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
        timeZone: z.string().min(1),
      })
      .optional()
      .describe('Every week at that time.'),
  })
  .describe('When the gateway is torn down by `cmg reap`. Without it: never.');

export const specSchema = z.strictObject({
  version: z.literal(1).describe('The format of this file.'),
  name: name.describe('The deployment name: DNS label, and prefix of what is named after it.'),
  serviceName: z
    .string()
    .min(4)
    .max(253)
    .optional()
    .describe("What clients connect to; default: the certificate's name, its case kept."),
  description: z.string().max(256).optional(),
  environment: z.enum(['AzurePublicCloud', 'AzureUSGovernmentCloud']).default('AzurePublicCloud'),
  subscriptionId: guid.optional().describe('Default: AZURE_SUBSCRIPTION_ID.'),
  tenantId: guid.optional().describe('Default: AZURE_TENANT_ID.'),
  region: z.string().min(1).describe('Where it stands: `westus2` or `West US 2`.'),
  resourceGroup: z
    .strictObject({
      name: z.string().regex(/^[-\w().]{0,89}[-\w()]$/),
      create: z.boolean().default(true).describe('false: it exists already, in the same region.'),
    })
    .describe('The resource group that holds everything.'),
  vmSize: z.enum(['A2_v2', 'A4_v2', 'B2s']).default('A2_v2'),
  instances: z.int().min(1).max(16).default(1),
  certificate,
  enforceTls12: z.boolean().default(true),
  content: z
    .strictObject({ enabled: z.boolean().default(true), branchCache: z.boolean().default(false) })
    .default({ enabled: true, branchCache: false })
    .describe('Whether clients fetch content from the storage account of the gateway.'),
  expiry: expiry.optional(),
  protect: z.boolean().default(false).describe('true: teardown and reap refuse.'),
  tags: z.record(z.string(), z.string().max(256)).default({}).describe('Tags for every resource.'),
  network: z
    .strictObject({ addressSpace: z.string().default('10.42.0.0/24') })
    .default({ addressSpace: '10.42.0.0/24' }),
  names: z
    .strictObject({ vault: name.optional(), storageAccount: name.optional() })
    .default({})
    .describe('Other names, where the name itself is taken.'),
});

/** A spec that was found right, with its defaults filled in and every value in canonical form. */
export type Spec = Readonly<z.output<typeof specSchema>>;

/** The keys that may stand at a path of a spec. */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  let at: unknown = specSchema;
  for (const step of path) at = shapeOf(at)?.[String(step)];
  return Object.keys(shapeOf(at) ?? {});
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return shapeOf(schema.unwrap());
  return undefined;
}
