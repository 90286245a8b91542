// Expands a template: everything that can be known is worked out, what only Azure can finish stays as an expression
// of its own. Never throws for a bad template and never reads anything but what it is given.
import type { Json, JsonObject } from '../base/json.ts';
import { expandBody } from './body.ts';
import type { DeploymentContext } from './context.ts';
import { declareResources, type Declared } from './declared.ts';
import { dependenciesOf, indexOf, resourcesFor, type Index } from './dependencies.ts';
import type { ExpandedParameter, ExpandedResource, Expansion } from './expansion.ts';
import { bounded, charactersOf, limits } from './limits.ts';
import { order } from './order.ts';
import { expandOutputs } from './outputs.ts';
import { declarationsOf, echoed, unknownParameters, type Declaration } from './parameters.ts';
import { collect, invalidTemplate, type TemplateProblem } from './problem.ts';
import { rootScope } from './root-scope.ts';
import { knownOutcome, type Scope } from './scope.ts';
import { checkSyntax } from './syntax.ts';

export interface ExpandAsk {
  readonly template: JsonObject;
  /** Values by name, not wrapped in `{ value }`. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly context: DeploymentContext;
}

export function expand({ template, parameters: given, context }: ExpandAsk): Expansion {
  const problems: TemplateProblem[] = [];
  const nothing = { resources: [], skipped: [], parameters: {}, outputs: {}, problems };
  return collect<Expansion>(problems, {
    work() {
      bounded(template);
      bounded(given);
      const declarations = declarationsOf(template);
      const scope = rootScope({ template, declarations, given, context });
      problems.push(...checkSyntax(template, scope));
      if (problems.length > 0) return nothing;
      const unknown = unknownParameters(declarations, given);
      if (unknown !== undefined) problems.push(invalidTemplate(unknown, 'parameters'));
      const parameters = expandParameters(declarations, scope, problems);
      // Without its parameters a template would be wrong in a hundred places for one reason.
      if (problems.length > 0) return { ...nothing, parameters };
      return { ...expandResources(template, scope, problems), parameters, problems };
    },
    fallback: nothing,
    problem: ({ message }) => invalidTemplate(message),
  });
}

function expandParameters(
  declarations: readonly Declaration[],
  scope: Scope,
  problems: TemplateProblem[],
): Expansion['parameters'] {
  const entries = declarations.map((declaration): [string, ExpandedParameter] => {
    const { name } = declaration;
    const value = collect<Json | undefined>(problems, {
      work: () => knownOutcome(scope.parameter(name)),
      fallback: undefined,
      problem: ({ message }) => invalidTemplate(message, `parameters.${name}`),
    });
    return [name, echoed(declaration, value)];
  });
  return Object.fromEntries(entries);
}

function expandResources(
  template: JsonObject,
  scope: Scope,
  problems: TemplateProblem[],
): Pick<Expansion, 'resources' | 'skipped' | 'outputs'> {
  const declarations = declareResources(template, scope, problems);
  const deployed = declarations.resources.filter(({ existing }) => !existing);
  const index = indexOf(declarations);
  const resources = deployed
    .filter(({ condition }) => condition)
    .flatMap((declared) => expandResource(declared, index, problems) ?? []);
  checkSize(resources, problems);
  problems.push(...order(resources).problems);
  const outputScope: Scope = { ...scope, runtime: 'deferred', resources: resourcesFor(index, new Set()) };
  return {
    resources,
    skipped: deployed.filter(({ condition }) => !condition).map(({ id }) => id),
    outputs: expandOutputs(template, outputScope, problems),
  };
}

function expandResource(
  declared: Declared,
  index: Index,
  problems: TemplateProblem[],
): ExpandedResource | undefined {
  const { id, type, name, apiVersion, symbolicName, origin } = declared;
  return collect<ExpandedResource | undefined>(problems, {
    work() {
      const { body, deferred, used } = expandBody(declared, index);
      const dependsOn = dependenciesOf(declared, index, used);
      const symbol = symbolicName === undefined ? {} : { symbolicName };
      return { id, type, name, apiVersion, ...symbol, body, deferred, dependsOn, origin };
    },
    fallback: undefined,
    problem: ({ message }) => invalidTemplate(message, origin),
  });
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
