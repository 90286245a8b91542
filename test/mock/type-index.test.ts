import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';
import { tableOf } from '../../src/mock/table.ts';
import { typeIndexOf, type TypeIndex } from '../../src/mock/type-index.ts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

const vault = (group: string, name: string): Row => ({
  id: `/groups/${group}/Vaults/${name}`,
  type: 'Kept/Vaults',
  name,
});

interface Opened {
  readonly index: TypeIndex;
  readonly put: (row: Row) => void;
  readonly drop: (row: Row) => void;
  /** As another process does it, which knows nothing of this index. */
  readonly putElsewhere: (row: Row) => void;
}

function opened(): Opened {
  const table = tableOf<Row>(memoryStore(), 'row');
  let mark = {};
  const renew = (): void => {
    mark = {};
  };
  const index = typeIndexOf(table, { read: () => mark, renew });
  return {
    index,
    put(row) {
      table.put(row.id, row);
      index.came(row);
    },
    drop(row) {
      table.delete(row.id);
      index.went(row);
    },
    putElsewhere(row) {
      table.put(row.id, row);
      renew();
    },
  };
}

describe('the index of types', () => {
  it('finds by type and by name, in the order of ids, whatever the case', () => {
    const { index, put } = opened();
    for (const row of [vault('b', 'one'), vault('a', 'Two'), vault('A', 'One')]) put(row);
    put({ id: '/groups/a/other/one', type: 'Kept/Others', name: 'one' });
    assert.deepEqual(index.idsOf('kept/VAULTS'), [
      '/groups/A/Vaults/One',
      '/groups/a/Vaults/Two',
      '/groups/b/Vaults/one',
    ]);
    assert.deepEqual(index.idsOf('Kept/Vaults', 'ONE'), ['/groups/A/Vaults/One', '/groups/b/Vaults/one']);
    assert.deepEqual(index.idsOf('Kept/Vaults', 'three'), []);
    assert.deepEqual(index.idsOf('Kept/Nothing'), []);
  });

  it('knows what was there before it, and forgets what went', () => {
    const { index, put, drop, putElsewhere } = opened();
    putElsewhere(vault('a', 'one'));
    put(vault('a', 'two'));
    assert.deepEqual(index.idsOf('Kept/Vaults'), ['/groups/a/Vaults/one', '/groups/a/Vaults/two']);
    drop(vault('a', 'one'));
    assert.deepEqual(index.idsOf('Kept/Vaults'), ['/groups/a/Vaults/two']);
    assert.deepEqual(index.idsOf('Kept/Vaults', 'one'), []);
  });

  it('sees what another process wrote, also where something of its own came after', () => {
    const { index, put, putElsewhere } = opened();
    put(vault('a', 'one'));
    assert.deepEqual(index.idsOf('Kept/Vaults'), ['/groups/a/Vaults/one']);
    putElsewhere(vault('a', 'two'));
    put(vault('a', 'three'));
    assert.deepEqual(index.idsOf('Kept/Vaults'), [
      '/groups/a/Vaults/one',
      '/groups/a/Vaults/three',
      '/groups/a/Vaults/two',
    ]);
  });
});
