// What no file of the checkout may carry, whatever its kind: traces of one machine, and packages or actions that
// are named but not pinned.
import { sourcesIn, textOf, type ProjectFile } from './project.ts';
import type { Look, Rule, Violation } from './rule.ts';
import { lineAt, matches } from './scan.ts';

/** Put together here, so that this file does not carry them itself. */
const machine = new RegExp(`(?<![\\w.~}/-])/(?:${['work', 'home', 'root'].join('|')})/`, 'g');
const registry = new RegExp(
  [
    'registry\\.(?:npmjs|yarnpkg)',
    'npm\\.pkg\\.git',
    ['arti', 'factory'].join(''),
    ['verda', 'ccio'].join(''),
  ].join('|'),
  'gi',
);

function lookForTraces(files: readonly ProjectFile[]): Look {
  const violations = files.flatMap(({ path, text }): readonly Violation[] => [
    ...[...text.matchAll(machine)].map(({ index }) => {
      return { path, line: lineAt(text, index), what: 'names a place on one machine' };
    }),
    ...[...text.matchAll(registry)].map(({ index }) => {
      return { path, line: lineAt(text, index), what: 'names a registry' };
    }),
  ]);
  return { seen: files.length, violations };
}

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

/** esbuild's script only looks for a faster way to start; `allowScripts` of package.json turns it off. */
const scriptsTurnedOff: ReadonlySet<string> = new Set(['node_modules/esbuild']);

function lookAtLock(files: readonly ProjectFile[]): Look {
  const path = 'package-lock.json';
  const text = files.find((file) => file.path === path)?.text ?? '{}';
  const { packages = {} }: { packages?: Record<string, LockedPackage> } = JSON.parse(text);
  const locked = Object.entries(packages).filter(([name]) => name !== '');
  const violations = locked.flatMap(([name, { resolved, integrity, hasInstallScript }]) => [
    ...(resolved === undefined ? [] : [{ path, what: `says where ${name} was downloaded` }]),
    ...(integrity === undefined ? [{ path, what: `does not pin ${name}` }] : []),
    ...(hasInstallScript === true && !scriptsTurnedOff.has(name)
      ? [{ path, what: `lets ${name} run a script when it is installed` }]
      : []),
  ]);
  return { seen: locked.length, violations };
}

function lookAtActions(files: readonly ProjectFile[]): Look {
  const steps = files
    .filter(({ path }) => /^\.github\/.*\.ya?ml$|^action\.ya?ml$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)].map((match) => {
        return {
          path,
          line: lineAt(text, match.index + match[0].indexOf('uses')),
          uses: match[1] ?? '',
          note: match[2] ?? '',
        };
      }),
    );
  const violations = steps
    .filter(
      ({ uses, note }) => !uses.startsWith('./') && !(/@[0-9a-f]{40}$/.test(uses) && /# v\d/.test(note)),
    )
    .map(({ path, line, uses }) => ({
      path,
      line,
      what: `does not pin ${uses} to a commit and name its version`,
    }));
  return { seen: steps.length, violations };
}

/** A file of types alone has no line to cover; any other is measured. */
function lookAtCoverage(files: readonly ProjectFile[]): Look {
  const path = '.c8rc.json';
  const { exclude = [] }: { exclude?: readonly string[] } = JSON.parse(textOf(files, path));
  const sources = sourcesIn(files, 'src');
  const violations = exclude.flatMap((name): readonly Violation[] => {
    const source = sources.find((one) => one.path === name);
    if (source === undefined) return [{ path, what: `excludes ${name}, which is no source` }];
    const runs = matches(source.code, /^(?:export )?(?:async )?(?:function|class|const|let)\b/gm).length > 0;
    return runs ? [{ path, what: `excludes ${name}, which has code to cover` }] : [];
  });
  return { seen: exclude.length, violations };
}

function lookAtLintRules(files: readonly ProjectFile[]): Look {
  const path = '.oxlintrc.json';
  const text = textOf(files, path) || '{}';
  const { rules = {} }: { rules?: Readonly<Record<string, unknown>> } = JSON.parse(text);
  const off = Object.keys(rules).filter((name) => rules[name] === 'off');
  const reasons = textOf(files, 'CONTRIBUTING.md');
  const violations = off
    .filter((name) => !reasons.includes(`\`${name.split('/').at(-1)}\``))
    .map((name) => ({ path, what: `turns ${name} off, and CONTRIBUTING.md gives no reason` }));
  return { seen: off.length, violations };
}

const [home, work] = ['home', 'work'];
const seedOfTraces = `see /${home}/me/notes and https://example.com/${work}/ and ./${work}/\n`;
const seedOfRegistry = ['{}\n"https://registry', 'npmjs.org/zod"'].join('.');

export const checkoutRules: readonly Rule[] = [
  {
    title: 'carries no trace of one machine or registry',
    look: lookForTraces,
    atLeast: 250,
    seed: {
      'README.md': seedOfTraces,
      'package-lock.json': seedOfRegistry,
    },
    bites: ['README.md:1: names a place on one machine', 'package-lock.json:2: names a registry'],
  },
  {
    title: 'pins every package by its content, and lets none run a script',
    look: lookAtLock,
    atLeast: 100,
    seed: {
      'package-lock.json': JSON.stringify({
        packages: {
          '': { name: 'cmg' },
          'node_modules/zod': { resolved: 'https://example.com/zod.tgz', integrity: 'sha512-x' },
          'node_modules/yaml': { version: '2.9.1' },
          'node_modules/other': { integrity: 'sha512-x', hasInstallScript: true },
        },
      }),
    },
    bites: [
      'package-lock.json: says where node_modules/zod was downloaded',
      'package-lock.json: does not pin node_modules/yaml',
      'package-lock.json: lets node_modules/other run a script when it is installed',
    ],
  },
  {
    title: 'pins every action of a workflow to a commit',
    look: lookAtActions,
    atLeast: 2,
    seed: {
      '.github/workflows/ci.yml':
        'steps:\n  - uses: actions/checkout@v4\n  - uses: ./\n  - uses: actions/cache@0123456789012345678901234567890123456789 # v4.1.0\n',
    },
    bites: ['.github/workflows/ci.yml:2: does not pin actions/checkout@v4 to a commit and name its version'],
  },
  {
    title: 'measures the coverage of everything that runs',
    look: lookAtCoverage,
    atLeast: 1,
    seed: {
      '.c8rc.json': '{ "exclude": ["src/plan/ask.ts", "src/plan/plan.ts", "src/gone.ts"] }',
      'src/plan/ask.ts': 'export interface Ask {\n  readonly name: string;\n}',
      'src/plan/plan.ts': 'export async function plan() {}',
    },
    bites: [
      '.c8rc.json: excludes src/plan/plan.ts, which has code to cover',
      '.c8rc.json: excludes src/gone.ts, which is no source',
    ],
  },
  {
    title: 'gives a reason for every lint rule that it turns off',
    look: lookAtLintRules,
    atLeast: 20,
    seed: {
      '.oxlintrc.json':
        '{ "rules": { "eslint/no-new": "off", "eslint/no-var": "error", "unicorn/no-null": "off" } }',
      'CONTRIBUTING.md': '| `no-new` | a constructor that throws can be the check itself |',
    },
    bites: ['.oxlintrc.json: turns unicorn/no-null off, and CONTRIBUTING.md gives no reason'],
  },
];
