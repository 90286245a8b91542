import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../../src/base/ports.ts';
import { loadInside, staysBelow } from '../../src/spec/inside.ts';

const below: readonly string[] = [
  'a.pfx',
  'certs/a.pfx',
  'certs\\a.pfx',
  './a.pfx',
  'certs/./a.pfx',
  'certs/../a.pfx',
  'a/b/../../c.pfx',
  '.hidden',
  '.config/a.pfx',
  '..a.pfx',
  '..a/b.pfx',
  'a..pfx',
  'a b/c d.pfx',
  ' a.pfx',
  'a~b.pfx',
  'GRANIT~1.PFX',
  'é/ü.pfx',
  'console.pfx',
  'nullable',
  'com.pfx',
  'com10.pfx',
  'a/com/b.pfx',
  'aux-1.pfx',
  'a%2fb.pfx',
  '%2e%2e/a.pfx',
  '$HOME/a.pfx',
];

const outside: readonly (readonly [what: string, name: string])[] = [
  ['no name', ''],
  ['the folder above', '..'],
  ['a file above', '../a.pfx'],
  ['a file above, as on Windows', '..\\a.pfx'],
  ['a file above by way of a folder', 'a/../../b.pfx'],
  ['a file above by way of both signs', 'a\\..\\../b.pfx'],
  ['a file far above', 'a/../../../../../../etc/passwd'],
  ['a file above by way of here', './../a.pfx'],
  ['a file above by way of nothing', 'a//..//..//b.pfx'],
  ['an absolute path', '/etc/passwd'],
  ['an absolute path with two signs', '//etc/passwd'],
  ['an absolute path as on Windows', '\\Windows\\win.ini'],
  ['a share', '\\\\server\\share\\a.pfx'],
  ['a share in the other sign', '//server/share/a.pfx'],
  ['a long path', '\\\\?\\C:\\a.pfx'],
  ['a device', '\\\\.\\pipe\\x'],
  ['a device of NT', '\\??\\C:\\a.pfx'],
  ['a drive', 'C:\\a.pfx'],
  ['a drive in the other sign', 'c:/a.pfx'],
  ['a folder of another drive', 'D:a.pfx'],
  ['a drive and nothing', 'C:'],
  ['an address', 'https://contoso.com/a.pfx'],
  ['an address of a file', 'file:///etc/passwd'],
  ['a stream of a file', 'a.pfx:hidden'],
  ['the data of a file', 'a.pfx::$DATA'],
  ['the listing of a folder', 'certs::$INDEX_ALLOCATION'],
  ['a home', '~/a.pfx'],
  ['somebody else’s home', '~root/a.pfx'],
  ['a NUL', 'a.pfx\0.txt'],
  ['a NUL at the start', '\0'],
  ['a new line', 'a\n.pfx'],
  ['a tab', 'a\t.pfx'],
  ['an escape', '\u001b[2Ja'],
  ['DEL', 'a\u007f'],
  ['CON', 'CON'],
  ['con in lower case', 'con'],
  ['NUL, the device', 'NUL'],
  ['a device with an ending', 'nul.pfx'],
  ['a device with two endings', 'aux.tar.gz'],
  ['a device with a space', 'nul .pfx'],
  ['a device below', 'certs/prn'],
  ['a device below, as on Windows', 'certs\\COM1.pfx'],
  ['a device for a folder', 'lpt9/a.pfx'],
  ['COM0', 'com0'],
  ['a device with a raised digit', 'com¹'],
  ['a device with another raised digit', 'LPT³.pfx'],
  ['the input of a console', 'CONIN$'],
  ['the output of a console', 'conout$'],
  ['the clock', 'CLOCK$'],
  ['a dot at the end', 'a.pfx.'],
  ['a space at the end', 'a.pfx '],
  ['dots at the end of a folder', 'certs../a.pfx'],
  ['three dots', '.../a.pfx'],
  ['two dots and a space', '.. /a.pfx'],
  ['two dots and a space, as on Windows', '.. \\a.pfx'],
  ['a space for a folder', ' /a.pfx'],
];

describe('a path that a spec names', () => {
  it('is looked at in many forms', () => {
    assert.ok(below.length + outside.length > 75);
  });

  for (const name of below) {
    it(`stays below: ${name}`, () => assert.equal(staysBelow(name), true));
  }
  for (const [what, name] of outside) {
    it(`does not stay below where it is ${what}`, () => assert.equal(staysBelow(name), false));
  }
});

const disk: Files = {
  read: async (path) => await readFile(path).catch(() => undefined),
  real: async (path) => await realpath(path).catch(() => undefined),
  list: () => Promise.resolve([]),
};

describe('a file beside a spec', () => {
  let root: string;
  let by: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'cmg-inside-'));
    const specs = join(root, 'specs');
    by = join(specs, 'gateway.yaml');
    await mkdir(join(specs, 'certs'), { recursive: true });
    await mkdir(join(root, 'other'));
    await mkdir(join(root, 'specs-of-others'));
    for (const name of ['specs/a.pfx', 'specs/certs/b.pfx', 'other/c.pfx', 'specs-of-others/d.pfx']) {
      await writeFile(join(root, name), name);
    }
    // Junctions need no right on Windows.
    await symlink(join(root, 'other'), join(specs, 'way-out'), 'junction');
    await symlink(join(root, 'specs-of-others'), join(specs, 'neighbour'), 'junction');
    await symlink(join(specs, 'certs'), join(specs, 'way-in'), 'junction');
    await symlink(join(root, 'nowhere'), join(specs, 'broken'), 'junction');
    await symlink(specs, join(root, 'by-link'), 'junction');
  });
  after(async () => await rm(root, { recursive: true, force: true }));

  const seen = async (name: string, spec = by): Promise<string> => {
    const loaded = await loadInside(name, { by: spec, files: disk });
    return 'problem' in loaded ? loaded.problem : new TextDecoder().decode(loaded.bytes);
  };

  for (const [name, expected] of [
    ['a.pfx', 'specs/a.pfx'],
    ['certs/b.pfx', 'specs/certs/b.pfx'],
    ['way-in/b.pfx', 'specs/certs/b.pfx'],
    ['certs/../a.pfx', 'specs/a.pfx'],
    ['certs', 'missing'],
    ['b.pfx', 'missing'],
    ['broken/b.pfx', 'missing'],
    ['way-out/c.pfx', 'outside'],
    ['way-out', 'outside'],
    ['neighbour/d.pfx', 'outside'],
    ['way-out/../a.pfx', 'specs/a.pfx'],
    ['../other/c.pfx', 'outside'],
    ['.', 'outside'],
  ] as const) {
    it(`is ${expected} for ${name}`, async () => assert.equal(await seen(name), expected));
  }

  it('is found where the folder itself is reached by a link', async () => {
    assert.equal(await seen('certs/b.pfx', join(root, 'by-link', 'gateway.yaml')), 'specs/certs/b.pfx');
  });
});
