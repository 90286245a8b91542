// Who may touch what lies outside of a pure program, or a package that the rest is to be spared: one table, with a
// reason for each home. A home that no longer uses what it is listed for is struck off.
import { sourcesIn, type ProjectFile, type Source } from './project.ts';
import type { Look, Rule, Violation } from './rule.ts';
import { matches } from './scan.ts';

export interface Guarded {
  readonly what: string;
  /** In the code, or as the name of an imported module. */
  readonly code?: RegExp;
  readonly module?: RegExp;
  /** A file, or a folder with a slash at its end, and why it is one. */
  readonly homes: Readonly<Record<string, string>>;
}

const theOnly = 'the outside world as it really is; everybody else is given the ports';

export const guarded: readonly Guarded[] = [
  {
    what: 'the clock',
    code: /\bDate\.now\b|\bnew\s+Date\s*\(\s*\)|(?<!\bnew\s+|[.\w$])Date\s*\(|\bperformance\s*\.|\bhrtime\b/g,
    homes: { 'src/cli/system.ts': theOnly },
  },
  {
    what: 'timers',
    code: /(?<![.\w$])(?:setTimeout|setInterval|setImmediate)\b|\bAbortSignal\.timeout\b|\bAtomics\.wait\b/g,
    homes: { 'src/cli/system.ts': theOnly },
  },
  { what: 'modules of timers', module: /^node:(?:timers|perf_hooks)/, homes: {} },
  {
    what: 'chance',
    code: /\bMath\.random\b|\brandom(?:Bytes|UUID|Int|FillSync|Fill)\b|\bgetRandomValues\b/g,
    homes: {
      'src/certificates/issue.ts': 'serial numbers, which must not be guessed',
      'src/cli/system.ts': theOnly,
      'src/mock/folder-store.ts': 'tells the records of two processes apart; no answer depends on it',
    },
  },
  {
    what: 'the environment',
    code: /(?<![\w$]|[^.]\.)process\s*\.\s*env\b/g,
    homes: { 'src/cli/system.ts': theOnly },
  },
  {
    what: 'the process',
    code: /(?<![\w$]|[^.]\.)process\s*\.(?!\s*env\b)/g,
    homes: {
      'src/cli/start.ts': 'signals in, exit code out',
      'src/cli/system.ts': theOnly,
    },
  },
  { what: 'the module of the process', module: /^node:process$/, homes: {} },
  { what: 'the console', code: /\bconsole\s*\./g, homes: {} },
  {
    what: 'the disk',
    module: /^node:fs/,
    homes: {
      'src/cli/disk.ts': 'the one way in which cmg writes a file',
      'src/cli/system.ts': theOnly,
      'src/mock/folder-store.ts': 'keeps the world of the mock between processes',
    },
  },
  { what: 'other programs', module: /^node:(?:child_process|worker_threads|cluster|vm)$/, homes: {} },
  {
    what: 'sockets',
    module: /^node:(?:https?|http2|net|tls|dgram|dns)(?:\/|$)/,
    homes: {
      'src/arm/functions/cidr.ts': 'isIPv4 and isIPv6 of node:net, which open nothing',
      'src/mock/serve.ts': 'the mock as a server',
    },
  },
  {
    what: 'requests of its own',
    code: /(?:\bawait|\breturn|=>|[=(,?:])\s*fetch\s*\(|\bnew\s+(?:WebSocket|XMLHttpRequest)\b/g,
    homes: {},
  },
  {
    what: 'the Azure SDK',
    module: /^@azure\//,
    homes: { 'src/azure/': 'the Cloud port over the Azure SDK' },
  },
  { what: 'yaml', module: /^yaml$/, homes: { 'src/spec/document.ts': 'text to values with lines' } },
  {
    what: 'zod',
    module: /^zod(?:\/|$)/,
    homes: { 'src/spec/': 'the schema of the spec, and what is made of it' },
  },
  { what: 'commander', module: /^commander$/, homes: { 'src/cli/parser.ts': 'argv to options' } },
  {
    what: 'questions at a terminal',
    module: /^node:readline/,
    homes: { 'src/cli/questions.ts': 'asks them' },
  },
  {
    what: 'cryptography',
    module: /^node:crypto$/,
    homes: {
      'src/arm/hash.ts': 'the hashes of the template language',
      'src/base/digest.ts': 'the digest of a canonical document',
      'src/certificates/': 'keys, certificates and their containers',
      'src/compile/bootstrap.ts': 'the digest that tells one bootstrap from another',
      'src/mock/chance.ts': 'ids that follow from a seed',
      'src/mock/providers/storage/accounts.ts': 'the keys of an account follow from its id',
    },
  },
];

function usesOf({ code, module }: Guarded, source: Source): readonly { line: number; text: string }[] {
  const imports = source.imports.filter(({ specifier }) => module?.test(specifier) === true);
  const found = code === undefined ? [] : matches(source.code, code);
  return [...imports.map(({ line, specifier }) => ({ line, text: specifier })), ...found];
}

function isHome(row: Guarded, path: string): boolean {
  return Object.keys(row.homes).some((home) => (home.endsWith('/') ? path.startsWith(home) : path === home));
}

function lookAtHomes(files: readonly ProjectFile[]): Look {
  const sources = sourcesIn(files, 'src');
  const violations = guarded.flatMap((row) =>
    sources
      .filter(({ path }) => !isHome(row, path))
      .flatMap((source) =>
        usesOf(row, source).map(({ line, text }) => {
          return { path: source.path, line, what: `touches ${row.what}: ${text.trim()}` };
        }),
      ),
  );
  return { seen: sources.length, violations };
}

/** Homes that are listed for something they do not use. */
export function emptyHomes(rows: readonly Guarded[], files: readonly ProjectFile[]): readonly Violation[] {
  const sources = sourcesIn(files, 'src');
  return rows.flatMap((row) =>
    Object.keys(row.homes)
      .filter((home) => !sources.some((one) => one.path.startsWith(home) && usesOf(row, one).length > 0))
      .map((path) => ({ path, what: `is a home of ${row.what} and does not use it` })),
  );
}

export const homeRules: readonly Rule[] = [
  {
    title: 'keeps clock, chance, disk, sockets and packages in their homes',
    look: lookAtHomes,
    atLeast: 200,
    seed: {
      'src/plan/clock.ts':
        'const a = Date.now();\nconst b = new Date();\nconst c = new Date(0);\nDate.UTC(1);',
      'src/plan/sleep.ts': "setTimeout(go, 1);\nimport { setTimeout as wait } from 'node:timers/promises';",
      'src/plan/chance.ts': 'Math.random();\ncrypto.randomUUID();\nrandom.bytes(8);',
      'src/plan/process.ts': '({ ...process.env });\nprocess.exit(1);\nbody.process.env;',
      'src/plan/print.ts': "console.log('x'); // console.log",
      'src/plan/disk.ts': "import { readFile } from 'node:fs/promises';",
      'src/plan/shell.ts': "import { exec } from 'node:child_process';",
      'src/mock/socket.ts': "import type { Socket } from 'node:net';",
      'src/cli/fetch.ts': "await fetch('https://example.com');\nawait azure.fetch(request);",
      'src/plan/sdk.ts': "import type { Resource } from '@azure/arm-resources';",
      'src/plan/parse.ts': "import { parse } from 'yaml';\nimport { z } from 'zod';",
      'src/cli/options.ts': "import { Option } from 'commander';",
      'src/plan/hash.ts': "import { createHash } from 'node:crypto';",
    },
    bites: [
      'src/plan/clock.ts:1: touches the clock: Date.now',
      'src/plan/clock.ts:2: touches the clock: new Date()',
      'src/plan/sleep.ts:1: touches timers: setTimeout',
      'src/plan/sleep.ts:2: touches timers: setTimeout',
      'src/plan/sleep.ts:2: touches modules of timers: node:timers/promises',
      'src/plan/chance.ts:1: touches chance: Math.random',
      'src/plan/chance.ts:2: touches chance: randomUUID',
      'src/plan/process.ts:1: touches the environment: process.env',
      'src/plan/process.ts:2: touches the process: process.',
      'src/plan/print.ts:1: touches the console: console.',
      'src/plan/disk.ts:1: touches the disk: node:fs/promises',
      'src/plan/shell.ts:1: touches other programs: node:child_process',
      'src/mock/socket.ts:1: touches sockets: node:net',
      'src/cli/fetch.ts:1: touches requests of its own: await fetch(',
      'src/plan/sdk.ts:1: touches the Azure SDK: @azure/arm-resources',
      'src/plan/parse.ts:1: touches yaml: yaml',
      'src/plan/parse.ts:2: touches zod: zod',
      'src/cli/options.ts:1: touches commander: commander',
      'src/plan/hash.ts:1: touches cryptography: node:crypto',
    ],
  },
];
