// Random specs that are right, as fast-check makes them: what one may say, and what may change between two deploys
// of one gateway.
import fc from 'fast-check';
import type { JsonObject } from '../../src/base/json.ts';
import { clouds } from '../../src/spec/clouds.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9]{2,23}$/);

const tagName = fc
  .string({ unit: fc.constantFrom(...'abXY01 -_.:é'), minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() === text && !/^(?:cmg-|microsoft|azure|windows)/i.test(text));

const tags = fc
  .uniqueArray(fc.tuple(tagName, fc.string({ maxLength: 20 }).map(withoutReferences)), {
    maxLength: 6,
    selector: ([key]) => key.toLowerCase(),
  })
  .map((entries) => Object.fromEntries(entries));

/** `${NAME}` would ask for a variable that no test sets. */
function withoutReferences(text: string): string {
  return text.replaceAll('$', '');
}

const network = fc
  .tuple(fc.integer({ min: 8, max: 27 }), fc.nat({ max: 2 ** 24 - 1 }))
  .map(([prefix, host]) => {
    const value = 10 * 2 ** 24 + host;
    const start = value - (value % 2 ** (32 - prefix));
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
    return { addressSpace: `${octets.join('.')}/${prefix}` };
  });

const twoDigits = (max: number): fc.Arbitrary<string> =>
  fc.nat({ max }).map((value) => String(value).padStart(2, '0'));

const expiry = fc.oneof(
  fc.record({
    after: fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('m', 'h', 'd', 'w'))
      .map((parts) => parts.join('')),
  }),
  fc.record({ at: fc.integer({ min: 10, max: 28 }).map((day) => `2027-02-${day}T18:00:00+01:00`) }),
  fc.record({
    weekly: fc.record({
      day: fc.constantFrom('monday', 'wednesday', 'sunday'),
      time: fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':')),
      timeZone: fc.constantFrom('UTC', 'Europe/Brussels', 'America/Los_Angeles', 'Asia/Kolkata'),
    }),
  }),
);

/** By both names, without the one that offers no Av2. */
const regions = Object.entries(clouds.AzurePublicCloud.regions)
  .filter(([short]) => short !== 'westus3')
  .flat();

/** What stays while a gateway lives. */
const lasting = fc.record(
  {
    version: fc.constant(1),
    name,
    serviceName: fc.constantFrom('GraniteFalls.contoso.com', 'g.example'),
    region: fc.constantFrom(...regions),
    resourceGroup: fc.record({ name: fc.stringMatching(/^[-\w()]{1,30}$/), create: fc.boolean() }),
    certificate: fc.constant({ selfSigned: true }),
    network,
    names: fc.record({ vault: name, storageAccount: name }, { requiredKeys: [] }),
  },
  { requiredKeys: ['version', 'name', 'serviceName', 'region', 'resourceGroup', 'certificate'] },
);

/** What a second deploy may have otherwise. */
const changing = fc.record(
  {
    description: fc.string({ maxLength: 40 }).map(withoutReferences),
    vmSize: fc.constantFrom('A2_v2', 'A4_v2', 'B2s'),
    instances: fc.integer({ min: 1, max: 16 }),
    enforceTls12: fc.boolean(),
    content: fc.record({ enabled: fc.boolean(), branchCache: fc.boolean() }, { requiredKeys: [] }),
    protect: fc.boolean(),
    expiry,
    tags,
  },
  { requiredKeys: [] },
);

export interface TwoSpecs {
  readonly first: JsonObject;
  /** The same gateway, otherwise. */
  readonly second: JsonObject;
}

export const twoSpecs: fc.Arbitrary<TwoSpecs> = fc
  .tuple(lasting, changing, changing)
  .map(([fixed, first, second]) => ({ first: { ...fixed, ...first }, second: { ...fixed, ...second } }));

const server = fc.constantFrom('a.contoso.com', 'b.contoso.com', 'cp-1.corp.example');

const levels = {
  warningPercent: fc.integer({ min: 1, max: 50 }),
  criticalPercent: fc.integer({ min: 51, max: 100 }),
};

/** What no deploy of a test needs, and a spec may still say. */
const others = fc.record(
  {
    tenantId: fc.uuid(),
    clientAuthentication: fc.record({
      methods: fc.uniqueArray(fc.constantFrom('entra', 'token', 'certificate'), { minLength: 1 }),
      trustedRoots: fc.constant(['certs/root.cer']),
      verifyRevocation: fc.boolean(),
    }),
    alerts: fc.record(
      {
        outboundTraffic: fc.record({ ...levels, stopAtCritical: fc.boolean() }),
        storage: fc.record({ thresholdGiB: fc.integer({ min: 1, max: 1_000_000 }), ...levels }),
        notify: fc.constant(['ops@contoso.com']),
      },
      { requiredKeys: [] },
    ),
    payload: fc.constant({ package: 'gateway.zip', command: 'powershell -File install.ps1' }),
    site: fc.record(
      {
        code: fc.stringMatching(/^[A-Z0-9]{3}$/),
        version: fc.integer({ min: 2107, max: 2703 }),
        connectionPoints: fc.uniqueArray(server),
        boundaryGroups: fc.constant([{ name: 'VPN', preferCloudSources: true }]),
        serverAppClientId: fc.uuid(),
      },
      { requiredKeys: ['code'] },
    ),
  },
  { requiredKeys: [] },
);

/** With any of the keys that a spec can have. */
export const wholeSpec: fc.Arbitrary<JsonObject> = fc
  .tuple(twoSpecs, others)
  .map(([{ first }, more]) => ({ ...first, ...more }));
