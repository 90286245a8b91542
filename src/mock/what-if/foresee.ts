// What a deployment would send, nested templates and all, without sending it: every resource with the body that its
// write would have. What only the deployment brings stays an expression, and what is made with a secret is masked.
import { expand } from '../../arm/expand.ts';
import type { Expansion } from '../../arm/expansion.ts';
import { order } from '../../arm/order.ts';
import type { Outer } from '../../arm/outer.ts';
import type { JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { isInOuterScope, withoutNulls } from '../deployments/outer.ts';
import { parameterValues } from '../deployments/parameters.ts';
import { lookAhead } from '../deployments/preflight.ts';
import { checkResource, refuseProblems } from '../deployments/prepare.ts';
import { readDeployment } from '../deployments/reading.ts';
import { targetAt, type Target } from '../deployments/target.ts';
import { isSecure } from '../deployments/words.ts';
import { requireTemplateRights } from '../guard/steps.ts';
import { requirePolicies, subjectOf } from '../policy/enforce.ts';
import type { Moment } from '../realm.ts';
import type { GroupRecord } from '../records.ts';
import { asObject } from '../resources/write.ts';
import { masked } from './mask.ts';
import { parametersOfNested, type NestedParameters } from './nested-parameters.ts';
import { resolvedAsFar, type KnownOutputs } from './resolve.ts';

export interface Foreseen {
  /** An expression, where nobody can say yet which resource it is. */
  readonly id: string;
  readonly type: string;
  readonly apiVersion?: string;
  readonly body: JsonObject;
  /** Why nothing can be said of it. */
  readonly unsupported?: string;
  /** Beyond a limit of what-if: not looked at. */
  readonly ignored?: true;
}

export interface Foresight {
  readonly resources: readonly Foreseen[];
  /** Groups that are deployed to, by name in lower case, and how. */
  readonly groups: ReadonlyMap<string, 'Incremental' | 'Complete'>;
  readonly diagnostics: readonly JsonObject[];
}

export function foresee(moment: Moment, target: Target, body: JsonObject): Foresight {
  const state: State = {
    moment,
    // Where a template names a resource twice, the later one is shown.
    resources: new Map(),
    outputs: new Map(),
    made: new Map(),
    groups: new Map(),
    diagnostics: [],
    nested: { count: 0 },
  };
  look(state, target, { body, at: 'properties.template', ...fromRequest(body) });
  return { ...state, resources: [...state.resources.values()] };
}

interface State {
  readonly moment: Moment;
  readonly resources: Map<string, Foreseen>;
  readonly outputs: Map<string, KnownOutputs>;
  /** Groups that the deployment itself would make. */
  readonly made: Map<string, GroupRecord>;
  readonly groups: Map<string, 'Incremental' | 'Complete'>;
  readonly diagnostics: JsonObject[];
  readonly nested: { count: number };
}

interface Looking extends NestedParameters {
  readonly body: JsonObject;
  /** Where in the request the template stands. */
  readonly at: string;
  readonly outer?: Outer;
}

/** A value out of a vault is a secret, whatever the type of its parameter says. */
function fromRequest(body: JsonObject): NestedParameters {
  const sent = asObject(asObject(body['properties'])['parameters']);
  const opaque = Object.keys(sent).filter((name) => asObject(sent[name])['reference'] !== undefined);
  return { unresolved: {}, opaque };
}

function look(state: State, target: Target, looking: Looking): void {
  const { moment } = state;
  const { body, outer, unresolved, opaque } = looking;
  const reading = readDeployment(moment, target, { body });
  const sent = Object.entries(asObject(reading.parameters));
  const known = Object.fromEntries(sent.filter(([name]) => !Object.hasOwn(unresolved, name)));
  const expansion = expand({
    template: reading.template,
    parameters: outer === undefined ? parameterValues(moment, known) : {},
    context: reading.context,
    unresolved,
    opaque,
    ...(outer === undefined ? {} : { outer }),
  });
  refuseProblems(expansion);
  // What-if asks for the same rights as the deployment: https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if#required-permissions
  requireTemplateRights(moment, expansion.resources);
  for (const resource of expansion.resources) checkResource(moment, resource);
  requirePolicies(moment, expansion.resources.map(subjectOf));
  lookAhead(moment, target, expansion.resources);
  if (target.group !== undefined) state.groups.set(target.group.name.toLowerCase(), reading.mode);
  const { template, context } = reading;
  const names = outer ?? { template, context, parameters: valuesOf(expansion) };
  const around = { ...names, resources: [...expansion.resources, ...(names.resources ?? [])] };
  for (const resource of order(expansion.resources).ordered)
    takeResource(state, resource, { ...looking, around });
  for (const resource of expansion.unidentified ?? []) takeUnidentified(state, resource, looking.at);
  state.outputs.set(target.id.toLowerCase(), outputsOf(state, expansion));
}

function takeResource(
  state: State,
  resource: Expansion['resources'][number],
  looking: Looking & { readonly around: Outer },
): void {
  const { id, type, name, apiVersion, deferred, opaque = [] } = resource;
  const { body, unknown } = resolvedAsFar(resource.body, deferred, state.outputs);
  const kind = type.toLowerCase();
  if (kind === 'microsoft.resources/deployments')
    return lookInside(state, { ...resource, body, unknown, opaque }, looking);
  const shown = masked(body, opaque);
  if (kind === 'microsoft.resources/resourcegroups') state.made.set(name.toLowerCase(), groupOf(name, body));
  state.resources.set(id.toLowerCase(), { id, type, apiVersion, body: shown });
}

/** Only its place matters, for what is deployed into it. */
function groupOf(name: string, { location, tags }: JsonObject): GroupRecord {
  const at = { createdAt: '', changedAt: '' };
  return { name, location: String(location), ...(isJsonObject(tags) ? { tags } : {}), ...at };
}

function takeUnidentified(
  state: State,
  resource: NonNullable<Expansion['unidentified']>[number],
  at: string,
): void {
  const { id, type, apiVersion, deferred, opaque = [], origin } = resource;
  const { body } = resolvedAsFar(resource.body, deferred, state.outputs);
  const unsupported = `Changes to the resource declared at '${at}.${origin}' cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance.`;
  const version = apiVersion === undefined ? {} : { apiVersion };
  state.resources.set(id.toLowerCase(), { id, type, ...version, body: masked(body, opaque), unsupported });
}

interface Inside {
  readonly id: string;
  readonly body: JsonObject;
  readonly unknown: readonly string[];
  readonly opaque: readonly string[];
  readonly origin: string;
  readonly loop?: { readonly name: string; readonly index: number };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if#what-if-limits */
const nestedLimit = 500;
const groupLimit = 800;

function lookInside(
  state: State,
  inside: Inside,
  { around, at, unresolved, opaque }: Looking & { readonly around: Outer },
): void {
  const { id, body, origin } = inside;
  const properties = asObject(body['properties']);
  // Linked templates are not expanded, and nothing is said of them: the same page, first section.
  if (!isJsonObject(properties['template'])) return;
  state.nested.count += 1;
  if (state.nested.count > nestedLimit || state.groups.size >= groupLimit) {
    const type = 'Microsoft.Resources/deployments';
    state.resources.set(id.toLowerCase(), { id, type, body: {}, ignored: true });
    return;
  }
  const place = `${at}.${origin.replace('#', '/')}.properties.template`;
  const isInner = !isInOuterScope(properties);
  if (isInner && inside.unknown.includes('properties.parameters')) {
    state.diagnostics.push(shortCircuited(id));
    return;
  }
  if (isInner) {
    const parameters = parametersOfNested(asObject(properties['parameters']), inside);
    return look(state, targetIn(state, id), { body, at: place, ...parameters });
  }
  const outer = inside.loop === undefined ? around : { ...around, loop: inside.loop };
  look(state, targetIn(state, id), { body, at: place, outer, unresolved, opaque });
}

/** Not even the names of its parameters are known. The message is Azure's. */
function shortCircuited(target: string): JsonObject {
  const message =
    'A nested deployment got short-circuited and all its resources got skipped from validation. This is due to a nested template having a parameter that was not fully evaluated (e.g. contains a reference() function). Please see https://aka.ms/WhatIfEvalStopped for more guidance.';
  return { level: 'Warning', code: 'NestedDeploymentShortCircuited', message, target };
}

function targetIn(state: State, id: string): Target {
  const group = /\/resourcegroups\/([^/]+)\//i.exec(id)?.[1];
  const made = group === undefined ? undefined : state.made.get(group.toLowerCase());
  const stands = group !== undefined && state.moment.realm.tables.groups.get(group) !== undefined;
  if (made === undefined || stands) return targetAt(state.moment, id);
  return { id, name: id.slice(id.lastIndexOf('/') + 1), group: made };
}

function valuesOf({ parameters }: Expansion): JsonObject {
  return withoutNulls(
    Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])),
  );
}

/** Secure ones have no value, so whoever refers to one refers to nothing yet. */
function outputsOf(state: State, { outputs }: Expansion): KnownOutputs {
  const known = Object.entries(outputs).flatMap(([name, { type, value, deferred }]) => {
    if (isSecure(type)) return [];
    const { body, unknown } = resolvedAsFar({ value }, deferred ? ['value'] : [], state.outputs);
    return unknown.length > 0 ? [] : [[name, { type, value: body['value'] ?? null }] as const];
  });
  return Object.fromEntries(known);
}
