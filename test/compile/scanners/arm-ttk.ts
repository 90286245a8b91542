// What arm-ttk asks of a template as it stands; what it asks of versions is in `versions.ts`.
import type { Json } from '../../../src/base/json.ts';
import { at, rulesOf, whole, type Look, type Row } from './rule.ts';
import {
  everyMember,
  everyParameter,
  everyResource,
  isExpression,
  isSecure,
  leaves,
  nowhere,
  parametersOf,
} from './template.ts';

const isBlank = (value: Json): boolean =>
  value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
/** As arm-ttk has it: members that may say nothing, and identities, which are keys. */
const mayBeBlank = [
  'resources',
  'outputs',
  'variables',
  'parameters',
  'functions',
  'properties',
  'defaultValue',
  'value',
];
const noIds = ['clientId', 'tenantId', 'objectId', 'subscriptionId', 'keyId'];
const rows: readonly (readonly [id: string, asks: string, look: Look])[] = [
  [
    'adminUsername-Should-Not-Be-A-Literal',
    'the name of the administrator is worked out',
    everyMember(({ key, value }) => key !== 'adminUsername' || isExpression(value), {
      adminUsername: 'admin',
    }),
  ],
  [
    'adminPassword-Should-Not-Be-A-Literal',
    'so is the password',
    everyMember(({ key, value }) => key !== 'adminPassword' || isExpression(value), { adminPassword: 'a' }),
  ],
  [
    'CommandToExecute-Must-Use-ProtectedSettings-For-Secrets',
    'commands are in settings that nobody reads back',
    everyMember(({ path }) => !path.includes('.settings.commandToExecute'), {
      settings: { commandToExecute: '' },
    }),
  ],
  [
    'DependsOn-Best-Practices',
    'dependencies are plain ids',
    everyMember(
      ({ key, value }) =>
        key !== 'dependsOn' ||
        (Array.isArray(value) && value.every((one) => !/^\s*\[\s*(?:if|concat)\s*\(/.test(String(one)))),
      { dependsOn: ["[if(true(), 'a', 'b')]"] },
    ),
  ],
  [
    'DeploymentTemplate-Must-Not-Contain-Hardcoded-Uri',
    'no host of one Azure cloud is written out',
    nowhere(
      /(?<!schema\.)management\.azure\.com|\.core\.windows\.net|vault\.azure\.net|login\.microsoftonline/g,
      {
        a: 'https://management.azure.com/',
      },
    ),
  ],
  [
    'IDs-Should-Be-Derived-From-ResourceIDs',
    'ids come from the functions that make them',
    everyMember(
      ({ key, value }) =>
        !/id$/i.test(key) ||
        noIds.includes(key) ||
        typeof value !== 'string' ||
        /^\[(?:extensionResourceId|resourceId|subscriptionResourceId|if|parameters|reference|subscription|guid)\(/.test(
          value,
        ),
      { id: '/subscriptions/a' },
    ),
  ],
  [
    'Location-Should-Not-Be-Hardcoded',
    "the location is a parameter, by default that of the group, and the group's is asked nowhere else",
    whole(
      (template) => [
        ...((['[resourceGroup().location]', undefined] as readonly (Json | undefined)[]).includes(
          at(template, 'parameters.location.defaultValue'),
        )
          ? []
          : ['parameters.location']),
        ...leaves(at(template, 'resources') ?? [], 'resources')
          .filter(
            ({ key, value }) =>
              /resourceGroup\(\)\.location/i.test(JSON.stringify(value)) ||
              (key === 'location' && value !== 'global' && !isExpression(value)),
          )
          .map(({ path }) => path),
      ],
      { parameters: { location: { type: 'string', defaultValue: 'westus2' } } },
    ),
  ],
  [
    'ManagedIdentityExtension-must-not-be-used',
    'no extension stands in for an identity',
    nowhere(/ManagedIdentityExtensionFor/g, { type: 'ManagedIdentityExtensionForWindows' }),
  ],
  [
    'Min-And-Max-Value-Are-Numbers',
    'bounds are numbers',
    everyParameter(
      ({ minValue = 0, maxValue = 0 }) => Number.isInteger(minValue) && Number.isInteger(maxValue),
      { a: { type: 'int', minValue: '1' } },
    ),
  ],
  [
    'Outputs-Must-Not-Contain-Secrets',
    'no output tells a secret',
    whole((template) => Object.keys(at(template, 'outputs') ?? {}), { outputs: { key: {} } }),
  ],
  [
    'Parameters-Must-Be-Referenced',
    'every parameter is used',
    whole(
      (template) => {
        const text = JSON.stringify(at(template, 'resources') ?? []);
        return parametersOf(template).flatMap(([name]) =>
          text.includes(`parameters('${name}')`) ? [] : [name],
        );
      },
      { parameters: { unused: { type: 'string' } } },
    ),
  ],
  [
    'Password-params-must-be-secure',
    'what is called a password or a secret is secure',
    everyParameter((declared, name) => !/password|secret|accountkey/i.test(name) || isSecure(declared), {
      password: { type: 'string' },
    }),
  ],
  [
    'providers_apiVersions-Is-Not-Permitted',
    'versions are written out',
    nowhere(/\bproviders\(/g, { a: "[providers('a')]" }),
  ],
  [
    'Reference-Function-Must-Not-Use-Preview-ApiVersion',
    'what is asked of Azure is no preview',
    nowhere(/\d{4}-\d{2}-\d{2}-preview/g, { a: '2024-01-01-preview' }),
  ],
  [
    'ResourceIds-should-not-contain',
    'ids are made without spelling out where they are',
    nowhere(/[rR]esourceId\((?:subscription\(\)\.subscriptionId|resourceGroup\(\)\.name)/g, {
      a: '[resourceId(resourceGroup().name)]',
    }),
  ],
  [
    'Resources-Should-Have-Location',
    'locations are worked out, or global',
    everyResource(({ location = 'global' }) => location === 'global' || isExpression(location), {
      type: 'a',
      location: 'westus2',
    }),
  ],
  [
    'Secure-String-Parameters-Cannot-Have-Default',
    'secure parameters have no default',
    everyParameter((declared) => !isSecure(declared) || declared['defaultValue'] === undefined, {
      secret: { type: 'secureString', defaultValue: 'a' },
    }),
  ],
  [
    'Template-Should-Not-Contain-Blanks',
    'nothing is empty',
    everyMember(({ key, value }) => !isBlank(value) || mayBeBlank.includes(key) || isExpression(key), {
      ipRules: [],
    }),
  ],
  [
    'URIs-Should-Be-Properly-Constructed',
    'addresses are put together by uri()',
    everyMember(({ key, value }) => !/ur[il]$/i.test(key) || !/^\[(?:format|concat)\(/.test(String(value)), {
      url: "[format('https://{0}', 'a')]",
    }),
  ],
  [
    'VM-Images-Should-Use-Latest-Version',
    'the image is the latest',
    everyMember(({ path, value }) => !path.endsWith('imageReference.version') || value === 'latest', {
      imageReference: { version: '1.0.0' },
    }),
  ],
  [
    'VM-Size-Should-Be-A-Parameter',
    'the size of the instances is a parameter',
    everyResource(
      (one) =>
        !String(one['type']).includes('virtualMachine') ||
        String(at(one, 'sku.name')).includes('parameters('),
      { type: 'virtualMachineScaleSets', sku: { name: 'Standard_A2_v2' } },
    ),
  ],
];

export const armTtk = rulesOf(
  'arm-ttk',
  'https://github.com/Azure/arm-ttk/blob/master/arm-ttk/testcases/deploymentTemplate/',
  rows.map(([id, asks, look]): Row => ({ id, file: `${id}.test.ps1`, asks, look })),
);
