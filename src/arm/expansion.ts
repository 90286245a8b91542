// What a template means once everything that can be known is worked out: resources, parameters, outputs and what
// is wrong. Types only, plain data.
import type { Json, JsonObject } from '../base/json.ts';
import type { TemplateProblem } from './problem.ts';

export interface ExpandedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly symbolicName?: string;
  /** What a PUT would send: without name, type, apiVersion, dependsOn, condition, copy, comments, scope, metadata. */
  readonly body: JsonObject;
  /**
   * Dotted paths in `body` whose value is an expression that only Azure can evaluate while it deploys; everything
   * else in `body` is literal, also where it begins with a bracket. A dot within a key is written `\.`.
   */
  readonly deferred: readonly string[];
  /** Ids of resources of this template that must stand first, whether said by dependsOn or by a reference. */
  readonly dependsOn: readonly string[];
  /** Dotted paths in `body` whose value is made with an opaque parameter; only where such were named. */
  readonly opaque?: readonly string[];
  /** Of an instance of a loop: what `copyIndex()` gives in it. */
  readonly loop?: { readonly name: string; readonly index: number };
  /** Place in the template: `resources[3]`, `resources.symbolicName`; `resources[3]#2` is the third of a loop. */
  readonly origin: string;
}

/** Which resource it is hangs on a value that only the deployment brings. */
export type UnidentifiedResource = Pick<
  ExpandedResource,
  'type' | 'body' | 'deferred' | 'opaque' | 'origin'
> & {
  /** An expression. */
  readonly id: string;
  readonly apiVersion?: string;
};

export interface ExpandedParameter {
  readonly type: string;
  /** Also of a secure parameter: whoever shows it drops it. */
  readonly value?: Json;
}

export interface ExpandedOutput {
  readonly type: string;
  /** Where `deferred`, one expression for the whole value. */
  readonly value: Json;
  readonly deferred: boolean;
}

export interface Expansion {
  readonly resources: readonly ExpandedResource[];
  /** Ids of resources whose condition is false. */
  readonly skipped: readonly string[];
  /** Only where parameters were left unresolved. */
  readonly unidentified?: readonly UnidentifiedResource[];
  readonly parameters: Readonly<Record<string, ExpandedParameter>>;
  readonly outputs: Readonly<Record<string, ExpandedOutput>>;
  /** Empty where the template is good. */
  readonly problems: readonly TemplateProblem[];
}
