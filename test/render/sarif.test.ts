import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { jsonOf, type Json } from '../../src/base/json.ts';
import type { CheckedSpec } from '../../src/render/checked-spec.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { command, forbidden, hostile } from '../support/hostile.ts';
import { sarifFaults } from '../support/sarif.ts';

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly level: string;
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly locations: readonly { readonly physicalLocation: Json }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

const file = 'gateways/granitefalls.yaml';

function rendered(diagnostics: CheckedSpec['diagnostics'], path = file): string {
  const specs = [{ file, name: 'granitefalls', diagnostics }];
  return renderSarif(specs, { version: '1.2.3', pathOf: () => path });
}

function resultsOf(diagnostics: CheckedSpec['diagnostics'], path = file): Log['runs'][number]['results'] {
  const { runs } = JSON.parse(rendered(diagnostics, path)) as Log;
  return runs.flatMap(({ results }) => results);
}

const wrong = diagnostic('CMG1203', 'instances must be 1 to 16, not 99', {
  hint: 'choose A4_v2',
  place: { file, line: 4, column: 12, length: 2 },
});

describe('SARIF', () => {
  it('says what is wrong, where, and by which rule', () => {
    const [result] = resultsOf([wrong, diagnostic('CMG1252', 'one instance')]);
    assert.deepEqual(result, {
      ruleId: 'CMG1203',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'instances must be 1 to 16, not 99\nchoose A4_v2' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'gateways/granitefalls.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 4, startColumn: 12, endColumn: 14 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: '7f4d6d52e3ad58b3:1' },
    });
  });

  it('fits the schema, with faults of every weight, with and without a place', () => {
    const faults = [wrong, diagnostic('CMG1252', 'one'), diagnostic('CMG1381', 'order'), wrong];
    for (const one of [[], faults]) {
      assert.deepEqual(sarifFaults(JSON.parse(rendered(one)) as Json), []);
    }
    assert.deepEqual(
      resultsOf(faults).map(({ level }) => level),
      ['error', 'warning', 'note', 'error'],
    );
  });

  it('is held against a schema that notices', () => {
    const log = JSON.parse(rendered([wrong])) as { version: string; runs: { results: object[] }[] };
    log.version = '2.0.0';
    log.runs[0]?.results.push({ level: 'bad', line: 1, locations: [{ physicalLocation: {} }] });
    assert.deepEqual(sarifFaults(jsonOf(log)), [
      '/version is none of 2.1.0',
      '/runs/0/results/1/line is not in the schema',
      '/runs/0/results/1/level is none of none, note, warning, error',
      '/runs/0/results/1/message is missing',
      '/runs/0/results/1/locations/0/physicalLocation/artifactLocation is missing',
    ]);
  });

  it('has each rule once, and each result points at its own', () => {
    const text = rendered([wrong, diagnostic('CMG1104', 'a'), diagnostic('CMG1104', 'b')]);
    const [run] = (JSON.parse(text) as Log).runs;
    const rules = run?.tool.driver.rules.map(({ id }) => id);
    assert.deepEqual(rules, ['CMG1104', 'CMG1203']);
    for (const { ruleId, ruleIndex } of run?.results ?? []) assert.equal(rules?.[ruleIndex], ruleId);
  });

  it('keeps the fingerprint when lines move, and tells the same fault from its twin', () => {
    const moved = { ...wrong, place: { file, line: 40, column: 12, length: 2 } };
    const prints = (all: CheckedSpec['diagnostics']): unknown =>
      resultsOf(all).map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash']);
    assert.deepEqual(prints([wrong]), prints([moved]));
    assert.deepEqual(prints([wrong, moved]), ['7f4d6d52e3ad58b3:1', '7f4d6d52e3ad58b3:2']);
    assert.notDeepEqual(
      prints([wrong]),
      prints([{ ...wrong, message: 'instances must be 1 to 16, not 98' }]),
    );
  });

  it('does not say how long a secret is', () => {
    const place = { file, line: 7, column: 11, length: 7, concealed: true } as const;
    assert.deepEqual(resultsOf([{ ...wrong, place }])[0]?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'gateways/granitefalls.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7, startColumn: 11 },
    });
  });

  for (const [path, uri] of [
    ['a b/ü#%?.yaml', 'a%20b/%C3%BC%23%25%3F.yaml'],
    ['c:d.yaml', 'c%3Ad.yaml'],
    ['/srv/x y.yaml', 'file:///srv/x%20y.yaml'],
    ['C:/specs/x y.yaml', 'file:///C:/specs/x%20y.yaml'],
  ] as const) {
    it(`writes ${path} as ${uri}`, () => {
      const isWhole = uri.startsWith('file:');
      assert.deepEqual(resultsOf([diagnostic('CMG1001', 'no file')], path)[0]?.locations, [
        { physicalLocation: { artifactLocation: isWhole ? { uri } : { uri, uriBaseId: '%SRCROOT%' } } },
      ]);
    });
  }

  it('lets no spec plant a link', () => {
    const [result] = resultsOf([diagnostic('CMG1104', "unknown key '[here](https://evil.example)'")]);
    assert.equal(result?.message.text, "unknown key '[here]\u200b(https://evil.example)'");
  });

  it('is JSON that fits the schema and holds no command, whatever a spec says', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const place = { file: text, line: 2, column: 3, length: 4 };
        const diagnostics = [diagnostic('CMG1203', text, { hint: text, place })];
        const specs = [{ file: text, name: text, diagnostics }];
        const log = renderSarif(specs, { version: '1', pathOf: (path) => `a${path}` });
        assert.doesNotMatch(log, forbidden);
        assert.doesNotMatch(log, command);
        assert.deepEqual(sarifFaults(JSON.parse(log) as Json), []);
      }),
    );
  });
});
