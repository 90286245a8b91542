// The types that a template declares, looked at before any value is: each `$ref` leads somewhere, and each type is
// one of the language.
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { memberOf } from '../functions/member.ts';
import { collect, refusal, TemplateError, type TemplateProblem } from '../problem.ts';
import { pathTo } from '../value.ts';
import { checkDeclared, type Resolve } from './definition.ts';

export function checkTypes(template: JsonObject, resolve: Resolve): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const [section, what] of sections)
    for (const [name, declared] of entriesOf(memberOf(template, section)))
      collect(problems, {
        work: () => checkDeclared(declared, resolve),
        fallback: undefined,
        problem: ({ message }) =>
          refusal(
            new TemplateError(`The template ${what} '${name}' is not valid: ${message}`),
            pathTo(section, name),
          ),
      });
  return problems;
}

const sections = [
  ['definitions', 'definition'],
  ['parameters', 'parameter'],
] as const;

function entriesOf(section: Json | undefined): readonly (readonly [string, Json])[] {
  return section !== undefined && isJsonObject(section) ? Object.entries(section) : [];
}
