import assert from 'node:assert/strict';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('JSON of what is wrong with the input', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  for (const line of [
    'plan granitefalls.yaml --mock',
    'deploy granitefalls.yaml --mock --yes',
    'deploy granitefalls.yaml --mock --dry-run',
    'status granitefalls.yaml --mock',
    'scale granitefalls.yaml --mock --instances 3',
    'teardown granitefalls.yaml --mock --yes',
    'cost granitefalls.yaml',
  ]) {
    it(`says of a wrong spec what validate says: ${line}`, async () => {
      await terminal.write('granitefalls.yaml', plainSpec.replace('instances: 2', 'instances: 20'));
      const told = await terminal.run('validate granitefalls.yaml -o json');
      const { exitCode, stdout, stderr } = await terminal.run(`${line} -o json --json-into told.json`);
      assert.deepEqual([exitCode, stdout], [65, told.stdout]);
      assert.match(stdout, /"valid": false,\n {2}"diagnostics": \[\n {4}\{\n {6}"code": "CMG1203"/);
      assert.equal(await terminal.read('told.json'), stdout);
      assert.match(stderr, /error CMG1203/);
    });
  }

  it('names a price file that is missing', async () => {
    const { exitCode, stdout } = await terminal.run('cost granitefalls.yaml --prices gone.json -o json');
    assert.equal(exitCode, 65);
    assert.deepEqual(JSON.parse(stdout), {
      formatVersion: '1.0',
      valid: false,
      diagnostics: [{ code: 'CMG1401', severity: 'error', message: 'there is no price file gone.json' }],
    });
  });

  it('is nothing where nothing is wrong with what was given', async () => {
    const { exitCode, stdout } = await terminal.run('scale granitefalls.yaml --instances 3 --mock -o json');
    assert.deepEqual([exitCode, stdout], [6, '']);
  });
});
