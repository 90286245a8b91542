import assert from 'node:assert/strict';
import { CmgError } from '../../src/base/failure.ts';
import { tagsOf } from '../../src/plan/live.ts';
import { changesOf } from '../../src/plan/plan.ts';
import { testRandom } from '../support/clock.ts';
import { groupPath, openLab, plainSpec, writesIn } from '../support/lab.ts';

describe('deploy', () => {
  it('builds a gateway with one group and one deployment, and nothing else written', async () => {
    const lab = openLab();
    const { outcome } = await lab.deploy();
    assert.equal(outcome.result, 'ready');
    assert.equal(outcome.address, 'granitefalls.westus2.cloudapp.azure.com');
    assert.equal(outcome.expiresAt, '2026-11-23T12:00:00Z');
    const group = groupPath(lab).toLowerCase();
    assert.deepEqual(
      writesIn(lab.calls).map(({ method, path }) => `${method} ${path.toLowerCase().replace(group, '')}`),
      ['PUT ', 'PUT /providers/microsoft.resources/deployments/cmg-granitefalls'],
    );
  });

  it('writes nothing the second time', async () => {
    const lab = openLab();
    await lab.deploy();
    const before = lab.calls.length;
    const { outcome, events } = await lab.deploy();
    assert.equal(outcome.result, 'unchanged');
    assert.deepEqual(events, []);
    assert.ok(lab.calls.length > before);
    assert.deepEqual(writesIn(lab.calls.slice(before)), []);
  });

  it('tells of every resource when it begins and when it ends', async () => {
    const { events } = await openLab().deploy();
    const named = (type: string): string[] =>
      events.flatMap((event) => (event.type === type && 'item' in event ? [event.item.id] : [])).toSorted();
    assert.equal(named('started').length, 14);
    assert.deepEqual(named('finished'), named('started'));
  });

  it('builds what does not depend on one another side by side', async () => {
    const { outcome, events } = await openLab().deploy();
    const total = events.reduce((sum, event) => sum + (event.type === 'finished' ? event.durationMs : 0), 0);
    assert.ok(total > 1.1 * outcome.elapsedMs, `${total} ms of work in ${outcome.elapsedMs} ms`);
  });

  it('sends only what the plan changes', async () => {
    const lab = openLab();
    await lab.deploy();
    const { events } = await lab.deploy(plainSpec.replace('instances: 2', 'instances: 3'));
    const started = events.flatMap((event) => (event.type === 'started' ? [event.item.resourceType] : []));
    assert.deepEqual(started, ['Microsoft.Compute/virtualMachineScaleSets']);
    assert.equal((await lab.cloud.scaleSets.instances('rg-granitefalls', 'granitefalls')).length, 3);
  });

  it('builds once more what Azure failed to build, although it stands as it should', async () => {
    const type = 'Microsoft.Compute/virtualMachineScaleSets';
    const effect = { failAtEnd: { code: 'AllocationFailed' } };
    const lab = openLab({ faults: { faults: [{ match: { type, operation: 'write', nth: 1 }, effect }] } });
    await assert.rejects(
      lab.deploy(),
      (error) =>
        error instanceof CmgError &&
        error.code === 'CMG4032' &&
        Array.isArray(error.facts['built']) &&
        error.facts['built'].includes('role on vault granitefalls'),
    );
    const { plan } = await lab.prepare();
    assert.deepEqual(
      changesOf(plan).map(({ action, name, properties }) => [
        action,
        name,
        ...properties.map(({ path }) => path),
      ]),
      [['update', 'granitefalls', 'properties.provisioningState']],
    );
    assert.equal((await lab.deploy()).outcome.result, 'ready');
    assert.deepEqual(changesOf((await lab.prepare()).plan), []);
  });

  it('opens the certificate only when it has to be sent', async () => {
    const lab = openLab();
    await lab.deploy();
    assert.equal(lab.opened.count, 1);
    await lab.deploy(plainSpec.replace('instances: 2', 'instances: 3'));
    assert.equal(lab.opened.count, 1);
  });

  it('takes the password from the vault when the scale set is written again', async () => {
    const lab = openLab();
    await lab.deploy();
    const bodies: string[] = [];
    const fetch = lab.azure.fetch.bind(lab.azure);
    Object.assign(lab.azure, {
      fetch: (request: Parameters<typeof fetch>[0]) => {
        if (request.method === 'PUT' && request.url.includes('/deployments/'))
          bodies.push(request.body ?? '');
        return fetch(request);
      },
    });
    await lab.deploy(plainSpec.replace('instances: 2', 'instances: 3'));
    assert.equal(bodies.length, 1);
    assert.match(
      bodies[0] ?? '',
      /"adminPassword":\{"reference":\{"keyVault":\{"id":"[^"]+granitefalls"\},"secretName":"admin-password"\}\}/,
    );
    assert.doesNotMatch(bodies[0] ?? '', /certificatePfx/);
  });

  it("keeps other people's tags on what it changes", async () => {
    const lab = openLab();
    await lab.deploy();
    const scaleSet = groupPath(lab, '/providers/Microsoft.Compute/virtualMachineScaleSets/granitefalls');
    const tags = { operation: 'Merge', properties: { tags: { watchedBy: 'somebody' } } };
    await lab.send(
      'PATCH',
      `${scaleSet}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`,
      tags,
    );
    lab.clock.advance(600_000);
    await lab.deploy(plainSpec.replace('instances: 2', 'instances: 3'));
    const body = await lab.cloud.resources.read(scaleSet, '2024-07-01');
    assert.equal(tagsOf(body)['watchedBy'], 'somebody');
  });

  it('counts a new expiry from the last deploy', async () => {
    const lab = openLab();
    await lab.deploy();
    lab.clock.advance(3_600_000);
    const { outcome } = await lab.deploy(plainSpec.replace('instances: 2', 'instances: 3'));
    const group = await lab.cloud.groups.read('rg-granitefalls');
    assert.equal(group?.tags['cmg-expires'], outcome.expiresAt);
    assert.ok(Date.parse(outcome.expiresAt ?? '') > Date.parse('2026-11-23T13:00:00Z'));
  });

  it('takes back the vault that a teardown left to be recovered', async () => {
    const lab = openLab();
    await lab.deploy();
    await lab.cloud.groups.delete('rg-granitefalls');
    assert.equal((await lab.cloud.facts.deletedVaults()).length, 1);
    const { plan } = await lab.prepare();
    const vault = plan.changes.find(({ type }) => type === 'Microsoft.KeyVault/vaults');
    assert.equal(vault?.reason, 'recovered: it was deleted and not purged');
    const { outcome } = await lab.deploy();
    assert.equal(outcome.result, 'ready');
    assert.deepEqual(await lab.cloud.facts.deletedVaults(), []);
    assert.equal((await lab.prepare()).plan.summary.unchanged, 15);
  });

  it('refuses a group that stands already and is not its own, before it writes', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    lab.calls.length = 0;
    await assert.rejects(lab.deploy(), (error) => error instanceof CmgError && error.code === 'CMG2106');
    assert.deepEqual(writesIn(lab.calls), []);
  });

  it('uses a group that is there when the spec says so, and makes no claim on it', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: { owner: 'them' } });
    const spec = plainSpec.replace('{ name: rg-granitefalls }', '{ name: rg-granitefalls, create: false }');
    await lab.deploy(spec);
    assert.deepEqual((await lab.cloud.groups.read('rg-granitefalls'))?.tags, { owner: 'them' });
    assert.equal((await lab.prepare(spec)).plan.summary.unchanged, 15);
  });

  it('refuses a group in another region, at the line of the region', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'eastus', tags: {} });
    await assert.rejects(lab.deploy(), (error) => {
      assert.ok(error instanceof CmgError);
      const [fault] = error.diagnostics;
      assert.equal(fault?.code, 'CMG2102');
      assert.equal(fault?.place?.line, 4);
      return true;
    });
  });

  it('names the quota that is too small, before it writes', async () => {
    const lab = openLab();
    const large = plainSpec.replace('instances: 2', 'instances: 16').replace('A2_v2', 'A4_v2');
    await lab.deploy(large);
    lab.calls.length = 0;
    await assert.rejects(lab.deploy(large.replaceAll('granitefalls', 'riverbend')), (error) => {
      assert.ok(error instanceof CmgError);
      assert.equal(error.exitCode, 10);
      assert.match(error.message, /^no quota left for \w+ in westus2 \(64 cores wanted, \d+ of \d+ free\)$/);
      return true;
    });
    assert.deepEqual(writesIn(lab.calls), []);
  });

  it('refuses to run beside another deployment of the same gateway', async () => {
    const lab = openLab();
    const prepared = await lab.prepare();
    const { cloud } = lab;
    const { deploy } = await import('../../src/deploy/deploy.ts');
    const run = deploy(prepared, {
      cloud,
      clock: lab.clock,
      random: { bytes: (length) => new Uint8Array(length) },
    });
    for (
      let next = await run.next();
      next.done !== true && next.value.type !== 'accepted';
      next = await run.next()
    );
    await assert.rejects(lab.deploy(), (error) => error instanceof CmgError && error.code === 'CMG4011');
  });

  it('follows what runs already when it is told to wait', async () => {
    const lab = openLab();
    const { deploy } = await import('../../src/deploy/deploy.ts');
    const ports = { cloud: lab.cloud, clock: lab.clock, random: testRandom() };
    const first = deploy(await lab.prepare(), ports);
    for (let next = await first.next(); next.done !== true && next.value.type !== 'accepted';)
      next = await first.next();
    const second = deploy(await lab.prepare(), { ...ports, wait: true });
    let next = await second.next();
    assert.equal(next.done !== true && next.value.type === 'accepted' && next.value.attached, true);
    while (next.done !== true) next = await second.next();
    assert.equal(next.value.result, 'followed');
    assert.equal((await lab.prepare()).plan.summary.unchanged, 15);
  });

  it('goes on from where a killed run ended', async () => {
    const lab = openLab();
    const prepared = await lab.prepare();
    const { deploy } = await import('../../src/deploy/deploy.ts');
    const run = deploy(prepared, {
      cloud: lab.cloud,
      clock: lab.clock,
      random: { bytes: (length) => new Uint8Array(length) },
    });
    for (
      let next = await run.next();
      next.done !== true && next.value.type !== 'finished';
      next = await run.next()
    );
    lab.clock.advance(600_000);
    const { outcome } = await lab.deploy();
    assert.equal(outcome.result, 'unchanged');
  });
});
