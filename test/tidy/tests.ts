// The habits of tests: sentences for titles, none left out, none that waits for real time to pass.
import { sourcesIn, type ProjectFile, type Source } from './project.ts';
import type { Look, Rule, Violation } from './rule.ts';
import { lineAt, matches } from './scan.ts';

const titled = /(?<![.\w$])(?:describe|it)(?:\.\w+)?\s*\(\s*['"`]/g;

/** Of each `describe` and `it`, with the quote where the title begins. */
function titlesOf({ code, text }: Source): readonly { readonly line: number; readonly title: string }[] {
  return [...code.matchAll(titled)].map((match) => {
    const start = match.index + match[0].length;
    return { line: lineAt(text, start), title: text.slice(start, text.indexOf('\n', start)) };
  });
}

function lookAtTitles(files: readonly ProjectFile[]): Look {
  const found = sourcesIn(files, 'test').flatMap((source) =>
    titlesOf(source).map((one) => ({ path: source.path, ...one })),
  );
  const violations = found
    .filter(({ title }) => /^(?:should|must|it|test)\b/i.test(title))
    .map(({ path, line }) => ({ path, line, what: 'has a title that is no sentence in the present tense' }));
  return { seen: found.length, violations };
}

const leftOut =
  /(?<![.\w$])(?:describe|it|context)\.(?:only|skip)\b|(?<![.\w$])x(?:it|describe)\s*\(|\bthis\.skip\b/g;

/** Who leaves a test out where it cannot be run, and where that is. */
const skippers: Readonly<Record<string, string>> = {
  'test/mock/folder-store.test.ts': 'Windows has no modes of files',
};

/** Who waits for real time, and for what. */
const waiters: Readonly<Record<string, string>> = {};

const realTime = /(?<![.\w$])(?:setTimeout|setInterval)\s*\(|\bAtomics\.wait\b|\bsystemClock\b/g;

function lookAtHabits(files: readonly ProjectFile[]): Look {
  const sources = sourcesIn(files, 'test');
  const violations = sources.flatMap(({ path, code, imports }): readonly Violation[] => [
    ...(path in skippers ? [] : matches(code, leftOut)).map(({ line, text }) => ({
      path,
      line,
      what: `leaves a test out: ${text}`,
    })),
    ...(path in waiters ? [] : matches(code, realTime)).map(({ line }) => {
      return { path, line, what: 'waits for real time' };
    }),
    ...imports
      .filter(({ specifier }) => specifier.startsWith('node:timers'))
      .map(({ line }) => ({ path, line, what: 'waits for real time' })),
  ]);
  return { seen: sources.length, violations };
}

/** A suite that several tests share is a function, and begins further in. */
function lookForStrays(files: readonly ProjectFile[]): Look {
  const sources = sourcesIn(files, 'test');
  const violations = sources
    .filter(({ path, code }) => !path.endsWith('.test.ts') && /^(?:describe|it)\s*\(/m.test(code))
    .map(({ path }) => ({ path, what: 'has tests and is not called *.test.ts, so nobody runs it' }));
  return { seen: sources.length, violations };
}

export const testRules: readonly Rule[] = [
  {
    title: 'gives tests sentences in the present tense for titles',
    look: lookAtTitles,
    atLeast: 100,
    seed: {
      'test/plan/plan.test.ts':
        "describe('plans', () => {\n  it('should work', run);\n  it(`shows no change`, run);\n});",
    },
    bites: ['test/plan/plan.test.ts:2: has a title that is no sentence in the present tense'],
  },
  {
    title: 'leaves no test out and lets none wait for real time',
    look: lookAtHabits,
    atLeast: 20,
    seed: {
      'test/plan/plan.test.ts':
        "it.only('shows no change', run);\ndescribe.skip('plans', run);\nxit('waits', run);\nthis.skip();",
      'test/plan/wait.test.ts':
        "await new Promise((go) => setTimeout(go, 10));\nimport { setTimeout as wait } from 'node:timers/promises';",
    },
    bites: [
      'test/plan/plan.test.ts:1: leaves a test out: it.only',
      'test/plan/plan.test.ts:2: leaves a test out: describe.skip',
      'test/plan/plan.test.ts:3: leaves a test out: xit(',
      'test/plan/plan.test.ts:4: leaves a test out: this.skip',
      'test/plan/wait.test.ts:1: waits for real time',
      'test/plan/wait.test.ts:2: waits for real time',
    ],
  },
  {
    title: 'keeps tests where they are run',
    look: lookForStrays,
    atLeast: 20,
    seed: {
      'test/plan/plan.test.ts': "it('shows no change', run);",
      'test/plan/plan-test.ts': "it('shows no change', run);",
      'test/plan/plans.ts': "export function plans() {\n  it('shows no change', run);\n}",
    },
    bites: ['test/plan/plan-test.ts: has tests and is not called *.test.ts, so nobody runs it'],
  },
];
