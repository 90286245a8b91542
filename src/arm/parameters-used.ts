// Which parameters each property of a resource depends on, read from the text of the template alone: nothing is
// evaluated, so both branches of an `if` count. For leading a fault in a resource back to whoever set the parameter.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { bodyKeys } from './body.ts';
import { isPropertyCopy } from './copy.ts';
import { isExpression, parseExpression } from './expression/parse.ts';
import type { Expression } from './expression/tree.ts';
import { memberOf } from './functions/member.ts';
import { bounded } from './limits.ts';
import { TemplateError } from './problem.ts';
import { pathTo } from './value.ts';

/** Every leaf of the body; a copy over properties is one leaf. Names are spelled as the template declares them. */
export function parametersUsed(
  template: JsonObject,
  resource: JsonObject,
): ReadonlyMap<string, readonly string[]> {
  bounded(template);
  const uses = usesOf(template);
  const found = new Map<string, readonly string[]>();
  const visit = (value: Json, path: string, around: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
      found.set(path, [...new Set([...around, ...uses(value)])]);
      return;
    }
    for (const [key, member] of Object.entries<Json>(isJsonObject(value) ? value : { ...value })) {
      // The name of a property may be an expression too; what it uses counts for all below it.
      const inside = isExpression(key) ? new Set([...around, ...uses(key)]) : around;
      if (key === 'copy' && isPropertyCopy(member)) {
        for (const loop of member) {
          const { name } = loop;
          if (typeof name === 'string')
            found.set(pathTo(path, name), [...new Set([...inside, ...uses(loop)])]);
        }
      } else {
        visit(member, pathTo(path, key), inside);
      }
    }
  };
  const type = memberOf(resource, 'type');
  for (const key of bodyKeys(resource, typeof type === 'string' ? type : ''))
    visit(resource[key] ?? null, key, new Set());
  return found;
}

/** The parameters that a value of this template uses; each variable is looked through once. */
function usesOf(template: JsonObject): (value: Json) => ReadonlySet<string> {
  const declared = namesOf(memberOf(template, 'parameters'));
  const variables = variableValues(template);
  const known = new Map<string, ReadonlySet<string>>();
  const ofVariable = (name: string): ReadonlySet<string> => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const uses = new Set<string>();
    // Stands there first, so that a variable defined by itself ends.
    known.set(name, uses);
    ofValue(variables.get(name) ?? null, uses);
    return uses;
  };
  const ofTree = (tree: Expression, uses: Set<string>): void => {
    if (tree.kind === 'literal') return;
    if (tree.kind === 'member') {
      ofTree(tree.target, uses);
      ofTree(tree.key, uses);
      return;
    }
    const asked = askedName(tree);
    const called = tree.name.toLowerCase();
    // A name that is worked out may be any of them.
    if (called === 'parameters')
      for (const [name, spelling] of declared) if (asked === undefined || asked === name) uses.add(spelling);
    if (called === 'variables')
      for (const name of asked === undefined ? variables.keys() : [asked])
        for (const parameter of ofVariable(name)) uses.add(parameter);
    for (const arg of tree.args) ofTree(arg, uses);
  };
  const ofValue = (value: Json, uses: Set<string>): void => {
    if (typeof value === 'string' && isExpression(value)) {
      const tree = parsed(value);
      if (tree !== undefined) ofTree(tree, uses);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries<Json>(isJsonObject(value) ? value : { ...value })) {
      ofValue(key, uses);
      ofValue(member, uses);
    }
  };
  return (value) => {
    const uses = new Set<string>();
    ofValue(value, uses);
    return uses;
  };
}

function namesOf(section: Json | undefined): ReadonlyMap<string, string> {
  return new Map(Object.keys(section ?? {}).map((name) => [name.toLowerCase(), name]));
}

function variableValues(template: JsonObject): ReadonlyMap<string, Json> {
  const section = memberOf(template, 'variables') ?? {};
  const entries = isJsonObject(section) ? Object.entries(section) : [];
  return new Map(
    entries.flatMap(([key, value]) =>
      key === 'copy' && isPropertyCopy(value)
        ? value.map((loop): [string, Json] => [String(loop['name']).toLowerCase(), loop])
        : [[key.toLowerCase(), value]],
    ),
  );
}

function askedName({ args: [first] }: Extract<Expression, { kind: 'call' }>): string | undefined {
  return first?.kind === 'literal' && typeof first.value === 'string' ? first.value.toLowerCase() : undefined;
}

/** A broken expression is reported where the template is expanded; here it uses nothing. */
function parsed(text: string): Expression | undefined {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
