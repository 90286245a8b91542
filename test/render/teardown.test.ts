import assert from 'node:assert/strict';
import { CmgError } from '../../src/base/failure.ts';
import { plainStyle } from '../../src/render/style.ts';
import {
  renderTeardownPlan,
  renderTornDown,
  renderVerdict,
  staysOf,
  verdictJson,
} from '../../src/render/teardown.ts';
import type { Holding } from '../../src/teardown/ownership.ts';
import type { Verdict } from '../../src/teardown/reap.ts';
import { idOf } from '../support/views.ts';

const now = new Date('2026-11-20T12:00:00Z');
const view = { now, address: 'granitefalls.westus2.cloudapp.azure.com' };
const group = { name: 'rg-granitefalls', location: 'westus2', tags: {} };

function listed(type: string, name: string): Holding['ours'][number] {
  return { id: idOf(type, name), type, name, tags: {}, createdAt: '2026-11-19T12:00:00Z' };
}

const vault = listed('Microsoft.KeyVault/vaults', 'granitefalls');
const nsg = listed('Microsoft.Network/networkSecurityGroups', 'granitefalls-nsg');

const identity = listed('Microsoft.ManagedIdentity/userAssignedIdentities', 'granitefalls-id');

const holding: Holding = {
  gateway: 'granitefalls',
  deploymentId: 'd',
  group,
  groupIsOurs: true,
  anchor: {},
  ours: [identity, nsg, vault],
  foreign: [],
};

describe('a teardown to come, as text', () => {
  it('lists what goes, in the order in which it goes, and what stays', () => {
    assert.equal(
      renderTeardownPlan(holding, view, plainStyle),
      `granitefalls   westus2 · rg-granitefalls, nothing foreign in it

  - vault  granitefalls
  - security group  granitefalls-nsg
  - identity  granitefalls-id
  - resource group  rg-granitefalls
  stays: vault granitefalls can be recovered until 2027-02-18, its name is taken
         a CNAME at your DNS that points at granitefalls.westus2.cloudapp.azure.com
         in the site: the gateway, its connection point role, the Entra apps

4 resources to delete
`,
    );
  });

  it('leaves a group that was there before, and says nothing of what is foreign in it', () => {
    const text = renderTeardownPlan(
      { ...holding, groupIsOurs: false, ours: [nsg], foreign: [vault] },
      view,
      plainStyle,
    );
    assert.match(text, /^granitefalls {3}westus2 · rg-granitefalls\n/);
    assert.doesNotMatch(text, /resource group|vault/);
    assert.match(text, /\n1 resource to delete\n$/);
  });

  it('has nothing to say of a vault where there is none', () => {
    assert.equal(staysOf({ ...holding, ours: [nsg] }, view).length, 2);
  });
});

describe('a teardown that is over, as text', () => {
  it('counts what is gone, the group with it', () => {
    const outcome = { gateway: 'granitefalls', deleted: ['a', 'b'], remaining: [], groupDeleted: true };
    assert.equal(renderTornDown(outcome, plainStyle), '✓ granitefalls is gone: 3 resources deleted\n');
  });

  it('lists what is still there, and why', () => {
    const outcome = {
      gateway: 'granitefalls',
      deleted: ['a'],
      remaining: [{ id: '/x', reason: 'a lock forbids it' }],
      groupDeleted: false,
    };
    assert.equal(
      renderTornDown(outcome, plainStyle),
      '✗ granitefalls: 1 deleted, 1 still there\n\n  /x\n      a lock forbids it\n',
    );
  });
});

describe('a verdict of reap', () => {
  const found = { gateway: 'granitefalls', group, anchor: {} };
  const past = { due: true, expiresAt: new Date('2026-11-20T11:00:00Z') } as const;
  const refusal = new CmgError('CMG5013', 'granitefalls is protected');
  for (const [verdict, text] of [
    [{ found, due: past, postponed: false }, 'granitefalls   expired 2026-11-20 11:00 UTC (1 h ago)\n'],
    [
      { found, due: past, holding, postponed: false },
      'granitefalls   expired 2026-11-20 11:00 UTC (1 h ago): 4 resources, with the group rg-granitefalls\n',
    ],
    [
      { found, due: past, holding: { ...holding, groupIsOurs: false, ours: [nsg] }, postponed: false },
      'granitefalls   expired 2026-11-20 11:00 UTC (1 h ago): 1 resource of the group rg-granitefalls, which stays\n',
    ],
    [
      { found, due: past, postponed: true },
      'granitefalls   expired 2026-11-20 11:00 UTC (1 h ago), left for the next run\n',
    ],
    [
      { found, due: past, refusal, postponed: false },
      'granitefalls   expired 2026-11-20 11:00 UTC (1 h ago), left alone   CMG5013\n  granitefalls is protected\n',
    ],
    [{ found, due: { due: false, why: 'never' }, postponed: false }, 'granitefalls   no expiry\n'],
    [
      {
        found,
        due: { due: false, why: 'later', expiresAt: new Date('2026-11-20T13:00:00Z') },
        postponed: false,
      },
      'granitefalls   expires 2026-11-20 13:00 UTC (in 1 h)\n',
    ],
    [
      { found, due: { due: false, why: 'unreadable' }, postponed: false },
      'granitefalls   left alone: its expiry cannot be read, which never means now\n',
    ],
    [
      { found, due: { due: false, why: 'protected' }, postponed: false },
      'granitefalls   left alone: protected\n',
    ],
  ] satisfies [Verdict, string][]) {
    it(`reads ${JSON.stringify(text.split('\n')[0])}`, () => {
      assert.equal(renderVerdict(verdict, now, plainStyle), text);
    });
  }

  it('is as much in JSON', () => {
    assert.deepEqual(verdictJson({ found, due: past, refusal, postponed: false }), {
      gateway: 'granitefalls',
      resourceGroup: 'rg-granitefalls',
      due: true,
      expiresAt: '2026-11-20T11:00:00.000Z',
      refused: { code: 'CMG5013', message: 'granitefalls is protected' },
      postponed: false,
    });
    assert.deepEqual(verdictJson({ found, due: { due: false, why: 'never' }, postponed: false }), {
      gateway: 'granitefalls',
      resourceGroup: 'rg-granitefalls',
      due: false,
      expiresAt: null,
      reason: 'never',
      postponed: false,
    });
  });
});
