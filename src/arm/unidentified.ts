// A resource of which nobody can say yet which one it is: its name, its version, its condition or its number of
// copies hangs on a value that only the deployment brings. It has an expression in place of an id.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { printExpression } from './expression/print.ts';
import { call, literal, type Expression } from './expression/tree.ts';
import { memberOf } from './functions/member.ts';
import { homeOf } from './place.ts';
import { contextOf, treeOf, type Scope } from './scope.ts';
import { evaluateValue } from './value.ts';

export interface Unidentified {
  readonly raw: JsonObject;
  readonly type: string;
  readonly name: string;
  /** The scope of its body: with the index of its loop. */
  readonly scope: Scope;
  readonly origin: string;
  /** `[resourceId(…)]` or `[extensionResourceId(…)]`, as far as it is known. */
  readonly id: string;
  readonly apiVersion?: string;
}

interface Around {
  readonly scope: Scope;
  readonly origin: string;
  readonly parent: { readonly type: string; readonly name: string } | undefined;
}

export function unidentifiedOf(raw: JsonObject, { scope, origin, parent }: Around): Unidentified {
  const type = textOf(memberOf(raw, 'type'), scope) ?? '';
  const fullType = parent === undefined ? type : `${parent.type}/${type}`;
  const name = treeAt(raw, 'name', scope);
  const fullName = parent === undefined ? name : call('format', [literal(`${parent.name}/{0}`), name]);
  const apiVersion = textOf(memberOf(raw, 'apiVersion'), scope);
  return {
    raw,
    type: fullType,
    name: name.kind === 'literal' ? String(name.value) : '',
    scope,
    origin,
    id: printExpression(idTree(raw, { type: fullType, name: fullName, scope })),
    ...(apiVersion === undefined ? {} : { apiVersion }),
  };
}

interface Named {
  readonly type: string;
  readonly name: Expression;
  readonly scope: Scope;
}

function idTree(raw: JsonObject, { type, name, scope }: Named): Expression {
  if (memberOf(raw, 'scope') !== undefined)
    return call('extensionResourceId', [treeAt(raw, 'scope', scope), literal(type), name]);
  const home = homeOf(scope.home ?? contextOf(scope, 'resourceId'));
  const rest = [literal(type), name];
  if (home.subscriptionId === undefined)
    return home.scope === undefined
      ? call('tenantResourceId', rest)
      : call('extensionResourceId', [literal(home.scope), ...rest]);
  const subscription = literal(home.subscriptionId);
  return home.resourceGroup === undefined
    ? call('subscriptionResourceId', [subscription, ...rest])
    : call('resourceId', [subscription, literal(home.resourceGroup), ...rest]);
}

function treeAt(raw: JsonObject, field: string, scope: Scope): Expression {
  return treeOf(evaluateValue(memberOf(raw, field) ?? '', { ...scope, runtime: 'refused' }));
}

function textOf(value: Json | undefined, scope: Scope): string | undefined {
  if (value === undefined || isJsonObject(value)) return undefined;
  const outcome = evaluateValue(value, { ...scope, runtime: 'refused' });
  return typeof outcome === 'string' ? outcome : undefined;
}
