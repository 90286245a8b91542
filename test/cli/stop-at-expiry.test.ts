import assert from 'node:assert/strict';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const stopped = plainSpec.replace('expiry: { after: 72h }', 'expiry: { after: 72h, action: stop }');

describe('a gateway that is to be stopped when its time is over', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    assert.notEqual(stopped, plainSpec);
    terminal = await openTerminal({ spec: stopped });
    await terminal.run('deploy granitefalls.yaml --mock --yes');
    await terminal.run('mock advance 73h');
  });
  afterEach(async () => await terminal.close());

  it('is stopped by reap and kept, and only once', async () => {
    const dry = await terminal.run('reap --mock');
    assert.match(dry.stdout, /^granitefalls {3}expired .* \(1 h ago\), to be stopped and kept\n$/);
    assert.match(dry.stderr, /Nothing was done\. To do it: {2}cmg reap --yes --mock\n/);
    assert.match((await terminal.run('status granitefalls.yaml --mock')).stdout, /2 running/);

    const ran = await terminal.run('reap --mock --yes -o json');
    assert.equal(ran.exitCode, 0, ran.stderr);
    const { tornDown, stopped: done } = JSON.parse(ran.stdout) as Record<string, unknown>;
    assert.deepEqual([tornDown, done], [[], [{ gateway: 'granitefalls', complete: true }]]);
    assert.match((await terminal.run('status granitefalls.yaml --mock')).stdout, /2, all stopped/);

    const again = await terminal.run('reap --mock --yes');
    assert.deepEqual([again.exitCode, again.stdout], [0, '0 torn down\n']);
    assert.match((await terminal.run('reap --mock')).stdout, /expired .*, stopped\n$/);
  });
});
