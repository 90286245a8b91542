// The `if` of a policy rule, held against a resource. What a rule may say is found out before it is taken, so that
// here nothing is left to refuse. https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { rowOf } from '../own.ts';
import { isList } from '../providers/body.ts';
import { operators } from './operators.ts';
import { valuesOf, type Subject } from './subject.ts';

export interface Weighing {
  readonly subject: Subject;
  /** Works out the expressions in a value of the rule. */
  valueOf(value: Json): Json;
}

/** One comparison that was made, as Azure tells of it in a violation. */
export interface Weighed {
  readonly [key: string]: Json;
}

interface Verdict {
  readonly holds: boolean;
  readonly weighed: readonly Weighed[];
}

export function weigh(rule: Json | undefined, weighing: Weighing): Verdict {
  if (!isJsonObject(rule)) return { holds: false, weighed: [] };
  const { allOf, anyOf, not } = rule;
  if (isList(allOf)) return joined(allOf, weighing, (verdicts) => verdicts.every(({ holds }) => holds));
  if (isList(anyOf)) return joined(anyOf, weighing, (verdicts) => verdicts.some(({ holds }) => holds));
  if (not !== undefined) {
    const inner = weigh(not, weighing);
    return { ...inner, holds: !inner.holds };
  }
  return compare(rule, weighing);
}

function joined(
  rules: readonly Json[],
  weighing: Weighing,
  join: (verdicts: readonly Verdict[]) => boolean,
): Verdict {
  const verdicts = rules.map((rule) => weigh(rule, weighing));
  return { holds: join(verdicts), weighed: verdicts.flatMap(({ weighed }) => weighed) };
}

function compare(rule: JsonObject, { subject, valueOf }: Weighing): Verdict {
  const [word, wanted] = comparisonIn(rule);
  const test = rowOf(operators, word.toLowerCase());
  if (test === undefined) return { holds: false, weighed: [] };
  const target = valueOf(wanted);
  const { field, value } = rule;
  const isField = field !== undefined;
  const name = String(valueOf(field ?? value ?? null));
  const found = isField ? valuesOf(subject, name) : [valueOf(value ?? null)];
  // Of several values each has to fit; a list without any fits, a field that is not there is held to be absent.
  const isMany = isField && name.includes('[*]');
  const holds = isMany ? found.every((one) => test(one, target)) : test(found[0], target);
  const weighed: Weighed = {
    result: holds ? 'True' : 'False',
    expressionKind: isField ? 'Field' : 'Value',
    expression: String(field ?? value ?? ''),
    path: isField ? name : '',
    ...(found[0] === undefined ? {} : { expressionValue: isMany ? found : found[0] }),
    targetValue: target,
    operator: word.charAt(0).toUpperCase() + word.slice(1),
  };
  return { holds, weighed: [weighed] };
}

function comparisonIn(rule: JsonObject): readonly [word: string, wanted: Json] {
  const found = Object.entries(rule).find(([key]) => rowOf(operators, key.toLowerCase()) !== undefined);
  return found ?? ['', null];
}

/** What of a rule the mock does not know, in words; undefined where it knows all. */
export function unknownIn(rule: Json | undefined): string | undefined {
  if (!isJsonObject(rule)) return 'a condition has to be an object';
  const { allOf, anyOf, not } = rule;
  const inner = isList(allOf) ? allOf : isList(anyOf) ? anyOf : not === undefined ? undefined : [not];
  if (inner !== undefined) return inner.map(unknownIn).find((problem) => problem !== undefined);
  if (rule['field'] === undefined && rule['value'] === undefined)
    return `a condition needs 'field' or 'value', and has '${Object.keys(rule).join("', '")}'`;
  const strange = Object.keys(rule).find(
    (key) => key !== 'field' && key !== 'value' && rowOf(operators, key.toLowerCase()) === undefined,
  );
  if (strange !== undefined) return `'${strange}' is no operator`;
  return Object.keys(rule).length === 2 ? undefined : 'a condition needs one operator';
}
