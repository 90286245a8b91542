// One call of a deploy or of a teardown fails, then the next one in another run, until a run meets no fault; and the
// same with every call failing from there on. Whatever happens, the run ends well or with a documented code, and the
// next run that nobody disturbs leaves the world as it should be.
import assert from 'node:assert/strict';
import { codes } from '../../src/base/codes.ts';
import { CmgError } from '../../src/base/failure.ts';
import type { FaultRule, WireEffect } from '../../src/mock/faults/document.ts';
import { memoryStore } from '../../src/mock/store.ts';
import { changesOf } from '../../src/plan/plan.ts';
import { readHolding } from '../../src/teardown/ownership.ts';
import { teardown } from '../../src/teardown/teardown.ts';
import { testClock } from '../support/clock.ts';
import { openLab, type Lab } from '../support/lab.ts';
import { sized } from '../support/wishes.ts';

/** Each call meets one of these in turn in the small size, and all of them in the whole one. */
const effects: readonly WireEffect[] = [
  { reset: 'before' },
  { reset: 'after' },
  { answer: { status: 500 } },
  { garbage: 'text' },
  { answer: { code: 'AuthorizationFailed' } },
  { truncate: 0.5 },
  { garbage: 'empty' },
  { answer: { code: 'SubscriptionRequestsThrottled' } },
  { stall: 'after' },
  { garbage: 'html' },
  { answer: { status: 409 } },
  { garbage: 'array' },
  { answer: { code: 'ResourceNotFound' } },
  { garbage: 'cut' },
  { answer: { status: 401 } },
  { answer: { status: 503, code: 'ServerTimeout' } },
];

type Walk = (lab: Lab) => Promise<void>;
type Match = (call: number) => FaultRule['match'];

const deploying: Walk = async (lab) => void (await lab.deploy());

/** What is gone already is torn down too. */
const tearingDown: Walk = async (lab) => {
  const group = await lab.cloud.groups.read('rg-granitefalls');
  if (group === undefined) return;
  const { tenantId, subscriptionId } = lab.azure;
  const place = { tenantId, subscriptionId, cloud: 'AzurePublicCloud' as const };
  const run = teardown(await readHolding(lab.cloud, { group, anchor: group.tags, place }), lab);
  while ((await run.next()).done !== true);
};

/** Groups and resources with their states, by type and name. */
async function worldOf(lab: Lab): Promise<readonly string[]> {
  const base = `/subscriptions/${lab.azure.subscriptionId}`;
  const listed = [
    await lab.send('GET', `${base}/resourcegroups?api-version=2022-09-01`),
    await lab.send('GET', `${base}/resources?$expand=provisioningState&api-version=2022-09-01`),
  ];
  return listed.flatMap(({ body }) =>
    (body as { value: { type: string; name: string; provisioningState?: string }[] }).value.map(
      ({ type, name, provisioningState = '' }) => `${type} ${name} ${provisioningState}`.trim(),
    ),
  );
}

const standing = [
  'Microsoft.Compute/virtualMachineScaleSets granitefalls Succeeded',
  'Microsoft.KeyVault/vaults granitefalls Succeeded',
  'Microsoft.ManagedIdentity/userAssignedIdentities granitefalls-id Succeeded',
  'Microsoft.Network/loadBalancers granitefalls-lb Succeeded',
  'Microsoft.Network/networkSecurityGroups granitefalls-nsg Succeeded',
  'Microsoft.Network/publicIPAddresses granitefalls Succeeded',
  'Microsoft.Network/virtualNetworks granitefalls-vnet Succeeded',
  'Microsoft.Resources/resourceGroups rg-granitefalls',
  'Microsoft.Storage/storageAccounts granitefalls Succeeded',
];

interface Stage {
  /** What was there before the disturbed run began. */
  readonly before: Walk;
  readonly disturbed: Walk;
  readonly after: (lab: Lab) => Promise<void>;
}

const stages: Readonly<Record<'deploy' | 'teardown', Stage>> = {
  deploy: {
    before: () => Promise.resolve(),
    disturbed: deploying,
    after: async (lab) => {
      await lab.deploy(undefined, { wait: true });
      assert.deepEqual((await worldOf(lab)).toSorted(), standing);
      assert.deepEqual(changesOf((await lab.prepare()).plan), []);
    },
  },
  teardown: {
    before: deploying,
    disturbed: tearingDown,
    after: async (lab) => {
      await tearingDown(lab);
      assert.deepEqual(await worldOf(lab), []);
    },
  },
};

interface Disturbed {
  readonly met: boolean;
  /** What was wrong with how it ended, or with the run after it. */
  readonly problems: readonly string[];
}

async function disturb(
  { before, disturbed, after }: Stage,
  { speed, rule }: { readonly speed: number | 'instant'; readonly rule: FaultRule },
): Promise<Disturbed> {
  const world = { clock: testClock(), store: memoryStore(), speed };
  await before(openLab(world));
  const lab = openLab({ ...world, retries: 0, faults: { faults: [rule] } });
  stopAfter(lab, 3_000);
  const story = JSON.stringify(rule);
  const problems: string[] = [];
  try {
    await disturbed(lab);
  } catch (error) {
    if (!isExplained(error)) problems.push(`${story} ended with ${traceOf(error)}`);
  }
  try {
    await after(openLab(world));
  } catch (error) {
    problems.push(`after ${story}: ${traceOf(error)}`);
  }
  return { met: lab.azure.faulted() > 0, problems };
}

/** A run that asks and asks has no end of its own where time passes at once. */
function stopAfter({ azure }: Lab, most: number): void {
  const { fetch } = azure;
  Object.assign(azure, {
    fetch: async (request: Parameters<typeof fetch>[0]) => {
      if (azure.calls() > most) throw new Error('asks without end');
      return await fetch(request);
    },
  });
}

function isExplained(error: unknown): boolean {
  return (
    error instanceof CmgError &&
    Object.hasOwn(codes, error.code) &&
    !/undefined|\[object|NaN|is not a function|without end/.test(error.message)
  );
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

describe('faults', () => {
  const speeds = ['instant', 1] as const;
  const matches: Readonly<Record<string, Match>> = {
    'one call fails': (call) => ({ call }),
    'every call fails from one on': (from) => ({ from }),
  };

  for (const [stage, walk] of Object.entries(stages))
    for (const [title, match] of Object.entries(matches))
      for (const speed of speeds)
        it(`leave a ${stage} that ends well or with a code, and a world that the next run sets right, where ${title} (speed ${speed})`, async () => {
          const stride = sized(speed === 'instant' ? 7 : 29, 1);
          let call = 1;
          let runs = 0;
          const problems: string[] = [];
          for (let met = true; met; call += stride) {
            const chosen = speed === 'instant' ? sized(1, effects.length) : 1;
            met = false;
            for (let turn = 0; turn < chosen; turn += 1) {
              const effect = effects[(runs + turn) % effects.length] ?? { reset: 'before' };
              const told = await disturb(walk, { speed, rule: { match: match(call), effect } });
              met ||= told.met;
              problems.push(...told.problems);
            }
            runs += chosen;
          }
          const calls = call - stride;
          assert.deepEqual(problems, []);
          process.stdout.write(`      ${runs} disturbed runs, up to call ${calls}\n`);
          assert.ok(calls > (stage === 'deploy' ? 14 : 20), `only ${calls} calls`);
        }).timeout(3_600_000);
});
