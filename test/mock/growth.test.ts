import assert from 'node:assert/strict';
import { memoryStore, type Store } from '../../src/mock/store.ts';
import { drive, startedAt } from './support/driven.ts';
import { filled } from './support/filled.ts';
import { createAzure } from '../../src/mock/azure.ts';

interface Counted {
  readonly store: Store;
  /** How many entries were looked at, one by one or in lists. */
  looked(): number;
}

function counted(): Counted {
  const store = memoryStore();
  let looked = 0;
  return {
    looked: () => looked,
    store: {
      ...store,
      get(key) {
        looked += 1;
        return store.get(key);
      },
      list(prefix) {
        const found = store.list(prefix);
        looked += found.length;
        return found;
      },
    },
  };
}

async function lookedForFourMore(standing: number): Promise<number> {
  const { store, looked } = counted();
  const azure = createAzure({ clock: { now: () => new Date(startedAt) }, speed: 'instant', store });
  await filled(azure, standing);
  const before = looked();
  await filled(azure, standing + 4, standing);
  return looked() - before;
}

describe('a world with many resources', () => {
  it('looks at no more of them for a write, however many there are', async () => {
    const [few, many] = [await lookedForFourMore(40), await lookedForFourMore(480)];
    assert.ok(few > 10, `${few} entries were counted`);
    assert.ok(many <= few * 1.1, `${many} entries where ${few} were enough`);
  });

  it('looks at no more of them for a read', async () => {
    const looks = async (standing: number): Promise<number> => {
      const { store, looked } = counted();
      const { azure, send, subscription } = drive({ speed: 'instant', store });
      await filled(azure, standing);
      const before = looked();
      const id = `${subscription}/resourceGroups/rg0/providers/Microsoft.Network/virtualNetworks/kept3`;
      const { status } = await send('GET', `${id}?api-version=2023-09-01`);
      assert.equal(status, 200);
      return looked() - before;
    };
    assert.equal(await looks(240), await looks(4));
  });
});
