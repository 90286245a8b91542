// What a nested template in outer scope, the default, takes from the deployment around it: there its parameters,
// variables and functions are looked for, and there resourceGroup() and the like stand.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#expression-evaluation-scope-in-nested-templates
import type { Json, JsonObject } from '../base/json.ts';
import type { DeploymentContext } from './context.ts';
import type { KnownResource } from './scope.ts';

export interface Outer {
  readonly template: JsonObject;
  /** Values by name, as the deployment around it has them. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly context: DeploymentContext;
  /** Of the loop that the nested deployment is an instance of. */
  readonly loop?: { readonly name: string; readonly index: number };
  /** What else is deployed there: reference() finds it by its name. */
  readonly resources?: readonly KnownResource[];
}
