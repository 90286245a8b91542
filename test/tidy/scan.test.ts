import assert from 'node:assert/strict';
import { scan } from './scan.ts';

const importsOf = (text: string): readonly string[] =>
  scan(text).imports.map(
    ({ line, form, specifier, names }) => `${line} ${form} ${specifier} ${names.join(',')}`,
  );

describe('the scanner of sources', () => {
  it('finds every way to import', () => {
    const text = [
      `import './side-effect.ts';`,
      `import { plan, type Plan as P } from './plan.ts';`,
      `import type { Change } from "./change.ts";`,
      `import manifest from '../package.json' with { type: 'json' };`,
      `import * as z from 'zod';`,
      `import {`,
      `  one,`,
      `  two,`,
      `} from './many.ts';`,
      `export { three } from './three.ts';`,
      `export * from './all.ts';`,
      `const lazy = await import('./lazy.ts');`,
      `type Kind = typeof import('./kind.ts');`,
      'const other = import(`./template.ts`);',
      `const old = require('node:fs');`,
    ].join('\n');
    assert.deepEqual(importsOf(text), [
      '1 import ./side-effect.ts ',
      '2 import ./plan.ts plan,Plan',
      '3 import ./change.ts Change',
      '4 import ../package.json manifest',
      '5 import zod *',
      '9 import ./many.ts one,two',
      '10 export ./three.ts three',
      '11 export ./all.ts *',
      '12 call ./lazy.ts *',
      '13 call ./kind.ts *',
      '14 call ./template.ts *',
      '15 call node:fs *',
    ]);
  });

  it('takes nothing for an import that only looks like one', () => {
    const text = [
      `// import { a } from './a.ts';`,
      `/* import './b.ts'; */`,
      `const text = "import './c.ts'";`,
      'const template = `import("./d.ts") ${call(`from "./e.ts"`)}`;',
      `export const bytes = Buffer.from('text');`,
      `const from = 'here';`,
      `const pattern = /import '.\\/f.ts'/;`,
    ].join('\n');
    assert.deepEqual(importsOf(text), []);
  });

  it('tells a regular expression from a division', () => {
    const text = [
      'const half = width / 2; // one',
      'const quote = /[/\'"]/g; // two',
      'return /`/.test(a) / 2;',
    ];
    const { code, comments } = scan(text.join('\n'));
    assert.deepEqual(code.split('\n'), [
      'const half = width / 2;       ',
      'const quote = /     /g;       ',
      'return / /.test(a) / 2;',
    ]);
    assert.deepEqual(comments, [
      { text: '// one', line: 1 },
      { text: '// two', line: 2 },
    ]);
  });

  it('sees code inside of templates, and templates inside of that', () => {
    const { code, strings } = scan("const a = `x ${one({ b: `y ${two} z` })} w`; const c = 'it\\'s';");
    assert.equal(code, "const a = `  ${one({ b: `  ${two}  ` })}  `; const c = '     ';");
    assert.deepEqual(
      strings.map(({ text }) => text),
      ['x ', 'y ', ' z', ' w', "it\\'s"],
    );
  });

  it('gets to the end of text that breaks off', () => {
    for (const text of ["const a = '", 'const a = `x ${', '/* never', 'const a = /[', '`', "import '", '}']) {
      assert.equal(scan(text).code.length, text.length);
    }
  });
});
