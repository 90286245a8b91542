import assert from 'node:assert/strict';
import { changesOf } from '../../src/plan/plan.ts';
import { groupPath, openLab, plainSpec, writesIn, type Lab } from '../support/lab.ts';

const guarded = `${plainSpec}protect: true\n`;

async function locksIn(lab: Lab): Promise<readonly string[]> {
  const path = groupPath(lab, '/providers/Microsoft.Authorization/locks?api-version=2020-05-01');
  const { body } = await lab.send('GET', path);
  const { value } = body as { readonly value: readonly { readonly id: string }[] };
  return value.map(({ id }) => id.split('/').at(-6) ?? '').toSorted();
}

describe('protection', () => {
  it('locks the address, the vault, the storage and the instances, and no more', async () => {
    const lab = openLab();
    await lab.deploy(guarded);
    assert.deepEqual(await locksIn(lab), [
      'publicIPAddresses',
      'storageAccounts',
      'vaults',
      'virtualMachineScaleSets',
    ]);
    assert.deepEqual(changesOf((await lab.prepare(guarded)).plan), []);
  });

  it('takes its locks away when the spec no longer asks for them, and only those', async () => {
    const lab = openLab();
    await lab.deploy(guarded);
    const vault = groupPath(lab, '/providers/Microsoft.KeyVault/vaults/granitefalls');
    const other = `${vault}/providers/Microsoft.Authorization/locks/theirs?api-version=2020-05-01`;
    await lab.send('PUT', other, { properties: { level: 'CanNotDelete', notes: 'ours' } });
    const before = lab.calls.length;
    await lab.deploy(plainSpec);
    const deleted = writesIn(lab.calls.slice(before)).filter(({ method }) => method === 'DELETE');
    assert.equal(deleted.length, 4);
    assert.deepEqual(await locksIn(lab), ['vaults']);
    assert.deepEqual(changesOf((await lab.prepare(plainSpec)).plan), []);
  });

  it('keeps the vault from being purged for good, and does not ask Azure to take that back', async () => {
    const lab = openLab();
    const guarding = async (): Promise<unknown> => {
      const { body } = await lab.send('GET', `${vault}?api-version=2025-05-01`);
      return (body as { readonly properties: Readonly<Record<string, unknown>> }).properties[
        'enablePurgeProtection'
      ];
    };
    const vault = groupPath(lab, '/providers/Microsoft.KeyVault/vaults/granitefalls');
    await lab.deploy(plainSpec);
    assert.equal(await guarding(), undefined);
    await lab.deploy(guarded);
    assert.equal(await guarding(), true);
    await lab.deploy(plainSpec);
    assert.equal(await guarding(), true);
    assert.deepEqual(changesOf((await lab.prepare(plainSpec)).plan), []);
  });

  it('lets the certificate in the vault end when the certificate does', async () => {
    const lab = openLab();
    await lab.deploy(plainSpec);
    const secret = groupPath(
      lab,
      '/providers/Microsoft.KeyVault/vaults/granitefalls/secrets/gateway-certificate',
    );
    const { body } = await lab.send('GET', `${secret}?api-version=2025-05-01`);
    const { properties } = body as {
      readonly properties: { readonly attributes: { readonly exp?: number } };
    };
    assert.equal(properties.attributes.exp, 1_829_304_000);
  });

  it('leaves a lock under its name that another deployment made', async () => {
    const lab = openLab();
    await lab.deploy(guarded);
    const vault = groupPath(lab, '/providers/Microsoft.KeyVault/vaults/granitefalls');
    const path = `${vault}/providers/Microsoft.Authorization/locks/granitefalls-protect?api-version=2020-05-01`;
    const notes = 'cmg: gateway granitefalls, deployment 0123. It holds the certificate.';
    await lab.send('PUT', path, { properties: { level: 'CanNotDelete', notes } });
    await lab.deploy(plainSpec);
    assert.deepEqual(await locksIn(lab), ['vaults']);
  });
});

describe('alerts', () => {
  const watched = `${plainSpec}alerts: { outboundTraffic: { thresholdGiB: 14 }, notify: [ops@contoso.com] }\n`;

  it('watch a day of the fourteen, and tell who is named', async () => {
    const lab = openLab();
    await lab.deploy(watched);
    const alert = groupPath(lab, '/providers/Microsoft.Insights/metricAlerts/granitefalls-traffic-critical');
    const { body } = await lab.send('GET', `${alert}?api-version=2018-03-01`);
    const { properties } = body as {
      readonly properties: {
        readonly criteria: { readonly allOf: readonly { readonly threshold: number }[] };
        readonly windowSize: string;
        readonly actions: readonly { readonly actionGroupId: string }[];
      };
    };
    const { criteria, windowSize, actions } = properties;
    // 14 GiB in 14 days is 1 GiB a day; critical at 90 percent.
    assert.deepEqual([criteria.allOf[0]?.threshold, windowSize], [966_367_642, 'P1D']);
    assert.match(actions[0]?.actionGroupId ?? '', /\/actionGroups\/granitefalls-alerts$/i);
    assert.deepEqual(changesOf((await lab.prepare(watched)).plan), []);
  });

  it('go when the spec no longer asks for them', async () => {
    const lab = openLab();
    await lab.deploy(watched);
    const { plan } = await lab.prepare(plainSpec);
    assert.deepEqual(
      changesOf(plan)
        .map(({ action, name }) => `${action} ${name}`)
        .toSorted(),
      [
        'delete granitefalls-alerts',
        'delete granitefalls-traffic-critical',
        'delete granitefalls-traffic-warning',
      ],
    );
    await lab.deploy(plainSpec);
    assert.deepEqual(changesOf((await lab.prepare(plainSpec)).plan), []);
  });
});
