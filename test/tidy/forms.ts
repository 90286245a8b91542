// Forms of TypeScript that the house does without, since each hides something from the compiler, and words that
// put a task off. Whoever needs one is listed with a reason.
import { sourcesIn, type ProjectFile, type Source } from './project.ts';
import type { Look, Rule } from './rule.ts';
import { matches, type Remark } from './scan.ts';

interface Form {
  readonly what: string;
  readonly found: (source: Source) => readonly Remark[];
  /** Path to reason. */
  readonly admitted?: Readonly<Record<string, string>>;
}

const inCode =
  (pattern: RegExp): Form['found'] =>
  ({ code }) =>
    matches(code, pattern);

const inComments =
  (pattern: RegExp): Form['found'] =>
  ({ comments }) =>
    comments.filter(({ text }) => pattern.test(text));

const forms: readonly Form[] = [
  { what: 'any', found: inCode(/(?:[:=<|&,]|\b(?:as|extends|infer|of))\s*\bany\b(?!\s*[(:.])/g) },
  { what: 'a non-null assertion', found: inCode(/[\w$)\]]!(?!=)/g) },
  { what: 'an enum', found: inCode(/\benum\s+\w+\s*\{/g) },
  { what: 'a namespace', found: inCode(/\b(?:namespace|module)\s+[\w.]+\s*\{/g) },
  { what: 'as unknown as', found: inCode(/\bas\s+unknown\s+as\b/g) },
  { what: 'as never', found: inCode(/\bas\s+never\b/g) },
  { what: 'a compiler error silenced', found: inComments(/@ts-(?:ignore|expect-error|nocheck)/) },
  { what: 'a lint rule silenced', found: inComments(/\b(?:ox|es)lint-disable|\bc8 ignore|\bv8 ignore/) },
  { what: 'a task put off', found: inComments(/\b(?:TODO|FIXME|XXX|HACK)\b/) },
];

function lookAtForms(files: readonly ProjectFile[]): Look {
  const sources = [...sourcesIn(files, 'src'), ...sourcesIn(files, 'test')];
  const violations = forms.flatMap(({ what, found, admitted = {} }) =>
    sources
      .filter(({ path }) => !(path in admitted))
      .flatMap((source) =>
        found(source).map(({ line }) => ({ path: source.path, line, what: `has ${what}` })),
      ),
  );
  return { seen: sources.length, violations };
}

export const formRules: readonly Rule[] = [
  {
    title: 'hides nothing from the compiler and puts nothing off',
    look: lookAtForms,
    atLeast: 220,
    seed: {
      'src/plan/any.ts': 'const a: any = 1;\nAbortSignal.any([]);\nconst b: Map<string, any[]> = c; // any',
      'src/plan/bang.ts': 'plan!.changes;\nif (a !== b && !c) found()!;\n`${a!}`;',
      'src/plan/enum.ts': 'enum Action { Create }\nnamespace Plans { }',
      'src/plan/cast.ts': "a as unknown as Plan;\nb as never;\n'as unknown as';",
      'src/plan/quiet.ts': '// @ts-expect-error\n// oxlint-disable-next-line\n/* TODO later */',
      'src/plan/clean.ts': "type Many = 'any';\nconst any = 1;\nconst enumerated = /TODO!/;",
    },
    bites: [
      'src/plan/any.ts:1: has any',
      'src/plan/any.ts:3: has any',
      'src/plan/bang.ts:1: has a non-null assertion',
      'src/plan/bang.ts:2: has a non-null assertion',
      'src/plan/bang.ts:3: has a non-null assertion',
      'src/plan/enum.ts:1: has an enum',
      'src/plan/enum.ts:2: has a namespace',
      'src/plan/cast.ts:1: has as unknown as',
      'src/plan/cast.ts:2: has as never',
      'src/plan/quiet.ts:1: has a compiler error silenced',
      'src/plan/quiet.ts:2: has a lint rule silenced',
      'src/plan/quiet.ts:3: has a task put off',
    ],
  },
];
