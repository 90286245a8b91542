// All functions of the language, by name in lower case. A family is added here and nowhere else.
import { arrayFunctions } from './array.ts';
import { cidrFunctions } from './cidr.ts';
import { comparisonFunctions } from './comparison.ts';
import { dateFunctions } from './date.ts';
import { deploymentFunctions } from './deployment.ts';
import { ranging, type TemplateFunction } from './function.ts';
import { lambdaFunctions } from './lambda.ts';
import { logicalFunctions } from './logical.ts';
import { numericFunctions } from './numeric.ts';
import { objectFunctions } from './object.ts';
import { list, resourceFunctions } from './resource.ts';
import { scopeFunctions } from './scope.ts';
import { stringFunctions } from './string.ts';
import { uriFunctions } from './uri.ts';

export function functionNamed(name: string): TemplateFunction | undefined {
  const wanted = name.toLowerCase();
  return functions.get(wanted) ?? (wanted.startsWith('list') ? listFunction : undefined);
}

const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    arrayFunctions,
    cidrFunctions,
    comparisonFunctions,
    dateFunctions,
    deploymentFunctions,
    lambdaFunctions,
    logicalFunctions,
    numericFunctions,
    objectFunctions,
    resourceFunctions,
    scopeFunctions,
    stringFunctions,
    uriFunctions,
  ].flatMap((family) => Object.entries(family)),
);

/** Any name that begins with `list` is an action of some resource type: Azure knows them, we need not. */
const listFunction: TemplateFunction = ranging(2, 3, list);
