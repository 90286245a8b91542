import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { openTerminal } from '../support/terminal.ts';

describe('the recording in README', () => {
  it('shows what cmg validate says of that spec today', async () => {
    const spec = readFileSync('docs/recording/granitefalls.yaml', 'utf8');
    const drawn = readFileSync('docs/recording/validate.svg', 'utf8');
    const lines = [...drawn.matchAll(/<text class="line"[^>]*>(.*?)<\/text>/g)].map(([, text = '']) =>
      text
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );
    const terminal = await openTerminal({ spec });
    const { stdout, exitCode } = await terminal.run('validate granitefalls.yaml --color always');
    await terminal.close();
    assert.equal(exitCode, 65);
    assert.deepEqual(
      lines,
      stripVTControlCharacters(stdout).trimEnd().split('\n'),
      'npm run record draws it anew',
    );
    assert.match(readFileSync('README.md', 'utf8'), /\(docs\/recording\/validate\.svg\)/);
  });
});
