import assert from 'node:assert/strict';
import { ArmFault } from '../../../src/mock/fault.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { fakeWorld, group, type FakeWorld } from './support/fake-world.ts';

const id = `${group}/providers/Microsoft.Storage/storageAccounts/unchanging`;
const days = 'immutabilityPeriodSinceCreationInDays';

describe('the default policy for unchangeable blobs of an account', () => {
  let fake: FakeWorld;
  beforeEach(() => {
    fake = fakeWorld();
  });
  const create = (policy: JsonObject): JsonObject =>
    fake.put(id, {
      location: 'westus2',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
      properties: { immutableStorageWithVersioning: { enabled: true, immutabilityPolicy: policy } },
    });
  const change = (policy: JsonObject): JsonObject =>
    fake.patch(id, { properties: { immutableStorageWithVersioning: { immutabilityPolicy: policy } } });
  const refusalOf = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      if (error instanceof ArmFault) return error.message;
      throw error;
    }
    return 'accepted';
  };

  it('needs a state and a period, and cannot begin locked', () => {
    assert.match(
      refusalOf(() => create({ [days]: 10 })),
      /^The required property immutabilityPolicy\.state/,
    );
    assert.match(
      refusalOf(() => create({ [days]: 10, state: 'Locked' })),
      /can be set to "Unlocked, Disabled"/,
    );
    assert.equal(
      refusalOf(() => create({ [days]: 10, state: 'Unlocked' })),
      'accepted',
    );
  });

  it('can only be made longer once it is locked', () => {
    create({ [days]: 10, state: 'Unlocked' });
    fake.pass();
    change({ state: 'Locked' });
    fake.pass();
    assert.match(
      refusalOf(() => change({ [days]: 5 })),
      /only be extended for a Locked policy/,
    );
    assert.match(
      refusalOf(() => change({ allowProtectedAppendWrites: true })),
      /^Request parameters are invalid: allowProtectedAppendWrites\.$/,
    );
    assert.equal(
      refusalOf(() => change({ [days]: 20 })),
      'accepted',
    );
  });

  it('is no matter of an account that was made without', () => {
    fake.put(id, { location: 'westus2', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} });
    fake.pass();
    assert.match(
      refusalOf(() => change({ [days]: 10, state: 'Disabled' })),
      /account level WORM is disabled$/,
    );
  });
});
