import assert from 'node:assert/strict';
import type { Instance } from '../../src/cloud/cloud.ts';
import { renderStatus, statusJson, type StatusView } from '../../src/render/status.ts';
import { plainStyle } from '../../src/render/style.ts';

const now = new Date('2026-11-20T12:00:00Z');

function instance(id: number, difference: Partial<Instance> = {}): Instance {
  return {
    id: String(id),
    provisioning: 'Succeeded',
    latestModel: true,
    power: 'running',
    health: 'healthy',
    ...difference,
  };
}

const standing: StatusView = {
  gateway: 'granitefalls',
  region: 'westus2',
  resourceGroup: 'rg-granitefalls',
  address: 'granitefalls.westus2.cloudapp.azure.com',
  serviceName: 'GraniteFalls.contoso.com',
  stands: true,
  resources: { wanted: 15, standing: 15 },
  instances: [instance(0, {}), instance(1, {})],
  expiresAt: new Date('2026-11-23T12:00:00Z'),
  expiryUnreadable: false,
  certificateUntil: new Date('2027-11-20T11:00:00Z'),
  protected: false,
  deployment: { name: 'cmg-granitefalls', state: 'succeeded', startedAt: '2026-11-20T10:40:00Z' },
};

function row(name: string, difference: Partial<StatusView>): string | undefined {
  const text = renderStatus({ ...standing, ...difference }, now, plainStyle);
  return text
    .split('\n')
    .find((line) => line.startsWith(`  ${name} `))
    ?.slice(15);
}

describe('the status of a gateway as text', () => {
  it('is a list of what matters', () => {
    assert.equal(
      renderStatus(standing, now, plainStyle),
      `granitefalls   westus2 · rg-granitefalls

  address      granitefalls.westus2.cloudapp.azure.com
  service      GraniteFalls.contoso.com
  resources    15 of 15 stand
  instances    2, 2 running
  expires      2026-11-23 12:00 UTC (in 3 d)
  certificate  364 days left
  deployment   cmg-granitefalls succeeded, 1 h 20 min ago
`,
    );
  });

  it('says so where nothing stands', () => {
    assert.equal(
      renderStatus({ ...standing, stands: false }, now, plainStyle),
      'granitefalls   westus2 · rg-granitefalls\n\n  nothing stands\n',
    );
  });

  for (const [what, name, difference, text] of [
    ['no instances', 'instances', { instances: [] }, 'none'],
    [
      'instances that are stopped, old and sick',
      'instances',
      {
        instances: [
          instance(0, {}),
          instance(1, { latestModel: false, health: 'unhealthy' }),
          instance(2, { latestModel: false, power: 'deallocated' }),
        ],
      },
      '3, 2 running, 2 not on the newest model, 1 not healthy',
    ],
    ['no expiry', 'expires', { expiresAt: undefined }, 'never'],
    [
      'an expiry that is past',
      'expires',
      { expiresAt: new Date('2026-11-20T11:00:00Z') },
      '2026-11-20 11:00 UTC (1 h ago)',
    ],
    [
      'an expiry that nobody can read',
      'expires',
      { expiryUnreadable: true },
      'unreadable, so never: deploy again to set it',
    ],
    ['an unknown certificate', 'certificate', { certificateUntil: undefined }, 'unknown'],
    [
      'a certificate on its last day',
      'certificate',
      { certificateUntil: new Date('2026-11-21T11:00:00Z') },
      '0 days left',
    ],
    [
      'a certificate that ended',
      'certificate',
      { certificateUntil: new Date('2026-11-18T12:00:00Z') },
      'ended 2 days ago',
    ],
    ['protection', 'protected', { protected: true }, 'yes: teardown and reap refuse'],
    ['no protection', 'protected', {}, undefined],
    [
      'a service name that is the address',
      'service',
      { serviceName: 'GraniteFalls.westus2.cloudapp.azure.com' },
      undefined,
    ],
    ['no deployment', 'deployment', { deployment: undefined }, undefined],
  ] satisfies [string, string, Partial<StatusView>, string | undefined][]) {
    it(`has words for ${what}`, () => {
      assert.equal(row(name, difference), text);
    });
  }
});

describe('the status as JSON', () => {
  it('has a key for each thing, and null for what is not known', () => {
    const view = {
      ...standing,
      instances: [],
      expiresAt: undefined,
      certificateUntil: undefined,
      deployment: undefined,
    };
    assert.deepEqual(statusJson(view), {
      formatVersion: '1.0',
      gateway: 'granitefalls',
      region: 'westus2',
      resourceGroup: 'rg-granitefalls',
      address: 'granitefalls.westus2.cloudapp.azure.com',
      serviceName: 'GraniteFalls.contoso.com',
      stands: true,
      resources: { wanted: 15, standing: 15 },
      instances: [],
      expiresAt: null,
      certificateUntil: null,
      protected: false,
      deployment: null,
    });
  });
});
