// Outputs of a template. One whose value only Azure can finish becomes one expression for the whole value.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/outputs
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { copiesOf } from './copy.ts';
import type { ExpandedOutput } from './expansion.ts';
import { printExpression } from './expression/print.ts';
import { call } from './expression/tree.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import { typeFault } from './parameters.ts';
import { collect, invalidTemplate, seeAlso, TemplateError, type TemplateProblem } from './problem.ts';
import { inLoop, Residual, treeOf, type Outcome, type Scope } from './scope.ts';
import { evaluateValue, knownValue } from './value.ts';

export function expandOutputs(
  template: JsonObject,
  scope: Scope,
  problems: TemplateProblem[],
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
      work: () => expandOutput(name, raw, scope),
      fallback: undefined,
      problem: ({ message }) => ({
        code: 'DeploymentOutputEvaluationFailed',
        message: `Unable to evaluate template outputs: '${name}'. ${message}. ${seeAlso('arm-common-errors')}`,
        path: `outputs.${name}`,
      }),
    });
    return output === undefined ? [] : [[name, output] as const];
  });
  return Object.fromEntries(outputs);
}

/** Undefined where its condition is false. */
function expandOutput(name: string, raw: Json, scope: Scope): ExpandedOutput | undefined {
  const type = memberOf(raw, 'type');
  const condition = memberOf(raw, 'condition');
  if (condition !== undefined && knownValue(condition, scope) === false) return undefined;
  const outcome = valueOf(name, raw, scope);
  const declared = typeof type === 'string' ? type : 'string';
  if (outcome instanceof Residual)
    return { type: declared, value: printExpression(outcome.tree), deferred: true };
  const fault = outcome === null ? undefined : typeFault(declared, outcome);
  if (fault !== undefined)
    throw new TemplateError(`The template output '${name}' is not valid: Template output ${fault}`);
  return { type: declared, value: outcome, deferred: false };
}

function valueOf(name: string, raw: Json, scope: Scope): Outcome {
  const copy = memberOf(raw, 'copy');
  if (copy === undefined || !isJsonObject(copy)) return evaluateValue(memberOf(raw, 'value') ?? null, scope);
  const { count } = copiesOf(copy, scope, name);
  const input = memberOf(copy, 'input') ?? null;
  const elements = Array.from({ length: count }, (_, index) =>
    evaluateValue(input, inLoop(scope, { name, index, unnamed: true })),
  );
  const known = elements.filter((element): element is Json => !(element instanceof Residual));
  return known.length === elements.length ? known : new Residual(call('createArray', elements.map(treeOf)));
}
