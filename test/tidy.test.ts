import assert from 'node:assert/strict';
import { checkoutRules } from './tidy/checkout.ts';
import { codeRules } from './tidy/code-table.ts';
import { fileRules } from './tidy/files.ts';
import { floorRules } from './tidy/floors.ts';
import { formRules } from './tidy/forms.ts';
import { emptyHomes, guarded, homeRules, type Guarded } from './tidy/homes.ts';
import { projectFiles } from './tidy/project.ts';
import { keyOf, seeded, shown } from './tidy/rule.ts';
import { settingRules } from './tidy/settings.ts';
import { testRules } from './tidy/tests.ts';
import { waiting } from './tidy/waiting.ts';

const files = projectFiles(process.cwd());

const rules = [
  ...floorRules,
  ...homeRules,
  ...fileRules,
  ...formRules,
  ...testRules,
  ...codeRules,
  ...settingRules,
  ...checkoutRules,
];

describe('the house', () => {
  for (const { title, look, atLeast, seed, bites } of rules) {
    it(title, () => {
      const { seen, violations } = look(files);
      const fresh = violations.filter((one) => !waiting.includes(keyOf(one)));
      assert.deepEqual(fresh.map(shown), []);
      assert.ok(seen >= atLeast, `saw ${seen}, where at least ${atLeast} were to be seen`);
    });

    it(`notices what breaks the rule: ${title}`, () => {
      assert.deepEqual(look(seeded(seed)).violations.map(shown), bites);
    });
  }

  it('lists no home that does not use what it is a home of', () => {
    assert.deepEqual(emptyHomes(guarded, files).map(shown), []);
  });

  it('notices a home that stands empty', () => {
    const table: readonly Guarded[] = [
      {
        what: 'yaml',
        module: /^yaml$/,
        homes: { 'src/spec/': 'reads', 'src/render/': 'writes', 'src/gone.ts': '' },
      },
    ];
    const small = seeded({
      'src/spec/document.ts': "import { parse } from 'yaml';",
      'src/render/text.ts': '',
    });
    assert.deepEqual(emptyHomes(table, small).map(shown), [
      'src/render/: is a home of yaml and does not use it',
      'src/gone.ts: is a home of yaml and does not use it',
    ]);
  });

  it('waits for nothing that has been put right', () => {
    const broken = new Set(rules.flatMap(({ look }) => look(files).violations.map(keyOf)));
    assert.deepEqual(
      waiting.filter((key) => !broken.has(key)),
      [],
    );
  });
});
