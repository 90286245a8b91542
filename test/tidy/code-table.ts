// The table of codes and what is said with it: no code without a use, no use without a code.
import { sourcesIn, type ProjectFile } from './project.ts';
import type { Look, Rule } from './rule.ts';
import { lineAt } from './scan.ts';

const home = 'src/base/codes.ts';

function lookAtCodes(files: readonly ProjectFile[]): Look {
  const sources = sourcesIn(files, 'src');
  const table = sources.find(({ path }) => path === home);
  const rows = [...(table?.code ?? '').matchAll(/^ {2}(CMG\d{4}):/gm)].map((match) => {
    return { code: match[1] ?? '', line: lineAt(table?.code ?? '', match.index) };
  });
  const known = new Set(rows.map(({ code }) => code));
  const others = [
    ...sources.filter(({ path }) => path !== home),
    ...files.filter(({ path }) => /^(?:templates|docs|examples)\/|^[^/]+\.md$|^src\/.*\.md$/.test(path)),
  ];
  const mentions = others.flatMap(({ path, text }) =>
    [...text.matchAll(/CMG\d{4}/g)].map((match) => ({
      path,
      line: lineAt(text, match.index),
      code: match[0],
    })),
  );
  // A comment about a code is not a use of it.
  const used = new Set(
    sources
      .filter(({ path }) => path !== home)
      .flatMap(({ code, strings }) => [code, ...strings.map(({ text }) => text)])
      .flatMap((text) => text.match(/CMG\d{4}/g) ?? []),
  );
  return {
    seen: rows.length,
    violations: [
      ...rows
        .filter(({ code }) => !used.has(code))
        .map(({ code, line }) => ({ path: home, line, what: `has ${code}, which nobody uses` })),
      ...mentions
        .filter(({ code }) => !known.has(code))
        .map(({ path, line, code }) => ({ path, line, what: `names ${code}, which is not in the table` })),
    ],
  };
}

export const codeRules: readonly Rule[] = [
  {
    title: 'uses every code of the table and no other',
    look: lookAtCodes,
    atLeast: 80,
    seed: {
      [home]: "export const codes = {\n  CMG1001: error(65, 'a'),\n  CMG1002: error(65, 'b'),\n};",
      'src/spec/load.ts': "diagnostic('CMG1001', 'x'); // not CMG1002\ndiagnostic('CMG1003', 'x');",
      'README.md': 'CMG1004 is gone',
    },
    bites: [
      'src/base/codes.ts:3: has CMG1002, which nobody uses',
      'src/spec/load.ts:2: names CMG1003, which is not in the table',
      'README.md:1: names CMG1004, which is not in the table',
    ],
  },
];
