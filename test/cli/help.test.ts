import assert from 'node:assert/strict';
import { commandTable, optionsOf } from '../../src/cli/commands/table.ts';
import { renderHelp } from '../../src/cli/help.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('help', () => {
  let terminal: Terminal;
  before(async () => {
    terminal = await openTerminal();
  });
  after(async () => await terminal.close());

  it('begins with what cmg is and names every command', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('--help');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.equal(
      stdout.split('\n').slice(0, 7).join('\n'),
      `Usage: cmg <command> [options]

Infrastructure as code for Configuration Manager's cloud management gateway

Options:
  -V, --version  print the version
  -h, --help     show help`,
    );
    for (const { name } of commandTable) assert.match(stdout, new RegExp(`^ {2}${name}[ |]`, 'm'));
  });

  for (const line of ['-h', 'help', '--help --quiet', '-h validate'] as const) {
    it(`is the same for 'cmg ${line}'`, async () => {
      const asked = await terminal.run(line);
      assert.deepEqual(asked, await terminal.run('--help'));
    });
  }

  it('does not stand in for the word about a mistake', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('--color never');
    assert.deepEqual([exitCode, stdout], [64, '']);
    assert.match(stderr, /unknown option '--color'/);
  });

  for (const line of [
    'plan -h',
    'help plan',
    'diff --help',
    'plan granitefalls.yaml --help',
    'plan -q -h',
    'help plan -q',
  ]) {
    it(`says of one command the same for 'cmg ${line}'`, async () => {
      const asked = await terminal.run(line);
      assert.deepEqual(asked, await terminal.run('plan --help'));
      assert.deepEqual([asked.exitCode, asked.stderr], [0, '']);
    });
  }

  for (const [line, said] of [
    ['drift --help', "unknown command 'drift'\n(Did you mean diff?)"],
    ['valdate -h', "unknown command 'valdate'\n(Did you mean validate?)"],
    ['help nope', "unknown command 'nope'"],
    ['help plna', "unknown command 'plna'\n(Did you mean plan?)"],
    ['-q drift --help', "unknown command 'drift'\n(Did you mean diff?)"],
  ] as const) {
    it(`is not given for what is no command: cmg ${line}`, async () => {
      const asked = await terminal.run(line);
      assert.deepEqual(asked, { exitCode: 64, stdout: '', stderr: `error CMG9001: ${said}\n` });
    });
  }

  it('shows names, options with their choices, and examples of a command', () => {
    const row = commandTable.find(({ name }) => name === 'scale');
    assert.ok(row);
    const lines = renderHelp(row, commandTable, 80).split('\n');
    assert.deepEqual(lines.slice(0, 10), [
      'Usage: cmg scale [options] <spec>',
      '',
      'change the number of instances, in one guarded call',
      '',
      'Options:',
      '  --instances <n>         how many there shall be, 1 to 16',
      '  -y, --yes               do not ask',
      '  -o, --output <format>   the form of the result (text, json)',
      "  --password-file <file>  the certificate's password is in there; - is standard",
      '                          input',
    ]);
    assert.deepEqual(lines.slice(-5), [
      '',
      'Examples:',
      '  cmg scale granitefalls.yaml --instances 4',
      '      for a busy week',
      '',
    ]);
  });

  it('names all the other names of a command', async () => {
    const { stdout } = await terminal.run('plan --help');
    assert.equal(stdout.split('\n')[2], 'Also: cmg diff, cmg preview, cmg what-if');
  });

  for (const [columns, limit] of [
    [80, 80],
    [500, 100],
  ] as const) {
    it(`takes no more than ${limit} of ${columns} columns`, () => {
      for (const topic of ['all', ...commandTable] as const) {
        const [table = ''] = renderHelp(topic, commandTable, columns).split(/^(?:Start here|Examples):/m);
        const widest = Math.max(...table.split('\n').map((line) => line.length));
        assert.ok(widest <= limit, `${widest}`);
      }
    });
  }
});

describe('the table of commands', () => {
  it('has no name twice, and a command no option twice', () => {
    const names = commandTable.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    assert.deepEqual(names, [...new Set(names)]);
    for (const row of commandTable) {
      const flags = optionsOf(row).flatMap(
        ({ flags: text }) => text.match(/(?<![\w-])--?[a-zA-Z][\w-]*/g) ?? [],
      );
      assert.deepEqual(flags, [...new Set(flags)], row.name);
    }
  });

  for (const row of commandTable) {
    it(`has examples of ${row.name} that use only what ${row.name} takes`, () => {
      assert.ok(row.examples.length > 0);
      const options = optionsOf(row);
      for (const [line] of row.examples) {
        const [program, command, ...words] = line
          .replace(/^source <\((.*)\)$/, '$1')
          .replace(/ [>|] .*/, '')
          .split(' ');
        assert.deepEqual([program, command], ['cmg', row.name]);
        for (const [at, word] of words.entries()) {
          // A dash alone is standard output.
          if (!word.startsWith('-') || word === '-') continue;
          const option = options.find(({ flags }) => flags.split(/[ ,]+/).includes(word));
          assert.ok(option, `${line}: ${word}`);
          const value = words[at + 1] ?? '';
          if (option.choices !== undefined) assert.ok(option.choices.includes(value), line);
        }
      }
    });
  }
});
