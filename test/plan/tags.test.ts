import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Tags } from '../../src/cloud/cloud.ts';
import { diffTags, foreignTags } from '../../src/plan/tags.ts';

interface Row {
  readonly what: string;
  readonly desired?: Tags;
  readonly live?: Tags;
  readonly before?: Tags;
  readonly expected: readonly string[];
}

const [soon, later] = ['2026-11-23T12:00:00Z', '2026-11-24T12:00:00Z'];

const rows: readonly Row[] = [
  { what: 'a tag that is missing', desired: { a: 'x' }, expected: ['tags.a: none → x'] },
  { what: 'a tag that is another', desired: { a: 'x' }, live: { a: 'y' }, expected: ['tags.a: y → x'] },
  { what: 'no difference between equal tags', desired: { a: 'x' }, live: { a: 'x' }, expected: [] },
  { what: 'no difference in the case of a name', desired: { Cost: 'x' }, live: { cost: 'x' }, expected: [] },
  {
    what: 'a difference in the case of a value',
    desired: { a: 'X' },
    live: { a: 'x' },
    expected: ['tags.a: x → X'],
  },
  { what: "nothing of somebody else's", live: { theirs: 'y' }, expected: [] },
  {
    what: 'a tag of the last deploy that nobody wants any more',
    live: { a: 'x', theirs: 'y' },
    before: { a: 'x' },
    expected: ['tags.a: x → none'],
  },
  {
    what: 'the same in another case',
    live: { Cost: 'x' },
    before: { cost: 'x' },
    expected: ['tags.Cost: x → none'],
  },
  { what: 'nothing of a tag that is gone already', before: { a: 'x' }, expected: [] },
  {
    what: 'a tag of ours that is not wanted',
    live: { 'cmg-protect': 'true' },
    expected: ['tags.cmg-protect: true → none'],
  },
  {
    what: 'nothing of the bookkeeping',
    desired: {
      'cmg-spec': 'new',
      'cmg-template': 'new',
      'cmg-expires': soon,
      'cmg-certificate-until': 'new',
    },
    live: { 'cmg-spec': 'old', 'CMG-Template': 'old', 'cmg-expires': later },
    expected: [],
  },
  {
    what: 'a moment of expiry that is missing, since without one a gateway stands for ever',
    desired: { 'cmg-expires': soon },
    expected: [`tags.cmg-expires: none → ${soon}`],
  },
  {
    what: 'a moment of expiry that nobody can read',
    desired: { 'cmg-expires': soon },
    live: { 'cmg-expires': 'tomorrow' },
    expected: [`tags.cmg-expires: tomorrow → ${soon}`],
  },
  {
    what: 'nothing of bookkeeping that is not wanted',
    live: { 'cmg-expires': 'old' },
    before: { 'cmg-expires': 'old' },
    expected: [],
  },
];

describe('tags compared', () => {
  for (const { what, desired = {}, live = {}, before = {}, expected } of rows) {
    it(`show ${what}`, () => {
      assert.deepEqual(
        diffTags(desired, live, before).map(
          ({ path, before: was = 'none', after = 'none' }) => `${path}: ${String(was)} → ${String(after)}`,
        ),
        expected,
      );
    });
  }

  it('keep for a write exactly those of other people', () => {
    const live = { theirs: '1', Cost: '2', old: '3', 'cmg-spec': '4', 'CMG-x': '5' };
    assert.deepEqual(foreignTags({ cost: 'x' }, live, { OLD: '3' }), { theirs: '1' });
  });

  it('keep for a write the mark of what was taken over', () => {
    const live = { 'cmg-adopted': 'true', 'cmg-spec': 'x' };
    assert.deepEqual(foreignTags({}, live, {}), { 'cmg-adopted': 'true' });
  });

  it('are equal once a write has sent what is wanted and what is foreign', () => {
    const tags = fc.dictionary(fc.stringMatching(/^[a-e]$/), fc.stringMatching(/^[xyz]$/), { maxKeys: 5 });
    fc.assert(
      fc.property(tags, tags, tags, (desired, live, before) => {
        const written = { ...foreignTags(desired, live, before), ...desired };
        assert.deepEqual(diffTags(desired, written, desired), []);
        const theirs = Object.keys(live).filter((name) => !(name in desired) && !(name in before));
        for (const name of theirs) assert.equal(written[name], live[name]);
      }),
    );
  });
});
