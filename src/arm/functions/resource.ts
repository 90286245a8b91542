// Ids of resources, and what only the deployment itself can read: reference() and list*().
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
import type { Json } from '../../base/json.ts';
import { formatResourceId } from '../resource-id.ts';
import { call, literal } from '../expression/tree.ts';
import { seeAlso, TemplateError } from '../problem.ts';
import {
  contextOf,
  Residual,
  type KnownResource,
  type Loop,
  type Outcome,
  type Resources,
} from '../scope.ts';
import {
  fixed,
  ranging,
  refuse,
  textAt,
  valueAt,
  wrongType,
  type Functions,
  type Invocation,
} from './function.ts';
import { roleDefinitions } from './roles.ts';
import { zoneFunctions } from './zones.ts';

export const resourceFunctions: Functions = {
  extensionresourceid: ranging(3, Infinity, (ask) =>
    idOf(ask, { scope: textAt(ask, 0).replace(/\/$/, '') }, 1),
  ),
  managementgroupresourceid: ranging(2, Infinity, (ask) => {
    const [group, at] = textAt(ask, 0).includes('/')
      ? [contextOf(ask.scope, ask.name).managementGroupId, 0]
      : [textAt(ask, 0), 1];
    if (group === undefined) return refuse(ask, 'needs the name of a management group');
    return idOf(ask, { scope: `/providers/Microsoft.Management/managementGroups/${group}` }, at);
  }),
  providers: ranging(1, 2, (ask) => {
    const namespace = textAt(ask, 0);
    const type = ask.args.length === 2 ? textAt(ask, 1) : '';
    const found = contextOf(ask.scope, ask.name).provider?.(namespace, type);
    return found ?? refuse(ask, `knows no resource type '${namespace}/${type}'`);
  }),
  reference: ranging(1, 3, reference),
  references: ranging(1, 2, references),
  resourceid: ranging(2, Infinity, resourceId),
  roledefinitions: fixed(1, roleDefinitions),
  subscriptionresourceid: ranging(2, Infinity, (ask) => {
    const given = !textAt(ask, 0).includes('/');
    const subscriptionId = given ? textAt(ask, 0) : contextOf(ask.scope, ask.name).subscriptionId;
    if (subscriptionId === undefined)
      return refuse(ask, 'needs the id of a subscription: the deployment is made above all of them');
    return idOf(ask, { subscriptionId }, given ? 1 : 0);
  }),
  tenantresourceid: ranging(2, Infinity, (ask) => idOf(ask, {}, 0)),
  ...zoneFunctions,
};

/** The arguments before the type, which is the first with a slash, are subscription and group. */
function resourceId(ask: Invocation): string {
  const typeAt = ask.args.findIndex((_, index) => textAt(ask, index).includes('/'));
  if (typeAt === -1 || typeAt > 2) return wrongType(ask, 0, 'a fully qualified resource type');
  const needed = typeAt < 2 ? contextOf(ask.scope, ask.name) : undefined;
  const subscriptionId = typeAt === 2 ? textAt(ask, 0) : needed?.subscriptionId;
  if (typeAt === 1 && subscriptionId === undefined)
    return refuse(ask, 'needs the id of a subscription: the deployment is made above all of them');
  const resourceGroup = typeAt === 0 ? needed?.resourceGroup?.name : textAt(ask, typeAt - 1);
  const place = resourceGroup === undefined ? {} : { resourceGroup };
  return idOf(ask, subscriptionId === undefined ? place : { subscriptionId, ...place }, typeAt);
}

/** A type has one segment more than it has names: its namespace. */
function idOf(
  ask: Invocation,
  place: { readonly subscriptionId?: string; readonly resourceGroup?: string; readonly scope?: string },
  typeAt: number,
): string {
  // Azure takes a slash at the end, and many quickstarts have one:
  // https://github.com/Azure/azure-quickstart-templates/tree/master/201-vmss-bottle-autoscale
  const type = textAt(ask, typeAt).replace(/\/$/, '');
  const names = ask.args.slice(typeAt + 1).map((_, index) => textAt(ask, typeAt + 1 + index));
  if (!type.includes('/') || type.split('/').length !== names.length + 1)
    refuse(
      ask,
      `is not valid: the type '${type}' has '${type.split('/').length - 1}' segment(s) after its namespace and ` +
        `'${names.length}' name(s) were given`,
    );
  return formatResourceId({ ...place, type, name: names.join('/') });
}

function reference(ask: Invocation): Outcome {
  const text = textAt(ask, 0);
  const given = ask.args.length > 1 && valueAt(ask, 1) !== null ? textAt(ask, 1) : undefined;
  const full = ask.args.length > 2 && isFull(ask, 2);
  const { runtime } = ask.scope;
  if (runtime === 'refused') return misplaced(ask.name);
  if (runtime !== 'deferred') return runtime.reference(text, given, full);
  const known = use(ask.scope.resources, text);
  if (known === undefined && !text.startsWith('/')) return unknownName(text);
  if (known === undefined && given === undefined) return unknownName(text);
  return referenceTo(known?.id ?? text, given ?? known?.apiVersion, full);
}

function referenceTo(id: string, apiVersion: string | undefined, full: boolean): Residual {
  const version = apiVersion === undefined ? [] : [literal(apiVersion)];
  return new Residual(call('reference', [literal(id), ...version, ...(full ? [literal('Full')] : [])]));
}

function references(ask: Invocation): Outcome {
  const name = textAt(ask, 0);
  const full = ask.args.length > 1 && isFull(ask, 1);
  const { resources, runtime } = ask.scope;
  if (runtime === 'refused' || inResourceLoop(ask.scope.loop)) return misplaced(ask.name);
  const instances = resources?.loop(name);
  if (instances === undefined) return unknownName(name);
  for (const instance of instances) resources?.uses(instance);
  const each = instances.map(({ id, apiVersion }) => referenceTo(id, apiVersion, full).tree);
  return new Residual(call('createArray', each));
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#valid-uses-1 */
function inResourceLoop(loop: Loop | undefined): boolean {
  return loop !== undefined && (loop.over === 'resources' || inResourceLoop(loop.outer));
}

/** Serves every function whose name begins with `list`. */
export function list(ask: Invocation): Outcome {
  const text = textAt(ask, 0);
  const apiVersion = textAt(ask, 1);
  const body: readonly Json[] = ask.args.slice(2);
  const { runtime, resources } = ask.scope;
  if (runtime === 'refused') return misplaced(ask.name);
  if (runtime !== 'deferred') return runtime.list(ask.name, text, apiVersion, body[0]);
  const known = use(resources, text);
  if (known === undefined && !text.startsWith('/')) return unknownName(text);
  return new Residual(call(ask.name, [known?.id ?? text, apiVersion, ...body].map(literal)));
}

function use(resources: Resources | undefined, text: string): KnownResource | undefined {
  const known = resources?.find(text);
  if (known !== undefined) resources?.uses(known);
  return known;
}

function isFull(ask: Invocation, index: number): boolean {
  if (valueAt(ask, index) === null) return false;
  const word = textAt(ask, index).toLowerCase();
  return word === 'full' || (word !== 'properties' && wrongType(ask, index, `'Full' or 'Properties'`));
}

function misplaced(name: string): never {
  throw new TemplateError(
    `The template function '${name}' is not expected at this location. ${seeAlso('arm-template-expressions')}`,
  );
}

function unknownName(text: string): never {
  throw new TemplateError(
    `The template reference '${text}' is not valid: could not find template resource or resource copy with this ` +
      `name. ${seeAlso('arm-function-reference')}`,
  );
}
