import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';

describe('the store in memory', () => {
  it('lists what begins so, in the order of the keys, whatever the order in which it came and went', () => {
    const store = memoryStore();
    for (const key of ['a/3', 'b/1', 'a/1', 'a/2/x', 'a/2', 'a/20']) store.put(key, { key });
    store.delete('a/3');
    store.delete('a/never');
    store.put('a/1', { key: 'again' });
    const keys = (prefix: string): readonly string[] => store.list(prefix).map(({ key }) => key);
    assert.deepEqual(keys('a/'), ['a/1', 'a/2', 'a/2/x', 'a/20']);
    assert.deepEqual(keys('a/2/'), ['a/2/x']);
    assert.deepEqual(keys('a/9'), []);
    assert.deepEqual(keys('c/'), []);
    assert.deepEqual(keys(''), ['a/1', 'a/2', 'a/2/x', 'a/20', 'b/1']);
    assert.deepEqual(store.list('a/1'), [{ key: 'a/1', value: { key: 'again' } }]);
  });
});
