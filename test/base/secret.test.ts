import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { format, inspect } from 'node:util';
import { canonicalJson, jsonOf } from '../../src/base/json.ts';
import { Secret } from '../../src/base/secret.ts';

const word = 'correct horse battery staple';
const secret = new Secret(word);

function logged(...values: readonly unknown[]): string {
  const stdout = new PassThrough();
  new Console({ stdout }).log(...values);
  return String(stdout.read());
}

/** Each way in which text has been made of a value before. */
const ways: Readonly<Record<string, () => string>> = {
  'in a template': () => `${String(secret)} and ${String([secret])}`,
  'joined to text': () => ['a', secret, 'b'].join(' '),
  'as JSON': () => JSON.stringify({ password: secret, list: [secret] }),
  'as canonical JSON': () => canonicalJson(jsonOf({ password: secret })),
  'inspected, with what is hidden': () =>
    inspect({ nested: { secret } }, { showHidden: true, depth: 9, getters: true }),
  'formatted in each way': () => format('%s %o %O %j %d %i %f', ...Array.from({ length: 7 }, () => secret)),
  'on the console': () => logged(secret, { secret }, [secret]),
  'in the message of an error': () => inspect(new Error(`no ${String(secret)}`, { cause: { secret } })),
  'through its own keys': () =>
    JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret), { ...secret }]),
  cloned: () => inspect(structuredClone(secret)),
};

describe('a secret', () => {
  for (const [way, textOf] of Object.entries(ways)) {
    it(`does not show ${way}`, () => {
      const text = textOf();
      assert.notEqual(text, '');
      for (const part of [word, ...word.split(' ')]) assert.ok(!text.includes(part), text);
    });
  }

  it('shows a marker where it would stand', () => {
    assert.equal(String(secret), '[secret]');
    assert.equal(JSON.stringify({ password: secret }), '{"password":"[secret]"}');
    assert.equal(inspect(secret), '[secret]');
  });

  it('is given back to whoever asks for it by name', () => {
    assert.equal(secret.reveal(), word);
  });
});
