// What the schemas of 2019-04-01 ask of a deployment template and of a file of parameters, as far as a gateway's
// could break them: members, kinds, names, forms, and Azure's limits. Says what is wrong, and where.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
// https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';

type Kind = 'text' | 'flag' | 'number' | 'list' | 'object' | 'any';

interface Shape {
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, Kind>>;
}

const kinds: Readonly<Record<Kind, (value: Json) => boolean>> = {
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  number: (value) => Number.isInteger(value),
  list: (value) => Array.isArray(value),
  object: isJsonObject,
  any: () => true,
};

const schemas = 'https://schema.management.azure.com/schemas/2019-04-01';

const template: Shape = {
  required: ['$schema', 'contentVersion', 'resources'],
  members: {
    $schema: 'text',
    contentVersion: 'text',
    apiProfile: 'text',
    metadata: 'object',
    functions: 'list',
    parameters: 'object',
    variables: 'object',
    resources: 'list',
    outputs: 'object',
  },
};

const parameter: Shape = {
  required: ['type'],
  members: {
    type: 'text',
    defaultValue: 'any',
    allowedValues: 'list',
    minValue: 'number',
    maxValue: 'number',
    minLength: 'number',
    maxLength: 'number',
    metadata: 'object',
  },
};

const resource: Shape = {
  required: ['type', 'apiVersion', 'name'],
  members: {
    type: 'text',
    apiVersion: 'text',
    name: 'text',
    comments: 'text',
    condition: 'any',
    copy: 'object',
    dependsOn: 'list',
    eTag: 'text',
    extendedLocation: 'object',
    identity: 'object',
    kind: 'text',
    location: 'text',
    managedBy: 'text',
    metadata: 'object',
    plan: 'object',
    properties: 'any',
    resources: 'list',
    scope: 'text',
    sku: 'object',
    tags: 'any',
    zones: 'any',
  },
};

const parameterFile: Shape = {
  required: ['$schema', 'contentVersion', 'parameters'],
  members: { $schema: 'text', contentVersion: 'text', metadata: 'object', parameters: 'object' },
};

const limits = {
  bytes: 4_194_304,
  resourceBytes: 1_048_576,
  parameters: 256,
  resources: 800,
  outputs: 64,
  expression: 24_576,
};

export function templateFaults(json: JsonObject): readonly string[] {
  return [
    ...shapeFaults(json, template, ''),
    ...headFaults(json, 'deploymentTemplate'),
    ...Object.entries(objectIn(json, 'parameters')).flatMap(([name, one]) => parameterFaults(one, name)),
    ...listIn(json, 'resources').flatMap((one, index) => resourceFaults(one, `resources[${index}]`)),
    ...over(Object.keys(objectIn(json, 'parameters')).length, limits.parameters, 'parameters'),
    ...over(listIn(json, 'resources').length, limits.resources, 'resources'),
    ...over(Object.keys(objectIn(json, 'outputs')).length, limits.outputs, 'outputs'),
    ...over(Buffer.byteLength(JSON.stringify(json)), limits.bytes, 'bytes'),
  ];
}

export function parameterFileFaults(json: JsonObject): readonly string[] {
  const given = Object.entries(objectIn(json, 'parameters'));
  return [
    ...shapeFaults(json, parameterFile, ''),
    ...headFaults(json, 'deploymentParameters'),
    ...given.flatMap(([name, one]) => {
      const keys = isJsonObject(one) ? Object.keys(one).filter((key) => key !== 'metadata') : [];
      const [key = ''] = keys;
      return keys.length === 1 && ['value', 'reference'].includes(key)
        ? []
        : [`parameters.${name}: neither a value nor a reference`];
    }),
    ...over(given.length, limits.parameters, 'parameters'),
    ...over(Buffer.byteLength(JSON.stringify(json)), limits.bytes, 'bytes'),
  ];
}

function headFaults({ $schema, contentVersion }: JsonObject, name: string): readonly string[] {
  return [
    ...($schema === `${schemas}/${name}.json#` ? [] : [`$schema: is not that of ${name}`]),
    ...(/^\d+\.\d+\.\d+\.\d+$/.test(String(contentVersion)) ? [] : ['contentVersion: not four numbers']),
  ];
}

function shapeFaults(json: Json, { required, members }: Shape, path: string): readonly string[] {
  if (!isJsonObject(json)) return [`${path}: not an object`];
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  return [
    ...required.filter((key) => !(key in json)).map((key) => `${at(key)}: missing`),
    ...Object.entries(json).flatMap(([key, value]) => {
      const kind = members[key];
      if (kind === undefined) return [`${at(key)}: unknown`];
      return kinds[kind](value) ? [] : [`${at(key)}: not a ${kind}`];
    }),
  ];
}

const parameterTypes = ['string', 'securestring', 'int', 'bool', 'object', 'secureobject', 'array'];
/** Which kinds of bounds a type takes. */
const bounded: Readonly<Record<string, RegExp>> = {
  minValue: /^int$/,
  maxValue: /^int$/,
  minLength: /string$|^array$/,
  maxLength: /string$|^array$/,
};

function parameterFaults(json: Json, name: string): readonly string[] {
  const path = `parameters.${name}`;
  const type = isJsonObject(json) ? String(json['type']).toLowerCase() : '';
  const bounds = Object.entries(bounded).filter(
    ([key, types]) => isJsonObject(json) && key in json && !types.test(type),
  );
  return [
    ...shapeFaults(json, parameter, path),
    ...(/^[A-Za-z_]\w*$/.test(name) ? [] : [`${path}: no name for a parameter`]),
    ...(parameterTypes.includes(type) ? [] : [`${path}.type: no type`]),
    ...bounds.map(([key]) => `${path}.${key}: not for ${type}`),
  ];
}

function resourceFaults(json: Json, path: string): readonly string[] {
  if (!isJsonObject(json)) return [`${path}: not an object`];
  const type = String(json['type']);
  const dependencies = listIn(json, 'dependsOn');
  return [
    ...shapeFaults(json, resource, path),
    ...(/^[A-Z]\w+(?:\.\w+)+(?:\/\w+)+$/.test(type) ? [] : [`${path}.type: no provider and type`]),
    ...(/^\d{4}-\d{2}-\d{2}(?:-\w+)?$/.test(String(json['apiVersion']))
      ? []
      : [`${path}.apiVersion: no date`]),
    ...dependencies.flatMap((one, index) =>
      typeof one === 'string' && one !== '' ? [] : [`${path}.dependsOn[${index}]: no text`],
    ),
    ...(new Set(dependencies).size === dependencies.length ? [] : [`${path}.dependsOn: names one twice`]),
    ...expressionFaults(json, path),
    ...over(Buffer.byteLength(JSON.stringify(json)), limits.resourceBytes, `${path}: bytes`),
  ];
}

function expressionFaults(json: Json, path: string): readonly string[] {
  if (typeof json === 'string') return over(json.length, limits.expression, `${path}: characters`);
  if (Array.isArray(json))
    return (json as readonly Json[]).flatMap((item, index) => expressionFaults(item, `${path}[${index}]`));
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => expressionFaults(value, `${path}.${key}`));
}

function over(count: number, limit: number, what: string): readonly string[] {
  return count <= limit ? [] : [`${what}: ${count}, more than ${limit}`];
}

function objectIn(json: JsonObject, key: string): JsonObject {
  const value = json[key];
  return isJsonObject(value) ? value : {};
}

function listIn(json: JsonObject, key: string): readonly Json[] {
  const value = json[key];
  return Array.isArray(value) ? value : [];
}
