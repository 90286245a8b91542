import assert from 'node:assert/strict';
import { againLine } from '../../src/cli/again.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('the line that carries out what was shown', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  it('of a reap stays on the mock, in its world, and leaves alone whom it left alone', async () => {
    await terminal.run('deploy granitefalls.yaml --mock --mock-state world --yes');
    await terminal.run('mock advance 73h --state world');
    const { stderr } = await terminal.run('reap --mock --mock-state world --exclude riverbend --max 2');
    assert.equal(
      stderr,
      '\nNothing was deleted. To delete it:  cmg reap --yes --mock --mock-state world --max 2 --exclude riverbend\n',
    );
  });

  for (const command of ['plan', 'deploy --dry-run']) {
    it(`of '${command}' deploys the same gateways to the same Azure`, async () => {
      const { stderr } = await terminal.run(`${command} . --mock --mock-speed instant --only granitefalls`);
      assert.equal(
        stderr.split('\n').at(-2),
        'Nothing was changed. To carry it out:  cmg deploy . --mock --mock-speed instant --only granitefalls',
      );
    });
  }

  it('can be pasted into a shell', () => {
    const options = { mock: true, mockState: "the mock's", chdir: 'a b' };
    assert.equal(
      againLine(['deploy', 'x/*.yaml'], options),
      String.raw`cmg deploy 'x/*.yaml' --mock --mock-state 'the mock'\''s' -C 'a b'`,
    );
    assert.equal(againLine(['reap', '--yes'], {}), 'cmg reap --yes');
  });
});
