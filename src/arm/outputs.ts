// Outputs of a template. One whose value only Azure can finish becomes one expression for the whole value.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/outputs
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { copiesOf } from './copy.ts';
import type { ExpandedOutput } from './expansion.ts';
import { printExpression } from './expression/print.ts';
import { call } from './expression/tree.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import {
  below,
  collect,
  invalidTemplate,
  seeAlso,
  TemplateError,
  whereOf,
  type TemplateProblem,
} from './problem.ts';
import { inLoop, Residual, treeOf, type Outcome, type Scope } from './scope.ts';
import type { Resolve } from './types/definition.ts';
import { faultOf } from './types/fault.ts';
import { evaluateValue, knownValue, pathTo } from './value.ts';

export function expandOutputs(
  template: JsonObject,
  scope: Scope,
  { problems, resolve }: { readonly problems: TemplateProblem[]; readonly resolve: Resolve },
): Readonly<Record<string, ExpandedOutput>> {
  const declared = memberOf(template, 'outputs') ?? {};
  const entries = isJsonObject(declared) ? Object.entries(declared) : [];
  if (entries.length > limits.outputs)
    problems.push(
      invalidTemplate(
        `The number of template outputs limit exceeded. Limit: '${limits.outputs}' and actual: '${entries.length}'`,
      ),
    );
  const outputs = entries.flatMap(([name, raw]) => {
    const output = collect<ExpandedOutput | undefined>(problems, {
      work: () => expandOutput(name, raw, { scope, resolve }),
      fallback: undefined,
      problem: (error) => ({
        code: 'DeploymentOutputEvaluationFailed',
        message: `Unable to evaluate template outputs: '${name}'. ${error.message}. ${seeAlso('arm-common-errors')}`,
        ...whereOf(error, pathTo('outputs', name)),
      }),
    });
    return output === undefined ? [] : [[name, output] as const];
  });
  return Object.fromEntries(outputs);
}

/** Undefined where its condition is false. */
function expandOutput(
  name: string,
  raw: Json,
  { scope, resolve }: { readonly scope: Scope; readonly resolve: Resolve },
): ExpandedOutput | undefined {
  const type = memberOf(resolve(raw), 'type');
  const condition = memberOf(raw, 'condition');
  if (condition !== undefined && !below('condition', () => isTrue(condition, scope))) return undefined;
  const outcome = valueOf(name, raw, scope);
  const declared = typeof type === 'string' ? type : 'string';
  if (outcome instanceof Residual)
    return { type: declared, value: printExpression(outcome.tree), deferred: true };
  const fault = outcome === null ? undefined : faultOf(outcome, raw, resolve);
  if (fault !== undefined)
    throw new TemplateError(
      `The template output '${name}' is not valid: ${fault.path === '' ? '' : `at '${name}${fault.path}': `}` +
        `${fault.kind === 'type' ? 'Template output ' : ''}${fault.reason}`,
    );
  return { type: declared, value: outcome, deferred: false };
}

function isTrue(condition: Json, scope: Scope): boolean {
  const value = knownValue(condition, scope);
  if (typeof value === 'boolean') return value;
  throw new TemplateError('The condition of a template output has to be a boolean');
}

function valueOf(name: string, raw: Json, scope: Scope): Outcome {
  const copy = memberOf(raw, 'copy');
  if (copy === undefined || !isJsonObject(copy))
    return below('value', () => evaluateValue(memberOf(raw, 'value') ?? null, scope));
  const { count } = below('copy', () => copiesOf(copy, scope, name));
  const input = memberOf(copy, 'input') ?? null;
  const elements = Array.from({ length: count }, (_, index) =>
    below('copy.input', () => evaluateValue(input, inLoop(scope, { name, index, over: 'output' }))),
  );
  const known = elements.filter((element): element is Json => !(element instanceof Residual));
  return known.length === elements.length ? known : new Residual(call('createArray', elements.map(treeOf)));
}
