// What the mock covers, as a page: every type with its operations, and how each is known. Built from the providers' own
// descriptions and from the recorded shapes that the suites beside this one hold, so it cannot say more than is true.
// `UPDATE_GOLDEN=1` writes it anew.
import assert from 'node:assert/strict';
import { isJsonObject } from '../../src/base/json.ts';
import { catalogueOf } from '../../src/mock/catalogue.ts';
import { keptTypes } from '../../src/mock/providers/kept-types.ts';
import { providers } from '../../src/mock/providers/registry.ts';
import type { AnswerForm, ResourceType } from '../../src/mock/providers/provider.ts';
import { holdsFile } from '../support/golden.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';

const head = `# What the mock Azure covers

Made from the mock's own tables by \`test/recorded/coverage.test.ts\` (\`UPDATE_GOLDEN=1 npm test\` writes it anew). How each thing behaves is in [\`src/mock/BEHAVIOUR.md\`](../src/mock/BEHAVIOUR.md).

A cell says the status of the first answer, new and over what stands, and which header tells of the operation: **A** \`Azure-AsyncOperation\`, **L** \`Location\`. The number behind it says how many answers of the real Azure were recorded for that operation, which a suite holds against the mock, but for what it lists with a reason. Without a number the form is taken from the documentation or from the service's other types. GET and lists work for every type here. What is not on this page is not there: an unknown type is kept like those of the second table, without a promise.
`;

interface Shape {
  readonly type: string;
  readonly method: string;
  readonly action: string | null;
  readonly status: number;
  readonly n: number;
}

describe('the page of what the mock covers', () => {
  const data = recordedData('arm-lro-shapes.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const shapes = isJsonObject(data) && Array.isArray(data['rows']) ? data['rows'].filter(isShape) : [];
  const seen = (type: string, method: string, action = ''): string => {
    const count = shapes
      .filter((row) => row.status < 400 && row.type.toLowerCase() === type.toLowerCase())
      .filter((row) => row.method === method && (row.action ?? '').toLowerCase() === action)
      .reduce((sum, { n }) => sum + n, 0);
    return count === 0 ? '' : ` (${String(count)})`;
  };
  const cells = ({ type, answers }: Pick<ResourceType, 'type' | 'answers'>): readonly string[] => [
    `${form(answers.create)}, ${form(answers.update)}${seen(type, 'PUT')}`,
    `${form(answers.patch)}${seen(type, 'PATCH')}`,
    `${form(answers.remove)}${seen(type, 'DELETE')}`,
  ];
  const catalogue = catalogueOf(providers);

  it('is what stands in docs', () => {
    const played = providers.flatMap(({ types }) => types);
    const playedRows = played.map((type) => [
      type.type,
      ...cells(type),
      [
        ...Object.keys(type.actions ?? {}).map((action) => `\`${action}\`${seen(type.type, 'POST', action)}`),
        ...Object.keys(type.actionsWithin ?? {}).map((part) => `on \`${part}\``),
        ...Object.keys(type.computed ?? {}).map((part) => `GET \`${part}\``),
      ].join(', '),
    ]);
    const kept = keptTypes.filter(({ type }) => catalogue.known(type) === undefined);
    const keptRows = kept.map(({ type }) => [type, ...cells(catalogue.type(type))]);
    const routes = providers.flatMap(({ namespace, routes: own = [] }) =>
      own.map(({ method, path }) => `- ${method} \`${namespace}/${path}\``),
    );
    assert.ok(playedRows.length >= 20 && keptRows.length >= 80);
    holdsFile(
      'docs/mock-coverage.md',
      [
        head,
        '## Played: checked, filled with defaults, timed, refused as by the service',
        '',
        table(['type', 'PUT', 'PATCH', 'DELETE', 'actions and parts'], playedRows),
        '## Beside the resources',
        '',
        ...routes,
        '',
        '## Kept: named and answered in their own form, but kept as they were sent, without checks or actions',
        '',
        table(['type', 'PUT', 'PATCH', 'DELETE'], keptRows),
      ].join('\n'),
    );
  });
});

function form({ status, operation }: AnswerForm): string {
  const letters = { none: '', 'azure-async': ' A', location: ' L', both: ' A L' }[operation];
  return `${String(status)}${letters}`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

function isShape(value: unknown): value is Shape {
  return isJsonObject(value) && typeof value['type'] === 'string' && typeof value['n'] === 'number';
}
