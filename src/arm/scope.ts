// What an expression can see from where it stands: parameters, variables, loops, lambda variables, the deployment,
// and whether run-time functions may be used there. Types, and the few ways to make a narrower scope.
import type { Json, JsonObject } from '../base/json.ts';
import type { DeploymentContext } from './context.ts';
import { literal, type Expression } from './expression/tree.ts';
import type { Budget } from './limits.ts';
import { NotKnownYet } from './not-known.ts';
import { TemplateError } from './problem.ts';

/** An expression that only Azure can finish: everything known in it is already a literal. */
export class Residual {
  readonly tree: Expression;

  constructor(tree: Expression) {
    this.tree = tree;
  }
}

export type Outcome = Json | Residual;

/** The tree that stands for an outcome in a residual expression. */
export function treeOf(outcome: Outcome): Expression {
  return outcome instanceof Residual ? outcome.tree : literal(outcome);
}

export interface Runtime {
  reference(id: string, apiVersion: string | undefined, full: boolean): Json;
  list(name: string, id: string, apiVersion: string, body: Json | undefined): Json;
}

export interface KnownResource {
  readonly id: string;
  readonly apiVersion: string;
  readonly type: string;
  readonly name: string;
  readonly location?: Json;
}

/** The resources of the template, as reference() and list*() find them. */
export interface Resources {
  /** By id, by symbolic name, by `type/name` or by name alone. */
  find(text: string): KnownResource | undefined;
  /** The instances of a loop, in the order of its index, without those whose condition is false. */
  loop(name: string): readonly KnownResource[] | undefined;
  /** The place that is evaluated needs this resource to stand first. */
  uses(resource: KnownResource): void;
}

export interface Loop {
  /** Lower case. */
  readonly name: string;
  readonly index: number;
  /** A loop over a value, of a property or a variable, is only meant when it is named. */
  readonly over: 'resources' | 'output' | 'value';
  readonly outer: Loop | undefined;
}

export interface Binding {
  /** Lower case. */
  readonly name: string;
  /** Undefined while the lambda is only looked at: its variable then stays in the residual expression. */
  readonly value: Json | undefined;
  readonly outer: Binding | undefined;
}

export interface UserFunction {
  readonly parameters: readonly {
    readonly name: string;
    /** Throws `TemplateError` where the argument is not of the declared type. */
    check(given: Outcome): void;
  }[];
  /** Only in language version 2.0 may one user-defined function call another. */
  readonly callsOthers: boolean;
  /** What it gives, in a scope where its parameters have their arguments. */
  body(scope: Scope): Outcome;
}

export interface Scope {
  readonly context: DeploymentContext | undefined;
  /** Where resources go, if that is elsewhere than where the expressions are meant: in a nested template. */
  readonly home?: DeploymentContext;
  /** What `deployment()` answers; worked out at most once. */
  deployment(): JsonObject;
  parameter(name: string): Outcome;
  variable(name: string): Outcome;
  userFunction(name: string): UserFunction | undefined;
  /** Trees are parsed once, however many copies share the text. */
  parse(text: string): Expression;
  readonly loop: Loop | undefined;
  readonly bindings: Binding | undefined;
  /** reference() and list*(): not here, left for later, or answered now. */
  readonly runtime: 'refused' | 'deferred' | Runtime;
  readonly resources: Resources | undefined;
  /** newGuid() and utcNow() have their place in default values of parameters alone. */
  readonly allowsFresh: boolean;
  readonly budget: Budget;
  /** How many user-defined functions are being called within each other. */
  readonly callDepth?: number;
}

export function inLoop(scope: Scope, loop: Omit<Loop, 'outer'>): Scope {
  const { name, index, over } = loop;
  return { ...scope, loop: { name: name.toLowerCase(), index, over, outer: scope.loop } };
}

export function binding(
  scope: Scope,
  names: readonly string[],
  values: readonly (Json | undefined)[],
): Scope {
  let { bindings } = scope;
  for (const [index, name] of names.entries())
    bindings = { name: name.toLowerCase(), value: values[index], outer: bindings };
  return { ...scope, bindings };
}

/** For what cannot be left to the deployment. */
export function knownOutcome(outcome: Outcome): Json {
  if (!(outcome instanceof Residual)) return outcome;
  throw new NotKnownYet(outcome.tree);
}

/** The context, where there still is one: at run time everything that depends on it has become a literal. */
export function contextOf(scope: Scope, name: string): DeploymentContext {
  if (scope.context === undefined)
    throw new TemplateError(`The template function '${name}' is not expected at this location`);
  return scope.context;
}
