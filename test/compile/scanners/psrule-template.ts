// What PSRule for Azure asks of a template as it stands.
import { isJsonObject, type Json } from '../../../src/base/json.ts';
import { at, listAt, rulesOf, whole, type Look, type Row } from './rule.ts';
import {
  everyMember,
  everyParameter,
  everyResource,
  isExpression,
  isSecure,
  parametersOf,
} from './template.ts';

const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  bool: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isJsonObject,
};

const rows: readonly (readonly [id: string, asks: string, look: Look])[] = [
  [
    'Azure.Deployment.AdminUsername',
    'the name of the administrator is worked out',
    everyMember(({ key, value }) => key !== 'adminUsername' || isExpression(value), {
      adminUsername: 'admin',
    }),
  ],
  [
    'Azure.Deployment.SecureParameter',
    'what is called a password, a secret, a token or a key is secure',
    everyParameter((declared, name) => !/password|secret|token|keys?$/i.test(name) || isSecure(declared), {
      token: { type: 'string' },
    }),
  ],
  [
    'Azure.Deployment.SecureValue',
    'secrets come from secure parameters',
    whole(
      (template) => {
        const secure = parametersOf(template).flatMap(([name, declared]) =>
          isSecure(declared) ? [name] : [],
        );
        return listAt(template, 'resources')
          .filter(({ type }) => type === 'Microsoft.KeyVault/vaults/secrets')
          .map((one) => String(at(one, 'properties.value')))
          .filter((value) => !secure.some((name) => value.includes(`parameters('${name}')`)));
      },
      { resources: [{ type: 'Microsoft.KeyVault/vaults/secrets', properties: { value: 'a' } }] },
    ),
  ],
  [
    'Azure.Resource.UseTags',
    'what can have tags has them',
    everyResource(
      ({ type, tags }) => tags !== undefined || /roleAssignments|locks|blobServices/.test(String(type)),
      { type: 'a' },
    ),
  ],
  [
    'Azure.Template.ExpressionLength',
    'no expression is longer than Azure takes',
    everyMember(({ value }) => typeof value !== 'string' || value.length <= 24_576, {
      a: 'a'.repeat(24_577),
    }),
  ],
  [
    'Azure.Template.LocationDefault',
    'the location is by default that of the group',
    everyParameter(
      ({ defaultValue = null }, name) => name !== 'location' || defaultValue === '[resourceGroup().location]',
      { location: { type: 'string' } },
    ),
  ],
  [
    'Azure.Template.ParameterDataTypes',
    'defaults are of the type of their parameter',
    everyParameter(
      ({ type, defaultValue }) =>
        defaultValue === undefined ||
        isExpression(defaultValue) ||
        kinds[String(type)]?.(defaultValue) === true,
      { a: { type: 'int', defaultValue: '1' } },
    ),
  ],
  [
    'Azure.Template.ParameterMetadata',
    'every parameter is described',
    everyParameter((declared) => typeof at(declared, 'metadata.description') === 'string', {
      a: { type: 'int' },
    }),
  ],
  [
    'Azure.Template.TemplateSchema',
    'the schema is the one of 2019, over https',
    whole(
      ({ $schema = '' }) =>
        $schema === 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
          ? []
          : [String($schema)],
      { $schema: 'http://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#' },
    ),
  ],
  [
    'Azure.Template.UseComments',
    'every resource says what it is for',
    everyResource(({ comments }) => typeof comments === 'string', { type: 'a' }),
  ],
];

export const psruleTemplate = rulesOf(
  'PSRule',
  'https://azure.github.io/PSRule.Rules.Azure/en/rules/',
  rows.map(([id, asks, look]): Row => ({ id, file: id, asks, look })),
);
