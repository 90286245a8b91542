// Expands a template: everything that can be known is worked out, what only Azure can finish stays as an expression
// of its own. Never throws for a bad template and never reads anything but what it is given.
import type { Json, JsonObject } from '../base/json.ts';
import { expandBody } from './body.ts';
import { declareResources, type Declared } from './declared.ts';
import { dependenciesOf, indexOf, resourcesFor, type Index } from './dependencies.ts';
import type { ExpandedParameter, ExpandedResource, Expansion } from './expansion.ts';
import { bounded, charactersOf, limits } from './limits.ts';
import { namesOf, type NamesAsk } from './names.ts';
import { opaqueBodies, type OpaquePaths } from './opaque.ts';
import { order } from './order.ts';
import { expandOutputs } from './outputs.ts';
import { echoed, unknownParameters, type Declaration } from './parameters.ts';
import { NotKnownYet } from './not-known.ts';
import { collect, invalidTemplate, refusal, type TemplateProblem } from './problem.ts';
import { knownOutcome, type KnownResource, type Scope } from './scope.ts';
import { checkSyntax } from './syntax.ts';
import { resolverOf, type Resolve } from './types/definition.ts';
import { checkTypes } from './types/check.ts';
import type { Unidentified } from './unidentified.ts';
import { pathTo } from './value.ts';

export interface ExpandAsk extends NamesAsk {
  /** Names of parameters whose trace in the bodies is wanted; those that are declared secure are among them anyway. */
  readonly opaque?: readonly string[];
}

export function expand(ask: ExpandAsk): Expansion {
  const problems: TemplateProblem[] = [];
  const nothing = { resources: [], skipped: [], parameters: {}, outputs: {}, problems };
  return collect<Expansion>(problems, {
    work() {
      const { template, parameters: given, unresolved, opaque, outer } = ask;
      bounded(template);
      bounded(given);
      const resolve = resolverOf(template);
      problems.push(...checkTypes(template, resolve));
      if (problems.length > 0) return nothing;
      const { root, scope } = namesOf(ask);
      problems.push(...checkSyntax(template, scope));
      if (problems.length > 0) return nothing;
      const lenient = unresolved !== undefined;
      // In outer scope there are none of its own.
      const own = outer === undefined ? root.declarations : [];
      const unknown = outer === undefined ? unknownParameters(own, { ...given, ...unresolved }) : undefined;
      if (unknown !== undefined) problems.push(invalidTemplate(unknown, 'parameters'));
      const parameters = expandParameters(own, scope, { problems, lenient });
      // Without its parameters a template would be wrong in a hundred places for one reason.
      if (problems.length > 0) return { ...nothing, parameters };
      const around = outer?.resources ?? [];
      const pathsOf = opaque === undefined ? undefined : opaqueBodies(root, { names: opaque, around });
      const expanding = { problems, lenient, resolve, around, pathsOf };
      return { ...expandResources(template, scope, expanding), parameters, problems };
    },
    fallback: nothing,
    problem: (error) => refusal(error),
  });
}

interface Collecting {
  readonly problems: TemplateProblem[];
  readonly lenient: boolean;
}

function expandParameters(
  declarations: readonly Declaration[],
  scope: Scope,
  { problems, lenient }: Collecting,
): Expansion['parameters'] {
  const entries = declarations.map((declaration): [string, ExpandedParameter] => {
    const { name } = declaration;
    const value = collect<Json | undefined>(problems, {
      work: () => unlessUnknown(lenient, () => knownOutcome(scope.parameter(name)), undefined),
      fallback: undefined,
      problem: (error) => refusal(error, pathTo('parameters', name)),
    });
    return [name, echoed(declaration, value)];
  });
  return Object.fromEntries(entries);
}

function unlessUnknown<T>(lenient: boolean, work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (lenient && error instanceof NotKnownYet) return otherwise;
    throw error;
  }
}

interface Expanding extends Collecting {
  readonly resolve: Resolve;
  readonly around: readonly KnownResource[];
  readonly pathsOf: OpaquePaths | undefined;
}

function expandResources(
  template: JsonObject,
  scope: Scope,
  expanding: Expanding,
): Pick<Expansion, 'resources' | 'skipped' | 'outputs' | 'unidentified'> {
  const { problems, lenient, resolve, around } = expanding;
  const declarations = declareResources(template, scope, { problems, lenient });
  const deployed = declarations.resources.filter(({ existing }) => !existing);
  const index = indexOf(declarations);
  const resources = deployed
    .filter(({ condition }) => condition)
    .flatMap((declared) => expandResource(declared, index, expanding) ?? []);
  const unidentified = declarations.unidentified.flatMap(
    (one) => expandUnidentified(one, index, expanding) ?? [],
  );
  checkSize(resources, problems);
  problems.push(...order(resources).problems);
  const outputScope: Scope = {
    ...scope,
    runtime: 'deferred',
    resources: resourcesFor(index, new Set(), around),
  };
  return {
    resources,
    skipped: deployed.filter(({ condition }) => !condition).map(({ id }) => id),
    ...(lenient ? { unidentified } : {}),
    outputs: expandOutputs(template, outputScope, { problems, resolve }),
  };
}

function expandResource(
  declared: Declared,
  index: Index,
  { problems, lenient, around, pathsOf }: Expanding,
): ExpandedResource | undefined {
  const { id, type, name, apiVersion, symbolicName, loopName, index: at, origin } = declared;
  return collect<ExpandedResource | undefined>(problems, {
    work() {
      const { body, deferred, used } = expandBody(declared, index, around);
      const dependsOn = unlessUnknown(lenient, () => dependenciesOf(declared, index, used), []);
      const symbol = symbolicName === undefined ? {} : { symbolicName };
      const opaque = pathsOf === undefined ? {} : { opaque: pathsOf(declared, index) };
      const loop = loopName === undefined || at === undefined ? {} : { loop: { name: loopName, index: at } };
      return {
        id,
        type,
        name,
        apiVersion,
        ...symbol,
        body,
        ...pathsIn(deferred),
        ...opaque,
        dependsOn,
        ...loop,
        origin,
      };
    },
    fallback: undefined,
    problem: (error) => refusal(error, origin),
  });
}

function expandUnidentified(
  { id, type, apiVersion, origin, ...declared }: Unidentified,
  index: Index,
  { problems, around, pathsOf }: Expanding,
): NonNullable<Expansion['unidentified']>[number] | undefined {
  return collect<NonNullable<Expansion['unidentified']>[number] | undefined>(problems, {
    work() {
      const { body, deferred } = expandBody({ ...declared, type }, index, around);
      const version = apiVersion === undefined ? {} : { apiVersion };
      const opaque = pathsOf === undefined ? {} : { opaque: pathsOf({ ...declared, type }, index) };
      return { id, type, ...version, body, ...pathsIn(deferred), ...opaque, origin };
    },
    fallback: undefined,
    problem: (error) => refusal(error, origin),
  });
}

function pathsIn(deferred: ReadonlyMap<string, unknown>): Pick<ExpandedResource, 'deferred'> {
  return { deferred: [...deferred.keys()] };
}

/** Azure bounds the template as it is once copies and values are in it, not only as it was sent. */
function checkSize(resources: readonly ExpandedResource[], problems: TemplateProblem[]): void {
  const size = resources.reduce((sum, { body }) => sum + charactersOf(body), 0);
  if (size > limits.valueSize)
    problems.push(
      invalidTemplate(
        `The size of the expanded template exceeds the limit '${limits.valueSize}': it is '${size}'`,
      ),
    );
}
