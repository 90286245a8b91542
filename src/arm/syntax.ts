// Every expression of a template parsed and its functions known before anything is evaluated: Azure refuses a broken
// one also where it would never be reached.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { isExpression } from './expression/parse.ts';
import { placeIn } from './expression/position.ts';
import type { Call, Expression } from './expression/tree.ts';
import { checkArity, isList } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { functionNamed } from './functions/table.ts';
import { isDeployment } from './place.ts';
import { collect, placed, refusal, seeAlso, TemplateError, type TemplateProblem } from './problem.ts';
import type { Scope } from './scope.ts';
import { placeTo } from './value.ts';

export function checkSyntax(template: JsonObject, scope: Scope): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const checked = new Set<string>();
  const check = (text: string, path: string): void => {
    if (!isExpression(text) || checked.has(text)) return;
    checked.add(text);
    collect(problems, {
      work: () => checkCalls(scope.parse(text), scope),
      fallback: undefined,
      problem: (error) => refusal(error, path),
    });
  };
  for (const section of ['variables', 'resources', 'outputs', 'functions'])
    walk(memberOf(template, section) ?? null, section, check);
  const parameters = memberOf(template, 'parameters') ?? {};
  for (const [name, raw] of Object.entries(isJsonObject(parameters) ? parameters : {}))
    walk(memberOf(raw, 'defaultValue') ?? null, `${placeTo('parameters', name)}.defaultValue`, check);
  return problems;
}

type Check = (text: string, path: string) => void;

/** Depth is bounded already: the template as a whole was measured. */
function walk(value: Json, path: string, check: Check): void {
  if (typeof value === 'string') check(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (isList(value)) {
    for (const [index, element] of value.entries()) walk(element, placeTo(path, index), check);
    return;
  }
  const nested = isNestedDeployment(value);
  for (const [key, member] of Object.entries(value)) {
    check(key, path);
    if (key === 'metadata' || key === 'comments') continue;
    if (nested && key === 'properties' && isJsonObject(member)) {
      const { template: _, ...rest } = member;
      walk(rest, placeTo(path, key), check);
    } else {
      walk(member, placeTo(path, key), check);
    }
  }
}

function isNestedDeployment(value: JsonObject): boolean {
  return typeof value['type'] === 'string' && isDeployment(value['type']);
}

function checkCalls(tree: Expression, scope: Scope): void {
  if (tree.kind === 'literal') return;
  if (tree.kind === 'member') {
    checkCalls(tree.target, scope);
    checkCalls(tree.key, scope);
    return;
  }
  try {
    checkCall(tree, scope);
  } catch (error) {
    throw placed(error, placeIn(tree));
  }
  for (const arg of tree.args) checkCalls(arg, scope);
}

function checkCall(tree: Call, scope: Scope): void {
  const row = functionNamed(tree.name);
  if (row !== undefined) checkArity(tree, row);
  else if (scope.userFunction(tree.name) === undefined)
    throw new TemplateError(`The template function '${tree.name}' is not valid. ${seeAlso('arm-functions')}`);
}
