// The variables that `.env.example` explains, held against the ones that the sources read: none unexplained, none
// explained that nobody reads.
import { sourcesIn, textOf, type ProjectFile } from './project.ts';
import type { Look, Rule } from './rule.ts';
import { lineAt } from './scan.ts';

const example = '.env.example';

/** Read by Node or by the SDK, on our behalf. */
const readForUs: Readonly<Record<string, string>> = {
  AZURE_TOKEN_CREDENTIALS: '@azure/identity',
  HTTPS_PROXY: '@azure/core-rest-pipeline',
  NO_PROXY: '@azure/core-rest-pipeline',
  NODE_EXTRA_CA_CERTS: 'Node',
};

/** Set by the terminal or the system for every program, not by the user for this one. */
const ofTheSystem: ReadonlySet<string> = new Set(['LANG', 'LC_ALL', 'LC_CTYPE', 'TERM']);

function lookAtSettings(files: readonly ProjectFile[]): Look {
  const reads = sourcesIn(files, 'src').flatMap(({ path, code, text }) =>
    [...code.matchAll(/\benvironment\s*(?:\?\.)?\[\s*['"]/g)].map((match) => {
      const start = match.index + match[0].length;
      return { path, line: lineAt(code, start), name: /^\w+/.exec(text.slice(start))?.[0] ?? '' };
    }),
  );
  const explained = [...textOf(files, example).matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => {
    return { line: lineAt(textOf(files, example), match.index), name: match[1] ?? '' };
  });
  const names = new Set(explained.map(({ name }) => name));
  const known = new Set([...reads.map(({ name }) => name), ...Object.keys(readForUs)]);
  return {
    seen: reads.length,
    violations: [
      ...reads
        .filter(({ name }) => !names.has(name) && !ofTheSystem.has(name))
        .map(({ path, line, name }) => ({ path, line, what: `reads ${name}, which ${example} leaves out` })),
      ...explained
        .filter(({ name }) => !known.has(name))
        .map(({ line, name }) => ({ path: example, line, what: `explains ${name}, which nobody reads` })),
    ],
  };
}

export const settingRules: readonly Rule[] = [
  {
    title: 'explains every variable that it reads in .env.example, and no other',
    look: lookAtSettings,
    atLeast: 15,
    seed: {
      [example]: '# which backend\n# CMG_BACKEND=mock\nHTTPS_PROXY=\n# CMG_GONE=1\n',
      'src/cli/backend.ts': "environment['CMG_BACKEND'];\nenvironment['TERM'];\nenvironment?.['CMG_NEW'];",
    },
    bites: [
      'src/cli/backend.ts:3: reads CMG_NEW, which .env.example leaves out',
      '.env.example:4: explains CMG_GONE, which nobody reads',
    ],
  },
];
