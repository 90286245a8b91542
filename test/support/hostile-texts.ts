// Texts that are made to harm a parser, each with the first fault that is found in it; as YAML and as JSON. What
// they would do is undone by refusing them, and by how little it takes to do so.
import { plainSpec } from './lab.ts';

const megabyte = 1_048_576;
const large = 'CMG1004 1:1 the file is larger than 1 MiB';
const many = 'CMG1004 1:1 the file holds more than 20000 words and signs';
const long = 'CMG1004 1:1 the file holds a text of more than 65536 letters';
const deep = 'CMG1004 1:1 the file nests deeper than 64 levels';
const alias = 'a spec does without YAML aliases';
const tag = 'a spec does without YAML tags';
const merge = 'a spec does without YAML merge keys';
const control = 'a spec does without control characters and halves of characters';

/** Each of nine lines names the one before nine times: a thousand million words in the end. */
function laughs(): string {
  const names = [...'abcdefghi'];
  const lines = names.map((name, index) => {
    const before = names[index - 1];
    const items = Array.from({ length: 9 }, () => (before === undefined ? 'lol' : `*${before}`));
    return `${name}: &${name} [${items.join(', ')}]`;
  });
  return `${lines.join('\n')}\n`;
}

function added(text: string): string {
  return `${plainSpec}${text}\n`;
}

export const hostileTexts: readonly (readonly [what: string, text: string, first: string])[] = [
  ['a thousand million laughs', laughs(), `CMG1003 2:12 ${alias}`],
  ['an alias of itself', 'a: &a [*a]\n', `CMG1003 1:8 ${alias}`],
  ['10,000 levels of lists', '['.repeat(10_000), deep],
  ['10,000 levels of groups', '{"a":'.repeat(10_000), deep],
  ['10,000 levels, closed as JSON is', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, deep],
  ['10,000 levels in a spec', added(`tags: ${'['.repeat(10_000)}`), deep],
  ['1,000 levels of dashes in few words', `${'- '.repeat(1_000)}x`, deep],
  ['1,000 levels of question marks', `${'? '.repeat(1_000)}x`, deep],
  [
    '1,000 levels by indent',
    Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    deep,
  ],
  ['10 MB', 'x'.repeat(10 * megabyte), large],
  ['10 MB of JSON', `{"a":"${'x'.repeat(10 * megabyte)}"}`, large],
  ['a text of a megabyte', added(`description: ${'x'.repeat(megabyte - 500)}`), long],
  ['a text of a megabyte in quotes', added(`description: "${'\\\\n'.repeat(300_000)}"`), long],
  ['a text of a megabyte in a block', added(`description: |\n  ${'x'.repeat(megabyte - 500)}`), long],
  ['a text of a megabyte as JSON', `{"a":"${'x'.repeat(megabyte - 500)}"}`, long],
  ['a comment of a megabyte', `#${'x'.repeat(megabyte - 500)}`, long],
  ['an open quote and a megabyte', `a: "${'key'.repeat(340_000)}`, long],
  ['a megabyte of open variables', added(`description: ${'${'.repeat(500_000)}`), long],
  ['1,000,000 brackets', '['.repeat(1_000_000), deep],
  ['1,000,000 pairs of brackets', `a: ${'[]'.repeat(500_000)}`, many],
  ['1,000,000 closing brackets', ']'.repeat(1_000_000), many],
  ['a name of 60,000 letters', added('').replace('granitefalls', 'x'.repeat(60_000)), nameFault()],
  [
    'a key of 60,000 letters',
    added(`? ${'k'.repeat(60_000)}\n: 1`),
    `CMG1104 11:3 unknown key '${'k'.repeat(80)}…'`,
  ],
  [
    'an address of 60,000 letters',
    added('').replace('{ selfSigned: true }', `{ keyVaultSecret: 'https://${'/secrets/'.repeat(6_600)}' }`),
    'CMG1212 8:32 certificate.keyVaultSecret must be the address of a secret, not this text',
  ],
  [
    'a mail address of 60,000 letters',
    added(`alerts: { storage: {}, notify: ['a@${'a.'.repeat(30_000)}'] }`),
    `CMG1211 11:33 alerts.notify must list mail addresses, not 'a@${'a.'.repeat(39)}…'`,
  ],
  [
    'a service name of 60,000 letters',
    added('').replace('GraniteFalls.contoso.com', 'a.'.repeat(30_000)),
    `CMG1102 3:14 serviceName must be a full DNS name of 4 to 253 characters, not '${'a.'.repeat(40)}…'`,
  ],
  [
    'a line of 60,000 letters that seems secret and does not parse',
    `a: "${'key'.repeat(20_000)}`,
    'CMG1002 1:60005 missing closing "quote',
  ],
  [
    '60,000 letters of variables',
    added(`description: "${'${'.repeat(30_000)}"`),
    'CMG1005 11:14 this text begins a variable, and names none',
  ],
  ['100,000 keys', Array.from({ length: 100_000 }, (_, at) => `k${at}: 1`).join('\n'), many],
  ['100,000 keys as JSON', `{${Array.from({ length: 70_000 }, (_, at) => `"k${at}":1`).join(',')}}`, many],
  ['a merge key', added('<<: { instances: 9 }'), `CMG1003 11:1 ${merge}`],
  ['a merge key further in', added('site: { <<: { code: XYZ } }'), `CMG1003 11:9 ${merge}`],
  ['a merge key in quotes', '{"<<":{"a":1}}', `CMG1003 1:2 ${merge}`],
  [
    'a tag that runs code elsewhere',
    added("payload: !!js/function 'function () {}'"),
    `CMG1003 11:24 ${tag}`,
  ],
  ['a tag that makes bytes', added('description: !!binary aGVsbG8='), `CMG1003 11:23 ${tag}`],
  ['a tag for an expression', added('description: !!js/regexp /a/'), `CMG1003 11:26 ${tag}`],
  ['a tag of Python', added("description: !!python/object/apply:os.system ['id']"), `CMG1003 11:46 ${tag}`],
  ['__proto__', added('__proto__: { polluted: yes }'), forbidden('11:1', '__proto__')],
  ['__proto__ in JSON', '{"__proto__":{"polluted":true}}', forbidden('1:2', '__proto__')],
  ['__proto__ in an escape', '{"\\u005f_proto__":{"polluted":true}}', forbidden('1:2', '__proto__')],
  [
    '__proto__ below',
    added('names: { vault: abc, __proto__: { polluted: yes } }'),
    forbidden('11:22', '__proto__'),
  ],
  [
    '__proto__ in a list',
    added('site: { code: XYZ, boundaryGroups: [{ __proto__: { polluted: yes } }] }'),
    forbidden('11:39', '__proto__'),
  ],
  ['constructor', added('constructor: { prototype: { polluted: yes } }'), forbidden('11:1', 'constructor')],
  ['prototype among the tags', added('').replace('costCenter', 'prototype'), forbidden('10:9', 'prototype')],
  ['a key twice', added('region: eastus'), 'CMG1103 11:1 this key stands twice'],
  ['a key twice in JSON', '{"a":1,"a":2}', 'CMG1103 1:8 this key stands twice'],
  ['NUL', added('description: a\0b'), `CMG1003 11:14 ${control}`],
  ['NUL as an escape', added('description: "a\\0b"'), `CMG1003 11:14 ${control}`],
  ['NUL as an escape of JSON', '{"a":"\\u0000"}', `CMG1003 1:6 ${control}`],
  ['NUL in a key', added('"a\\0b": 1'), `CMG1003 11:1 ${control}`],
  ['an escape of the terminal', added('description: "\\e[2J"'), `CMG1003 11:14 ${control}`],
  ['half a character', added('description: "\\ud800"'), `CMG1003 11:14 ${control}`],
  ['the other half', '{"a":"\\udc00x"}', `CMG1003 1:6 ${control}`],
  ['tabs for an indent', added('site:\n\tcode: XYZ'), 'CMG1002 12:1 tabs are not allowed as indentation'],
  ['another version of YAML with a merge key', `%YAML 1.1\n---\n${added('<<: {}')}`, `CMG1003 13:1 ${merge}`],
  [
    'two documents',
    `${plainSpec}---\n${plainSpec}`,
    'CMG1003 11:1 a file holds one gateway, and here another begins',
  ],
  [
    'a thousand documents',
    '---\na: 1\n'.repeat(1_000),
    'CMG1003 3:1 a file holds one gateway, and here another begins',
  ],
  [
    'a number without end',
    instances('9'.repeat(400)),
    'CMG1102 7:12 instances must be a number, not Infinity',
  ],
  ['a number that is none', instances('.nan'), 'CMG1102 7:12 instances must be a number, not NaN'],
  ['infinity', instances('.inf'), 'CMG1102 7:12 instances must be a number, not Infinity'],
  ['1e400', instances('1e400'), 'CMG1102 7:12 instances must be a number, not Infinity'],
  ['-0x', instances('-0x1'), "CMG1102 7:12 instances must be a number, not '-0x1'"],
  ['octal as in YAML 1.1', instances('0777'), 'CMG1203 7:12 instances must be 1 to 16, not 777'],
  ['octal', instances('0o777'), 'CMG1203 7:12 instances must be 1 to 16, not 511'],
  [
    'a timestamp',
    instances('2026-12-01T18:00:00Z'),
    "CMG1102 7:12 instances must be a number, not '2026-12-01T18:00:00Z'",
  ],
];

function nameFault(): string {
  return `CMG1201 2:7 name must be 3 to 24 lower-case letters and digits, the first a letter, not '${'x'.repeat(80)}…'`;
}

function forbidden(place: string, key: string): string {
  return `CMG1103 ${place} no spec may hold the key '${key}'`;
}

function instances(text: string): string {
  return plainSpec.replace('instances: 2', `instances: ${text}`);
}
