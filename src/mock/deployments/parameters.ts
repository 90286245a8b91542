// The values that a deployment's parameters get: as sent, or out of a vault. A value from a vault is fetched when
// the deployment is checked, as Resource Manager does it, and goes nowhere but into the expansion.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import type { Typed } from './words.ts';

export function parameterValues(moment: Moment, sent: Json | undefined): Readonly<Record<string, Json>> {
  const values: [string, Json][] = [];
  for (const [name, given] of Object.entries(asObject(sent))) {
    if (!isJsonObject(given)) invalid(name);
    const { value, reference } = asObject(given);
    if (isJsonObject(reference)) values.push([name, secretOf(moment, name, reference)]);
    else if (value !== undefined) values.push([name, value]);
  }
  return Object.fromEntries(values);
}

/** What to show of each parameter: its value, or the vault that it came from. */
export function shownParameters(
  parameters: Readonly<Record<string, Typed>>,
  sent: Json | undefined,
): Readonly<Record<string, Typed>> {
  const references = new Map(
    Object.entries(asObject(sent)).map(([name, given]) => [name.toLowerCase(), asObject(given)['reference']]),
  );
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type, value }]) => {
      const reference = references.get(name.toLowerCase());
      if (isJsonObject(reference)) return [name, { type, reference }];
      return [name, value === undefined ? { type } : { type, value }];
    }),
  );
}

function secretOf(moment: Moment, parameter: string, reference: JsonObject): string {
  const { id } = asObject(reference['keyVault']);
  const { secretName } = reference;
  if (typeof id !== 'string' || typeof secretName !== 'string') return invalid(parameter);
  const { resources } = moment.realm;
  const vault = resources.get(id);
  if (vault === undefined)
    return refuse(
      404,
      'KeyVaultParameterReferenceNotFound',
      `The specified KeyVault '${id}' could not be found. Please see https://aka.ms/arm-keyvault for usage details.`,
    );
  const enabled = asObject(vault.body['properties'])['enabledForTemplateDeployment'];
  if (enabled !== true)
    return notRetrieved(
      parameter,
      'Forbidden',
      'The vault is not enabled for template deployment (enabledForTemplateDeployment).',
    );
  const value = resources.get(`${vault.id}/secrets/${secretName}`)?.hidden?.['value'];
  if (typeof value !== 'string')
    return notRetrieved(parameter, 'NotFound', `Secret not found: ${secretName}`);
  return value;
}

function notRetrieved(parameter: string, status: string, reason: string): never {
  return refuse(
    400,
    'KeyVaultParameterReferenceSecretRetrieveFailed',
    `The secret of KeyVault parameter '${parameter}' cannot be retrieved. Http status code: '${status}'. Error message: '${reason}'. Please see https://aka.ms/arm-keyvault for usage details.`,
  );
}

function invalid(parameter: string): never {
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: 'The parameter '${parameter}' has neither a value nor a reference to a vault. Path 'properties.parameters.${parameter}'.'.`,
  );
}
