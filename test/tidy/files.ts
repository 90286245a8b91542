// How files are called, how long they are and how they begin.
import { sourcesIn, type ProjectFile, type Source } from './project.ts';
import type { Look, Rule, Violation } from './rule.ts';
import { matches } from './scan.ts';

const most = 350;

/** Longer than the rest, and why. */
const long: Readonly<Record<string, string>> = {
  'test/arm/documented.ts': 'a row for every value that the documentation of the functions states',
  'test/arm/expand.test.ts': 'templates written out beside what they expand to',
  'test/certificates/check.test.ts': 'a certificate for every fault that one can have',
  'test/mock/deployments.test.ts': 'templates and answers written out, for one engine',
  'test/plan/diff.test.ts': 'a row for every way in which two bodies can be equal or differ',
  'test/spec/validate.test.ts': 'a row for every fault that a spec can have',
};

function lookAtLength(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test')];
  const violations = sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    if (lines <= most || path in long) return [];
    return [{ path, what: `has ${lines} lines; ${most} are the most` }];
  });
  return { seen: sources.length, violations };
}

function lookAtHeaders(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test').filter(isSupport)];
  const violations = sources.flatMap(({ path, text }) => {
    const rest = text.split('\n').findIndex((line) => !line.startsWith('//'));
    const header = text
      .split('\n')
      .slice(0, rest === -1 ? undefined : rest)
      .map((line) => line.slice(2).trim())
      .join(' ');
    return header.length >= 40
      ? []
      : [{ path, what: 'does not open with a sentence that says what it owns' }];
  });
  return { seen: sources.length, violations };
}

/** What tests share says what it owns; a test says it in its titles. */
function isSupport({ path }: ProjectFile): boolean {
  return !path.endsWith('.test.ts');
}

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.ts$/;
const folder = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function lookAtCase(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test')];
  const violations = sources.flatMap(({ path }) => {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    return kebab.test(name) && parts.every((part) => folder.test(part))
      ? []
      : [{ path, what: 'is not in kebab-case' }];
  });
  return { seen: sources.length, violations };
}

/** Names for a drawer of odds and ends: they say who asked, not what is there. */
const drawers = new Set('util utils helper helpers common manager managers service services misc'.split(' '));

/** Names that Azure or X.509 gave. */
const given: readonly RegExp[] = [/blob-?services?$/i, /^common-?names?$/i];

function isDrawer(name: string): boolean {
  if (given.some((pattern) => pattern.test(name))) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_]/);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  return drawers.has(last) || (words.length > 1 && first === 'common');
}

const exported =
  /\bexport\s+(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\*?|const|let|class|interface|type)\s+([\w$]+)/g;

function exportsOf({ code }: Source): readonly { readonly line: number; readonly name: string }[] {
  return matches(code, exported).map(({ line, text }) => ({ line, name: text.split(/\s/).at(-1) ?? '' }));
}

function lookAtNames(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test')];
  const inPaths = sources.flatMap(({ path }): readonly Violation[] =>
    path
      .replace(/(?:\.test)?\.ts$/, '')
      .split('/')
      .filter(isDrawer)
      .map((name) => ({ path, what: `is called '${name}', which says nothing` })),
  );
  const inExports = sources.flatMap((source): readonly Violation[] =>
    exportsOf(source)
      .filter(({ name }) => isDrawer(name))
      .map(({ line, name }) => ({ path: source.path, line, what: `exports '${name}', which says nothing` })),
  );
  const seen = sources.length + sources.flatMap(exportsOf).length;
  return { seen, violations: [...inPaths, ...inExports] };
}

function lookAtExports(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test')];
  const defaults = sources.flatMap(({ path, code }) =>
    matches(code, /\bexport\s+default\b|\bexport\s*=|\bas\s+default\b/g).map(({ line }) => {
      return { path, line, what: 'has a default export' };
    }),
  );
  const barrels = sources
    .filter(({ path }) => path !== 'src/index.ts')
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ form, specifier }) => form === 'export' && specifier.startsWith('.'))
        .map(({ line, specifier }) => ({ path, line, what: `passes ${specifier} on` })),
    );
  return { seen: sources.flatMap(exportsOf).length, violations: [...defaults, ...barrels] };
}

export const fileRules: readonly Rule[] = [
  {
    title: `has no file of more than ${most} lines that is not listed with a reason`,
    look: lookAtLength,
    atLeast: 200,
    seed: { 'src/plan/short.ts': 'x\n'.repeat(350), 'src/plan/long.ts': 'x\n'.repeat(351) },
    bites: ['src/plan/long.ts: has 351 lines; 350 are the most'],
  },
  {
    title: 'opens every source with a sentence that says what it owns',
    look: lookAtHeaders,
    atLeast: 200,
    seed: {
      'src/plan/plan.ts':
        '// The changes that would make Azure what the spec says. Decides nothing.\nexport {};\n',
      'src/plan/diff.ts': '// Diffs.\nexport {};\n',
      'src/plan/ask.ts':
        'export {};\n// The changes that would make Azure what the spec says. Decides nothing.\n',
    },
    bites: [
      'src/plan/diff.ts: does not open with a sentence that says what it owns',
      'src/plan/ask.ts: does not open with a sentence that says what it owns',
    ],
  },
  {
    title: 'names files in kebab-case',
    look: lookAtCase,
    atLeast: 220,
    seed: { 'src/plan/planText.ts': '', 'src/Plan/plan.ts': '', 'src/plan/plan-text.ts': '' },
    bites: ['src/plan/planText.ts: is not in kebab-case', 'src/Plan/plan.ts: is not in kebab-case'],
  },
  {
    title: 'names nothing after a drawer of odds and ends',
    look: lookAtNames,
    atLeast: 500,
    seed: {
      'src/plan/utils.ts': 'export const commonName = 1;',
      'src/plan/plan.ts': 'export class PlanManager {}\nexport interface ServiceName {}',
      'src/plan/text-helpers.ts': 'export async function planService() {}',
      'test/support/common-things.ts': '',
    },
    bites: [
      "src/plan/utils.ts: is called 'utils', which says nothing",
      "src/plan/text-helpers.ts: is called 'text-helpers', which says nothing",
      "test/support/common-things.ts: is called 'common-things', which says nothing",
      "src/plan/plan.ts:1: exports 'PlanManager', which says nothing",
      "src/plan/text-helpers.ts:1: exports 'planService', which says nothing",
    ],
  },
  {
    title: 'exports by name, and passes nothing on but at the front door',
    look: lookAtExports,
    atLeast: 300,
    seed: {
      'src/index.ts': "export { plan } from './plan/plan.ts';",
      'src/plan/plan.ts': 'export default function plan() {}',
      'src/plan/index.ts': "export * from './plan.ts';\nexport type { Plan } from './plan.ts';",
    },
    bites: [
      'src/plan/plan.ts:1: has a default export',
      'src/plan/index.ts:1: passes ./plan.ts on',
      'src/plan/index.ts:2: passes ./plan.ts on',
    ],
  },
];
