// An order in which every resource comes after what it depends on, as near to the template's as that allows; and the
// resources that wait for each other. Linear in resources and dependencies.
import { invalidTemplate, seeAlso, type TemplateProblem } from './problem.ts';

export interface Orderable {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

export interface Order<T extends Orderable> {
  readonly ordered: readonly T[];
  /** Resources that depend on themselves, at the end of some chain. */
  readonly problems: readonly TemplateProblem[];
}

/** Dependencies on ids that are not among the resources count as met. */
export function order<T extends Orderable>(resources: readonly T[]): Order<T> {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const waiting = new Map<T, number>();
  const followers = new Map<T, T[]>();
  for (const resource of resources) {
    const before = [...new Set(resource.dependsOn.map((id) => id.toLowerCase()))].flatMap(
      (id) => byId.get(id) ?? [],
    );
    waiting.set(resource, before.length);
    for (const earlier of before) {
      const list = followers.get(earlier);
      if (list === undefined) followers.set(earlier, [resource]);
      else list.push(resource);
    }
  }
  const ordered = resources.filter((resource) => waiting.get(resource) === 0);
  // The list grows while it is walked: each resource is appended once, when the last one it waits for is done.
  for (const done of ordered)
    for (const next of followers.get(done) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ordered.push(next);
    }
  return { ordered, problems: ordered.length === resources.length ? [] : [circle(resources, waiting, byId)] };
}

/** Names one whole circle: following what is not done from any resource that waits must come back. */
function circle<T extends Orderable>(
  resources: readonly T[],
  waiting: ReadonlyMap<T, number>,
  byId: ReadonlyMap<string, T>,
): TemplateProblem {
  const stuck = (resource: T): boolean => (waiting.get(resource) ?? 0) > 0;
  const path: T[] = [];
  const seen = new Set<T>();
  let at = resources.find(stuck);
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    path.push(at);
    at = at.dependsOn.flatMap((id) => byId.get(id.toLowerCase()) ?? []).find(stuck);
  }
  const ids = path.slice(at === undefined ? 0 : path.indexOf(at)).map(({ id }) => id);
  return invalidTemplate(
    `Circular dependency detected on resource: '${ids[0] ?? ''}'. The chain is '${ids.join(`' -> '`)}'. ` +
      seeAlso('arm-syntax-resources'),
  );
}
