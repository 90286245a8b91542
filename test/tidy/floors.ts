// Where an import may point: to a lower floor, or to its own folder; and never round in a circle. Types count as
// much as values, since a file is understood together with what it names.
import { posix } from 'node:path';
import { sourcesIn, type ProjectFile, type Source } from './project.ts';
import type { Import } from './scan.ts';
import type { Look, Rule, Violation } from './rule.ts';

/** ARCHITECTURE.md argues for each. */
const floors: Readonly<Record<string, number>> = {
  base: 0,
  spec: 1,
  arm: 1,
  certificates: 2,
  cloud: 2,
  compile: 3,
  cost: 3,
  plan: 4,
  deploy: 5,
  teardown: 6,
  render: 7,
  azure: 8,
  mock: 8,
  cli: 9,
};

/** Folders that a folder must not know although they lie below it, and why. */
const walls: readonly Wall[] = [
  {
    folder: 'mock',
    unknown: ['spec', 'cloud', 'compile', 'cost', 'plan', 'deploy', 'teardown', 'render'],
    why: 'the mock is another Azure and knows nothing of its client',
    // Regions and addresses are facts about Azure, which both sides hold for true.
    gates: ['src/spec/clouds.ts'],
  },
];

/** Documents outside of src, and the one who reads them. */
const documents: readonly { readonly path: RegExp; readonly reader: RegExp }[] = [
  { path: /^templates\/cmg\.schema\.json$/, reader: /^src\/cli\/published\.ts$/ },
  { path: /^templates\/[a-z-]+\.json$/, reader: /^src\/compile\// },
  { path: /^package\.json$/, reader: /^src\/cli\/start\.ts$/ },
];

interface Wall {
  readonly folder: string;
  readonly unknown: readonly string[];
  readonly why: string;
  readonly gates: readonly string[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

function edgesOf(source: Source): readonly Edge[] {
  return source.imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier, line }: Import) => {
      const to = posix.join(posix.dirname(source.path), specifier);
      return { from: source.path, to, line };
    });
}

/** `src/plan/diff.ts` → `plan`; `src/index.ts` stands above all. */
function folderOf(path: string): string {
  const [, folder, rest] = path.split('/');
  return rest === undefined ? 'index' : (folder ?? '');
}

function faultOf({ from, to }: Edge): string | undefined {
  if (!to.startsWith('src/')) {
    const admitted = documents.some(({ path, reader }) => path.test(to) && reader.test(from));
    return admitted ? undefined : `imports ${to}, which is not its to read`;
  }
  const [here, there] = [folderOf(from), folderOf(to)];
  if (here === 'index' || here === there) return undefined;
  const [floor, target] = [floors[here], floors[there]];
  if (floor === undefined) return `stands in a folder without a floor: ${here}`;
  if (target === undefined) return `imports ${to}, which has no floor`;
  if (target >= floor) return `on floor ${floor} imports ${to} on floor ${target}`;
  const wall = walls.find(
    ({ folder, unknown, gates }) => folder === here && unknown.includes(there) && !gates.includes(to),
  );
  return wall === undefined ? undefined : `imports ${to}, but ${wall.why}`;
}

function lookAtFloors(files: readonly ProjectFile[]): Look {
  const edges = sourcesIn(files, 'src').flatMap(edgesOf);
  const violations = edges.flatMap((edge): readonly Violation[] => {
    const what = faultOf(edge);
    return what === undefined ? [] : [{ path: edge.from, line: edge.line, what }];
  });
  return { seen: edges.length, violations };
}

type Next = ReadonlyMap<string, readonly string[]>;

/** Of files that all import each other, one circle is enough to begin with. */
function lookAtCycles(files: readonly ProjectFile[]): Look {
  const next: Next = new Map(
    sourcesIn(files, 'src').map((source) => [source.path, edgesOf(source).map(({ to }) => to)]),
  );
  const told = new Set<string>();
  const violations: Violation[] = [];
  for (const path of next.keys()) {
    if (told.has(path)) continue;
    const circle = trailsFrom(path, next).get(path);
    if (circle === undefined) continue;
    violations.push({ path, what: `imports itself through ${circle.join(' → ')}` });
    for (const other of trailsFrom(path, next).keys()) {
      if (trailsFrom(other, next).has(path)) told.add(other);
    }
  }
  return { seen: next.size, violations };
}

/** To every file that can be reached, the shortest way, without where it begins. */
function trailsFrom(path: string, next: Next): ReadonlyMap<string, readonly string[]> {
  const trails = new Map<string, readonly string[]>();
  const heads: [string, readonly string[]][] = [[path, []]];
  for (const [head, trail] of heads) {
    for (const to of next.get(head) ?? []) {
      if (trails.has(to)) continue;
      trails.set(to, [...trail, to]);
      heads.push([to, [...trail, to]]);
    }
  }
  return trails;
}

export const floorRules: readonly Rule[] = [
  {
    title: 'lets imports point only to a lower floor or the own folder',
    look: lookAtFloors,
    atLeast: 800,
    seed: {
      'src/base/json.ts': `import type { Plan } from '../plan/plan.ts';`,
      'src/spec/rules.ts': `import { evaluate } from '../arm/evaluate.ts';\nimport { load } from './load.ts';`,
      'src/mock/world.ts': `const plan = await import('../plan/plan.ts');`,
      'src/odds/ends.ts': `export { codes } from '../base/codes.ts';`,
      'src/plan/plan.ts': `import manifest from '../../package.json' with { type: 'json' };`,
      'src/cli/main.ts': `import { createAzure } from '../mock/azure.ts';`,
    },
    bites: [
      'src/base/json.ts:1: on floor 0 imports src/plan/plan.ts on floor 4',
      'src/spec/rules.ts:1: on floor 1 imports src/arm/evaluate.ts on floor 1',
      'src/mock/world.ts:1: imports src/plan/plan.ts, but the mock is another Azure and knows nothing of its client',
      'src/odds/ends.ts:1: stands in a folder without a floor: odds',
      'src/plan/plan.ts:1: imports package.json, which is not its to read',
    ],
  },
  {
    title: 'has no circle of imports, of types and of lazy ones neither',
    look: lookAtCycles,
    atLeast: 200,
    seed: {
      'src/plan/plan.ts': `import type { Change } from './change.ts';`,
      'src/plan/change.ts': `export const later = () => import('./decide.ts');`,
      'src/plan/decide.ts': `export { plan } from './plan.ts';`,
      'src/plan/diff.ts': `import { plan } from './plan.ts';`,
      'src/plan/ask.ts': `import './ask.ts';`,
    },
    bites: [
      'src/plan/plan.ts: imports itself through src/plan/change.ts → src/plan/decide.ts → src/plan/plan.ts',
      'src/plan/ask.ts: imports itself through src/plan/ask.ts',
    ],
  },
];
