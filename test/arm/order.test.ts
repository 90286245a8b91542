// The order of resources by their dependencies.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { order } from '../../src/arm/order.ts';

describe('order', () => {
  it('keeps the order given where nothing depends on anything', () => {
    const { ordered, problems } = order(['b', 'a', 'c'].map((id) => ({ id, dependsOn: [] })));
    assert.deepEqual(
      ordered.map(({ id }) => id),
      ['b', 'a', 'c'],
    );
    assert.deepEqual(problems, []);
  });

  it('puts what is needed first, without regard to case, and counts strangers as there', () => {
    const { ordered } = order([
      { id: '/A', dependsOn: ['/b', '/B', '/elsewhere'] },
      { id: '/B', dependsOn: [] },
    ]);
    assert.deepEqual(
      ordered.map(({ id }) => id),
      ['/B', '/A'],
    );
  });

  it('names a resource that depends on itself', () => {
    const { ordered, problems } = order([{ id: '/a', dependsOn: ['/a'] }]);
    assert.deepEqual(ordered, []);
    assert.match(problems[0]?.message ?? '', /Circular dependency detected on resource: '\/a'/);
  });

  it('puts every resource after all that it depends on, whatever the graph', () => {
    const graph = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(graph, (edges) => {
        // Only edges to earlier numbers, so that there is no circle; then the other way round.
        const resources = edges
          .map((to, index) => ({
            id: `r${index}`,
            dependsOn: to.filter((other) => other < index).map((other) => `r${other}`),
          }))
          .toReversed();
        const { ordered, problems } = order(resources);
        assert.deepEqual(problems, []);
        assert.equal(ordered.length, resources.length);
        const place = new Map(ordered.map(({ id }, index) => [id, index]));
        for (const { id, dependsOn } of ordered)
          for (const before of dependsOn) assert.ok((place.get(before) ?? Infinity) < (place.get(id) ?? -1));
      }),
    );
  });
});
