// How many arguments each function of the template language takes, as the editor's own data says it.
import assert from 'node:assert/strict';
import { functionNamed } from '../../src/arm/functions/table.ts';
import { isJsonObject } from '../../src/base/json.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';

interface Counted {
  readonly name: string;
  readonly min: number;
  /** Null: no bound. */
  readonly max: number | null;
}

/** What is decided otherwise, with the reason. */
const decidedAgainst: Readonly<Record<string, string>> = {
  list: 'the reference knows three: the resource, the version and the values of the function',
};

describe('recorded counts of arguments', () => {
  const data = recordedData('arm-function-arity.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all =
    isJsonObject(data) && Array.isArray(data['functions']) ? data['functions'].filter(isCounted) : [];
  const differing = all.filter(({ name, min, max }) => {
    const ours = functionNamed(name);
    // Samples of names that begin with list: which action takes how many is the service's affair.
    if (name !== 'list' && name.startsWith('list')) return ours === undefined || ours.min > min;
    return ours?.min !== min || ours.max !== (max ?? Infinity);
  });

  it('are those of the functions here', () => {
    assert.equal(all.length, 132);
    const undecided = differing.filter(({ name }) => decidedAgainst[name] === undefined);
    assert.deepEqual(
      undecided.map(({ name, min, max }) => `${name} ${String(min)} to ${String(max)}`),
      [],
    );
    const needed = differing.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(decidedAgainst).filter((name) => !needed.includes(name)),
      [],
    );
  });
});

function isCounted(value: unknown): value is Counted {
  return isJsonObject(value) && typeof value['name'] === 'string' && typeof value['min'] === 'number';
}
