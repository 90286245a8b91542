// The page that documents every key of a spec, as Markdown, made from its JSON Schema and the table of codes.
import { codes } from '../base/codes.ts';
import { isJsonObject, valueAt, type Json, type JsonObject } from '../base/json.ts';
import { formOf, specJsonSchema } from './json-schema.ts';

export function specPage(): string {
  const schema = specJsonSchema();
  return [intro, ...groupsOf(schema, '').map(groupText), about, faults()].join('\n');
}

interface Group {
  readonly path: string;
  readonly description: string;
  readonly keys: readonly (readonly [name: string, schema: JsonObject, required: boolean])[];
}

/** The group itself, then every group in it, in the order of the schema. */
function groupsOf(schema: JsonObject, path: string): readonly Group[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = requiredOf(schema);
  const keys = Object.entries(properties).flatMap(([name, property]) =>
    isJsonObject(property) ? [[name, property, required.includes(name)] as const] : [],
  );
  const own = { path, description: textOf(schema['description']), keys };
  const below = keys.flatMap(([name, property]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const form = formOf(property);
    const items = isJsonObject(form['items']) ? form['items'] : undefined;
    if (isJsonObject(form['properties'])) return groupsOf(form, at);
    return items !== undefined && isJsonObject(items['properties']) ? groupsOf(items, `${at}[]`) : [];
  });
  return [own, ...below];
}

/** Of the whole, what a spec must say that extends no other. */
function requiredOf(schema: JsonObject): readonly string[] {
  const required = schema['required'] ?? valueAt(schema, ['anyOf', 1, 'required']);
  return Array.isArray(required) ? (required as readonly string[]) : [];
}

function groupText({ path, description, keys }: Group): string {
  const title = path === '' ? '## Keys' : `### ${path}`;
  const rows = keys.map(([name, schema, required]) => {
    const byDefault = schema['default'] === undefined ? '' : code(JSON.stringify(schema['default']));
    const standing = required ? 'required' : byDefault === '`{}`' ? '' : byDefault;
    return `| \`${name}\` | ${kindOf(schema)} | ${standing} | ${cell(textOf(schema['description']))} |`;
  });
  const head = ['| key | kind | default | |', '| --- | --- | --- | --- |'];
  return [title, '', ...(description === '' ? [] : [description, '']), ...head, ...rows, ''].join('\n');
}

function kindOf(schema: JsonObject): string {
  const form = formOf(schema);
  const { type, const: only, enum: choices, minimum, maximum, items, anyOf } = form;
  if (only !== undefined) return code(JSON.stringify(only).replaceAll('"', ''));
  if (Array.isArray(choices))
    return (choices as readonly Json[]).map((choice) => code(String(choice))).join(', ');
  if (Array.isArray(anyOf)) {
    return (anyOf as readonly Json[]).map((one) => (isJsonObject(one) ? kindOf(one) : '')).join(' or ');
  }
  if (type === 'array') return `list of ${isJsonObject(items) ? kindOf(items) : 'values'}`;
  if (type === 'integer') return `${String(minimum)} to ${String(maximum)}`;
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'object') return isJsonObject(form['properties']) ? groupKind(form) : 'names and texts';
  return 'text';
}

/** Small ones are written out, as one would write them. */
function groupKind({ properties }: JsonObject): string {
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  return names.length === 1 ? code(`{ ${names[0]}: … }`) : 'group of keys';
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

const intro = `# The spec

A gateway is a YAML or JSON file. The words are those of ConfigMgr's wizard and of \`New-CMCloudManagementGateway\`. This page is made from the schema; \`cmg schema spec\` prints the same as JSON Schema, for editors:

\`\`\`yaml
# yaml-language-server: $schema=./cmg.schema.json
\`\`\`
`;

const about = `## Defaults for many

- \`cmg.config.yaml\` beside the specs may hold any key; it holds for all of them that do not say otherwise.
- \`extends: base.yaml\` takes another spec as a base, in the same folder or below. A base may extend another.
- The spec comes before what it extends, and that before \`cmg.config.yaml\`. Groups of keys are joined; values and lists are replaced. Of \`certificate\` and \`expiry\`, which know one choice, the nearer choice drops the other.
- In a folder of specs, a file that others extend and that has no \`name\` is no gateway of its own.

## Variables

\`\${NAME}\` in a value comes from the environment, or from \`.env\`; one that is not set is an error at its line. \`$\${\` stands for \`\${\`. Where a number or \`true\` and \`false\` are wanted, a variable stands for them.

## Files

A file that a spec names is looked for beside the file that names it, and never outside of its folder, by a link neither.

## What YAML may do

No tags, no aliases, no merge keys, no repeated keys, no control characters; at most 1 MiB, 64 levels, 20,000 words and signs, and 65,536 letters in one of them; \`__proto__\`, \`constructor\` and \`prototype\` are no keys.
`;

function faults(): string {
  const rows = Object.entries(codes)
    .filter(([name]) => /^CMG1[0-3]/.test(name))
    .map(([name, { severity, about: what }]) => `| ${name} | ${severity} | ${what} |`);
  return ['## Faults', '', '| code | | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
