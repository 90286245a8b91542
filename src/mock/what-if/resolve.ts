// What a reference() in a template gets from what-if itself: the outputs of nested deployments that it has expanded.
// Of anything else it asks nobody, so the expression stays (https://github.com/Azure/arm-template-whatif/issues/83).
import { TemplateError } from '../../arm/problem.ts';
import { resolveKnown, Unresolved } from '../../arm/runtime.ts';
import type { Runtime } from '../../arm/scope.ts';
import type { JsonObject } from '../../base/json.ts';

export type KnownOutputs = JsonObject;

export interface Resolved {
  readonly body: JsonObject;
  /** Paths that still hold an expression. */
  readonly unknown: readonly string[];
}

export function resolvedAsFar(
  body: JsonObject,
  deferred: readonly string[],
  outputs: ReadonlyMap<string, KnownOutputs>,
): Resolved {
  const runtime = runtimeOf(outputs);
  let current = body;
  const unknown = deferred.filter((path) => {
    try {
      const one = resolveKnown(current, [path], runtime);
      current = one.body;
      return one.unknown.length > 0;
    } catch (error) {
      // An output that is not known yet is missing here, and so is every other property of a deployment.
      if (error instanceof TemplateError) return true;
      throw error;
    }
  });
  return { body: current, unknown };
}

function runtimeOf(outputs: ReadonlyMap<string, KnownOutputs>): Runtime {
  return {
    reference(id, _apiVersion, full) {
      const known = outputs.get(id.toLowerCase());
      if (known === undefined || full) throw new Unresolved(id);
      return { outputs: known };
    },
    list(_name, id) {
      throw new Unresolved(id);
    },
  };
}
