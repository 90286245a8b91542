// The groups of keys in a spec, from the certificate to ConfigMgr's own side. Shapes and single values only, like
// `schema.ts`, which puts them together.
import * as z from 'zod/mini';
import { dnsName, duration, email, filePath, gibibytes, guid, percent, said } from './schema-values.ts';

export const certificate = z.strictObject({
  file: said(z.optional(filePath), 'A PFX file beside the spec, or in a folder below it.'),
  password: said(
    z.optional(
      z.union([
        z.strictObject({ file: said(filePath, 'A file that holds it, in one line.') }),
        z.strictObject({ env: said(filePath, 'An environment variable that holds it.') }),
        z.literal('prompt'),
      ]),
    ),
    'Where the password of the PFX comes from; never the password itself.',
  ),
  keyVaultSecret: said(
    z.optional(
      // Its length first: the pattern goes over a text once for each '/secrets/' in it.
      z.string().check(z.maxLength(512, { abort: true }), z.regex(/^https:\/\/.+\/secrets\/.+$/)),
    ),
    'A secret of a key vault that holds the PFX without password: `https://<vault>/secrets/<name>/<version>`.',
  ),
  selfSigned: said(z.optional(z.boolean()), 'true: made on the spot, for a lab and the mock.'),
});

export const clientAuthentication = z.strictObject({
  methods: said(
    z._default(z.array(z.enum(['entra', 'token', 'certificate'])).check(z.minLength(1)), ['entra', 'token']),
    'The ways that are open to them.',
  ),
  trustedRoots: said(
    z._default(z.array(filePath), []),
    "The roots and intermediates of the clients' certificates: .cer files, told apart by what is in them.",
  ),
  verifyRevocation: said(
    z._default(z.boolean(), true),
    'Whether a client certificate is looked up in the revocation list of its authority.',
  ),
});

export const content = z.strictObject({
  enabled: said(z._default(z.boolean(), true), 'Whether clients fetch content from Azure storage.'),
  branchCache: said(
    z._default(z.boolean(), false),
    'Whether they share it among themselves: for the site; not used yet.',
  ),
});

const levels = {
  warningPercent: said(z._default(percent, 50), 'A warning comes at so much of the threshold.'),
  criticalPercent: said(z._default(percent, 90), 'A critical alert comes at so much of it.'),
};

export const alerts = z.strictObject({
  outboundTraffic: said(
    z.optional(
      z.strictObject({
        thresholdGiB: said(z._default(gibibytes, 10_000), 'What may leave the instances in 14 days.'),
        ...levels,
        stopAtCritical: said(
          z._default(z.boolean(), false),
          'Whether the site stops the gateway then. The site does it, not Azure.',
        ),
      }),
    ),
    'Data sent to the internet, over 14 days.',
  ),
  storage: said(
    z.optional(
      z.strictObject({
        thresholdGiB: said(z._default(gibibytes, 2_000), 'What may lie in the storage account.'),
        ...levels,
      }),
    ),
    'Data kept in the storage account.',
  ),
  notify: said(z._default(z.array(email), []), 'Mail addresses that are told.'),
});

export const expiry = z.strictObject({
  after: said(
    z.optional(duration),
    'So long after the last deploy that changed something: `72h`, `7d`, `1h30m`.',
  ),
  at: said(
    z.optional(z.iso.datetime({ offset: true })),
    'A moment, with its time zone: `2026-12-01T18:00:00Z`.',
  ),
  weekly: said(
    z.optional(
      z.strictObject({
        day: said(
          z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
          'The day of the week.',
        ),
        time: said(z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)), "The time of day: `'19:00'`."),
        timeZone: said(z.string().check(z.minLength(1)), 'Whose time: `Europe/Brussels`.'),
      }),
    ),
    'Every week at that time.',
  ),
  warnBefore: said(z._default(z.array(duration), []), 'So long before the end it is told.'),
  maxExtension: said(
    z.optional(duration),
    'How far the end may be moved, all in all: for `cmg extend`, which is yet to come.',
  ),
  action: said(z._default(z.enum(['delete', 'stop']), 'delete'), 'What happens then.'),
});

export const payload = z.strictObject({
  package: said(
    z.optional(filePath),
    'A file beside the spec, fetched by each instance from the gateway’s storage. Not uploaded yet: a deploy refuses it.',
  ),
  command: said(
    z.string().check(z.minLength(1), z.maxLength(4096)),
    'The command line that each instance runs. No place for a secret: instances and the deployment show it.',
  ),
});

export const site = z.strictObject({
  code: said(z.string().check(z.regex(/^[A-Za-z0-9]{3}$/)), 'The three characters of the site.'),
  version: said(z.optional(z.int().check(z.minimum(2107), z.maximum(9912))), 'Its version: `2603`.'),
  connectionPoints: said(z._default(z.array(dnsName), []), 'Servers that hold the line to the gateway.'),
  managementPoints: said(
    z._default(z.array(dnsName), []),
    'Management points that take what comes through it.',
  ),
  softwareUpdatePoints: said(z._default(z.array(dnsName), []), 'Software update points that do.'),
  boundaryGroups: said(
    z._default(
      z.array(
        z.strictObject({
          name: said(z.string().check(z.minLength(1), z.maxLength(256)), 'Its name.'),
          preferCloudSources: said(
            z._default(z.boolean(), false),
            'Whether its clients turn to the cloud first.',
          ),
        }),
      ),
      [],
    ),
    'Boundary groups that the gateway belongs to.',
  ),
  serverAppClientId: said(z.optional(guid), 'The application id of the Entra server app of the site.'),
});
