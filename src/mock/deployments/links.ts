// Where a deployment's template and parameters come from, if not out of its own body: a link, absolute or relative to
// the template around it. https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { linkedDocument } from '../documents.ts';
import { refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';

export interface Linked {
  readonly document: JsonObject;
  /** As Azure echoes it. */
  readonly link: JsonObject;
}

export function linkedTemplate(moment: Moment, link: JsonObject, around?: string): Linked {
  const { id, queryString } = link;
  if (id !== undefined)
    return refuse(404, 'TemplateSpecNotFound', `The template spec '${String(id)}' could not be found.`);
  const uri = addressOf(link, around);
  const found = linkedDocument(moment.realm.documents, uri);
  const query = queryString === undefined ? {} : { queryString };
  return { document: found, link: { uri, ...query, ...sameVersion(link['contentVersion'], found, uri) } };
}

/** What `parametersLink` leads to, in the form in which parameters stand in a body. */
export function linkedParameters(moment: Moment, link: JsonObject): Linked {
  const uri = addressOf(link, undefined);
  const found = linkedDocument(moment.realm.documents, uri);
  const version = sameVersion(link['contentVersion'], found, uri);
  return { document: asObject(found['parameters']), link: { uri, ...version } };
}

function addressOf({ uri, relativePath }: JsonObject, around: string | undefined): string {
  if (typeof uri === 'string' && uri !== '') return uri;
  if (typeof relativePath === 'string' && around !== undefined && URL.canParse(relativePath, around))
    return new URL(relativePath, around).href;
  return refuse(
    400,
    'InvalidTemplate',
    `Deployment template validation failed: 'The template link has neither a uri nor a relativePath that a linked template around it would give a place. Please see https://aka.ms/arm-template for usage details.'.`,
  );
}

function sameVersion(wanted: Json | undefined, document: JsonObject, uri: string): JsonObject {
  if (wanted === undefined || wanted === null) return {};
  const { contentVersion } = document;
  if (wanted === contentVersion) return { contentVersion };
  return refuse(
    400,
    'InvalidTemplate',
    `The content version '${String(wanted)}' that was asked for is not that of '${uri}': '${String(contentVersion)}'.`,
  );
}

export function linkIn(properties: JsonObject, name: string): JsonObject | undefined {
  const link = properties[name];
  return isJsonObject(link) ? link : undefined;
}
