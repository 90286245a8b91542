import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import type { Files } from '../../src/base/ports.ts';
import { loadSpec, type LoadedSpec } from '../../src/spec/load.ts';
import { shownByFile } from '../support/shown-faults.ts';

/** A disk of a few texts. A link leads from its path to another. */
function diskOf(
  texts: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): Files {
  const folders = new Set(Object.keys(texts).map((path) => dirname(path)));
  const real = (path: string): string => links[path] ?? path;
  return {
    read: (path) => {
      const text = texts[real(path)];
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    real: (path) =>
      Promise.resolve(real(path) in texts || folders.has(path) ? join('/disk', real(path)) : undefined),
    list: () => Promise.resolve([]),
  };
}

async function load(
  texts: Readonly<Record<string, string>>,
  { file = 'gf.yaml', links = {} }: { file?: string; links?: Readonly<Record<string, string>> } = {},
): Promise<LoadedSpec> {
  return await loadSpec(file, { files: diskOf(texts, links), environment: {} });
}

async function faultsOf(...asked: Parameters<typeof load>): Promise<readonly string[]> {
  return shownByFile((await load(...asked)).diagnostics);
}

const least = `version: 1
name: gf1
region: westus2
resourceGroup: { name: rg }
certificate: { selfSigned: true }
instances: 2
`;

describe('a spec that extends another', () => {
  it('takes from each what those before it leave out, and from the defaults last', async () => {
    const { spec, diagnostics, sources } = await load({
      'gf.yaml': 'extends: west.yaml\nname: gf1\ntags: { own: a }\n',
      'west.yaml': 'extends: all.yaml\nregion: westus2\ninstances: 3\ntags: { own: b, west: b }\n',
      'all.yaml': `${least.replace('name: gf1\n', '')}tags: { own: c, west: c, all: c }\n`,
      'cmg.config.yaml': 'vmSize: A4_v2\ninstances: 9\ntags: { own: d, west: d, all: d, everywhere: d }\n',
    });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      [spec?.name, spec?.region, spec?.instances, spec?.vmSize],
      ['gf1', 'westus2', 3, 'A4_v2'],
    );
    assert.deepEqual(spec?.tags, { own: 'a', west: 'b', all: 'c', everywhere: 'd' });
    assert.equal(spec?.extends, undefined);
    assert.deepEqual([...sources.keys()], ['gf.yaml', 'west.yaml', 'all.yaml', 'cmg.config.yaml']);
  });

  it('looks for a base beside the file that names it', async () => {
    const texts = {
      'specs/gf.yaml': 'extends: base/west.yaml\nname: gf1\n',
      'specs/base/west.yaml': 'extends: all.yaml\n',
      'specs/base/all.yaml': least,
      'all.yaml': 'name: wrong',
    };
    assert.deepEqual(await faultsOf(texts, { file: 'specs/gf.yaml' }), []);
  });

  it('replaces a list, joins no further than groups go, and keeps what is said to be nothing', async () => {
    const { spec } = await load({
      'gf.yaml': `extends: base.yaml\nclientAuthentication: { methods: [entra] }\nalerts: { storage: { warningPercent: 10 } }\n`,
      'base.yaml': `${least}clientAuthentication: { methods: [token, entra], verifyRevocation: false }
alerts: { notify: [a@contoso.com, b@contoso.com], storage: { thresholdGiB: 7, criticalPercent: 60 } }\n`,
      'cmg.config.yaml': 'alerts: { notify: [c@contoso.com] }\n',
    });
    assert.deepEqual(spec?.clientAuthentication.methods, ['entra']);
    assert.equal(spec?.clientAuthentication.verifyRevocation, false);
    assert.deepEqual(spec?.alerts?.storage, { thresholdGiB: 7, warningPercent: 10, criticalPercent: 60 });
    assert.deepEqual(spec?.alerts?.notify, ['a@contoso.com', 'b@contoso.com']);
  });

  for (const [own, under, expected] of [
    ['{ selfSigned: true }', '{ file: a.pfx, password: prompt }', { selfSigned: true }],
    ['{ file: b.pfx }', '{ file: a.pfx, password: prompt }', { file: 'b.pfx', password: 'prompt' }],
    [
      '{ password: { env: PW } }',
      '{ file: a.pfx, password: prompt }',
      { file: 'a.pfx', password: { env: 'PW' } },
    ],
    ['{ file: a.pfx }', '{ keyVaultSecret: https://v12.vault.azure.net/secrets/x }', { file: 'a.pfx' }],
  ] as const) {
    it(`drops the choice of its base where it has one of its own: ${own} over ${under}`, async () => {
      const { spec, diagnostics } = await load({
        'gf.yaml': `extends: base.yaml\nserviceName: gf.contoso.com\ncertificate: ${own}\n`,
        'base.yaml': least.replace('{ selfSigned: true }', under),
      });
      assert.deepEqual(shownByFile(diagnostics), []);
      assert.deepEqual(spec?.certificate, expected);
    });
  }

  it('drops another end of its base, and keeps what belongs to any', async () => {
    const { spec } = await load({
      'gf.yaml': 'extends: base.yaml\nexpiry: { at: 2027-01-01T00:00:00Z }\n',
      'base.yaml': `${least}expiry: { after: 72h, action: stop, maxExtension: 7d }\n`,
    });
    assert.deepEqual(spec?.expiry, {
      at: '2027-01-01T00:00:00Z',
      action: 'stop',
      maxExtension: '7d',
      warnBefore: [],
    });
  });

  it('still may not name two choices itself', async () => {
    assert.deepEqual(
      await faultsOf({
        'gf.yaml': 'extends: base.yaml\nexpiry: { after: 1h, at: 2027-01-01T00:00:00Z }\n',
        'base.yaml': `${least}expiry: { after: 72h }\n`,
      }),
      ['CMG1105 gf.yaml:2:1 expiry takes only one of after, at and weekly'],
    );
  });

  it('points at the file that each value comes from', async () => {
    const { document, diagnostics } = await load({
      'gf.yaml': 'extends: base.yaml\n\ntags: { own: 1 }\nsite: { code: ABCD }\n',
      'base.yaml': `${least}tags:\n  base: 2\nsite:\n  connectionPoints: [a.contoso.com, wrong]\n  version: 7\n`,
      'cmg.config.yaml': 'vmSize: A9\ntags: { all: 3 }\n',
    });
    assert.deepEqual(shownByFile(diagnostics), [
      'CMG1102 gf.yaml:3:14 tags.own must be text, not 1',
      "CMG1210 gf.yaml:4:15 site.code must be three letters and digits, not 'ABCD'",
      'CMG1102 base.yaml:8:9 tags.base must be text, not 2',
      "CMG1210 base.yaml:10:37 'wrong' in site.connectionPoints is not a full DNS name",
      'CMG1210 base.yaml:11:12 site.version must be a version like 2603, not 7',
      "CMG1204 cmg.config.yaml:1:9 vmSize must be A2_v2, A4_v2 or B2s, not 'A9'",
      'CMG1102 cmg.config.yaml:2:14 tags.all must be text, not 3',
    ]);
    const at = (path: readonly (string | number)[]): string => {
      const place = document?.find(path);
      return place === undefined ? '-' : `${place.file}:${place.line}:${place.column}`;
    };
    assert.equal(at(['region']), 'base.yaml:3:9');
    assert.equal(at(['site', 'connectionPoints', 1]), 'base.yaml:10:37');
    assert.equal(at(['tags', 'all']), 'cmg.config.yaml:2:14');
    // What nobody says: at the nearest thing above it, in the file that has the first word.
    assert.equal(at(['tags', 'none']), 'gf.yaml:3:1');
    assert.equal(at(['payload']), '-');
  });
});

const chain = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [`b${index}.yaml`, `extends: b${index + 1}.yaml\n`]),
);

describe('a base that cannot be used', () => {
  for (const [what, texts, ...expected] of [
    [
      'is not there',
      { 'gf.yaml': `${least}extends: base.yaml\n` },
      'CMG1006 gf.yaml:7:10 there is no file base.yaml to extend',
    ],
    [
      'is the spec itself',
      { 'gf.yaml': `${least}extends: gf.yaml\n` },
      'CMG1006 gf.yaml:7:10 gf.yaml extends itself, by way of gf.yaml',
    ],
    [
      'comes round again',
      {
        'gf.yaml': `${least}extends: a.yaml\n`,
        'a.yaml': 'extends: ./b.yaml\n',
        'b.yaml': '# b\nextends: a.yaml\n',
      },
      'CMG1006 b.yaml:2:10 a.yaml extends itself, by way of b.yaml',
    ],
    [
      'leads out of the folder',
      { 'specs/gf.yaml': `${least}extends: ../base.yaml\n`, 'base.yaml': least },
      'CMG1006 specs/gf.yaml:7:10 extends must not lead out of the folder of the spec',
    ],
    [
      'is the ninth',
      { 'gf.yaml': `${least}extends: b0.yaml\n`, ...chain },
      'CMG1006 b7.yaml:1:10 more than 8 specs extend one another',
    ],
    [
      'is no text',
      { 'gf.yaml': `${least}extends: [a.yaml]\n` },
      'CMG1102 gf.yaml:7:10 extends must be text, not a list',
    ],
    [
      'is a name of nothing',
      { 'gf.yaml': `${least}extends: ''\n` },
      'CMG1102 gf.yaml:7:10 extends cannot be empty text',
    ],
    [
      'is a list',
      { 'gf.yaml': `${least}extends: base.yaml\n`, 'base.yaml': '# words\n- a\n' },
      'CMG1102 base.yaml:2:1 base.yaml must be a group of keys, not a list',
    ],
    [
      'is a word',
      { 'gf.yaml': `${least}extends: base.yaml\n`, 'base.yaml': 'hello\n' },
      'CMG1102 base.yaml:1:1 base.yaml must be a group of keys, not a single value',
    ],
    [
      'does not parse',
      { 'gf.yaml': `${least}extends: base.yaml\n`, 'base.yaml': 'a: [\n' },
      'CMG1002 base.yaml:2:1 flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'is named by the defaults',
      { 'gf.yaml': least, 'cmg.config.yaml': 'instances: 3\nextends: gf.yaml\n' },
      'CMG1006 cmg.config.yaml:2:1 cmg.config.yaml extends nothing: it is a base itself',
    ],
  ] as const) {
    it(`is said at its line: one that ${what}`, async () => {
      const file = 'specs/gf.yaml' in texts ? 'specs/gf.yaml' : 'gf.yaml';
      assert.deepEqual(await faultsOf(texts, { file }), expected);
    });
  }

  it('may not be a link that leads out', async () => {
    const texts = { 'specs/gf.yaml': `${least}extends: base.yaml\n`, 'elsewhere/base.yaml': least };
    const links = { 'specs/base.yaml': 'elsewhere/base.yaml' };
    assert.deepEqual(await faultsOf(texts, { file: 'specs/gf.yaml', links }), [
      'CMG1006 specs/gf.yaml:7:10 extends must not lead out of the folder of the spec',
    ]);
  });

  it('hides no fault of the rest, and nobody asks for what it may say', async () => {
    assert.deepEqual(
      await faultsOf({
        'gf.yaml': 'extends: base.yaml\ninstances: 20\ncertificate: {}\n',
        'base.yaml': 'name: [\n',
        'cmg.config.yaml': 'vmsize: A2_v2\n',
      }),
      [
        'CMG1203 gf.yaml:2:12 instances must be 1 to 16, not 20',
        'CMG1002 base.yaml:2:1 flow sequence in block collection must be sufficiently indented and end with a ]',
        "CMG1104 cmg.config.yaml:1:1 unknown key 'vmsize'",
      ],
    );
  });

  it('is still read where a part of it is refused', async () => {
    assert.deepEqual(
      await faultsOf({
        'gf.yaml': 'extends: base.yaml\nname: gf1\n',
        'base.yaml': 'extends: all.yaml\nregion: &here westus2\ndescription: *here\ninstances: 99\n',
        'all.yaml': 'protect: 1\n',
      }),
      [
        'CMG1003 base.yaml:3:14 a spec does without YAML aliases',
        'CMG1203 base.yaml:4:12 instances must be 1 to 16, not 99',
        'CMG1102 all.yaml:1:10 protect must be true or false, not 1',
      ],
    );
  });

  it('is no fault where it is empty', async () => {
    for (const empty of ['', '# nothing yet\n', 'null\n']) {
      const texts = {
        'gf.yaml': `${least}extends: base.yaml\n`,
        'base.yaml': empty,
        'cmg.config.yaml': empty,
      };
      assert.deepEqual(await faultsOf(texts), []);
    }
  });
});

describe('a spec that is no UTF-8', () => {
  it('is refused as that, whatever else it says', async () => {
    const disk = diskOf({ 'gf.yaml': least });
    for (const bytes of [
      Buffer.from(`${least}description: Zürich\n`, 'latin1'),
      Buffer.from(`\uFEFF${least}`, 'utf16le'),
    ]) {
      const files: Files = {
        ...disk,
        read: async (path) => (path === 'gf.yaml' ? bytes : await disk.read(path)),
      };
      const { diagnostics } = await loadSpec('gf.yaml', { files, environment: {} });
      assert.deepEqual(shownByFile(diagnostics), ['CMG1002 gf.yaml:1:1 the file is not UTF-8']);
      assert.equal(diagnostics[0]?.hint, 'save it again as UTF-8');
    }
  });
});

describe('a spec that is not there', () => {
  it('is a fault without a place', async () => {
    assert.deepEqual(await faultsOf({ 'gf.yaml': least }, { file: 'fg.yaml' }), [
      'CMG1001 - there is no file fg.yaml',
    ]);
  });
});
