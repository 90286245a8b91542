// The text of a template whose hash is the template's hash: minified, in a fixed order of members, without the hash
// that its compiler may have written into it.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

export function hashedText(template: JsonObject): string {
  return write(template, shapes.template);
}

/** A known order of members, and the shapes of those members that have one themselves. */
interface Shape {
  readonly order: readonly string[];
  readonly members?: Readonly<Record<string, Writer>>;
}

type Writer = (value: Json) => string;

function write(value: Json, { order, members = {} }: Shape): string {
  if (!isJsonObject(value)) return JSON.stringify(value);
  const names = Object.keys(value);
  const ranked = names.toSorted((a, b) => rank(order, a) - rank(order, b));
  const written = ranked.map((name) => {
    const member = value[name] ?? null;
    const writer = Object.hasOwn(members, name) ? members[name] : undefined;
    return `${JSON.stringify(name)}:${writer === undefined ? JSON.stringify(member) : writer(member)}`;
  });
  return `{${written.join(',')}}`;
}

/** What has no place in the order keeps its own place, after all that has. */
function rank(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at === -1 ? order.length : at;
}

function each(shape: () => Shape): Writer {
  return (value) => {
    if (Array.isArray(value)) return `[${value.map((element: Json) => write(element, shape())).join(',')}]`;
    if (!isJsonObject(value)) return JSON.stringify(value);
    const members = Object.entries(value).map(
      ([name, element]) => `${JSON.stringify(name)}:${write(element, shape())}`,
    );
    return `{${members.join(',')}}`;
  };
}

/** Azure writes symbolic resources of which there are none as an empty array. */
const resources: Writer = (value) =>
  isJsonObject(value) && Object.keys(value).length === 0 ? '[]' : each(() => shapes.resource)(value);

const metadata: Writer = (value) => {
  if (!isJsonObject(value) || !isJsonObject(value['_generator'] ?? null)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, member]) =>
    name === '_generator' && isJsonObject(member)
      ? [name, Object.fromEntries(Object.entries(member).filter(([key]) => key !== 'templateHash'))]
      : [name, member],
  );
  return JSON.stringify(Object.fromEntries(entries));
};

/** Found against the hashes that Bicep's own baselines state for templates with imports and functions of their own. */
const functions: Shape = {
  order: ['namespace', 'members'],
  members: { members: each(() => shapes.function) },
};

const shapes: Readonly<
  Record<
    'template' | 'definition' | 'resource' | 'parameter' | 'function' | 'functionParameter' | 'output',
    Shape
  >
> = {
  template: {
    order: [
      '$schema',
      'languageVersion',
      'contentVersion',
      'definitions',
      'parameters',
      'variables',
      'functions',
      'resources',
      'outputs',
      'metadata',
    ],
    members: {
      definitions: each(() => shapes.definition),
      parameters: each(() => shapes.parameter),
      functions: each(() => functions),
      resources,
      outputs: each(() => shapes.output),
      metadata,
    },
  },
  resource: {
    order: [
      'type',
      'apiVersion',
      'name',
      'existing',
      'location',
      'dependsOn',
      'tags',
      'plan',
      'zones',
      'sku',
      'kind',
      'identity',
      'managedBy',
      'properties',
      'subscriptionId',
      'scope',
      'metadata',
      'resources',
      'resourceGroup',
      'copy',
      'condition',
    ],
    members: { resources },
  },
  parameter: {
    order: [
      'defaultValue',
      'allowedValues',
      'minValue',
      'maxValue',
      'minLength',
      'maxLength',
      'type',
      'metadata',
    ],
  },
  definition: { order: ['type', 'metadata'] },
  function: {
    order: ['parameters', 'output', 'metadata'],
    members: { parameters: each(() => shapes.functionParameter) },
  },
  functionParameter: { order: ['name', 'items', 'type'] },
  output: { order: ['copy', 'type', 'value', 'condition', 'metadata'] },
};
