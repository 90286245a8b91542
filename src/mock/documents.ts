// Templates and parameter files that were given to the mock, by the address under which a deployment links them.
// Nothing is ever fetched: an address that was not given is one that cannot be reached.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
import { isJsonObject, type JsonObject } from '../base/json.ts';
import { refuse } from './fault.ts';
import { parseLenientJson } from './lenient-json.ts';

/** Text of a document, or the document itself, by address. */
export type Documents = ReadonlyMap<string, string | JsonObject>;

export interface DocumentShelf {
  find(uri: string): string | JsonObject | undefined;
}

/** Queries and fragments are for whoever would fetch: a shared access signature, mostly. */
export function shelfOf(documents: Documents): DocumentShelf {
  const byPlace = new Map([...documents].map(([uri, document]) => [placeOf(uri), document]));
  return { find: (uri) => byPlace.get(placeOf(uri)) };
}

function placeOf(uri: string): string {
  if (!URL.canParse(uri)) return uri;
  const { origin, pathname } = new URL(uri);
  return `${origin}${pathname}`;
}

export function linkedDocument(shelf: DocumentShelf, uri: string): JsonObject {
  const document = shelf.find(uri);
  if (document === undefined)
    return refuse(
      400,
      'InvalidContentLink',
      `Unable to download deployment content from '${uri}'. The mock reaches no other host and has not been given this document. Please see https://aka.ms/arm-deploy for usage details.`,
    );
  if (typeof document !== 'string') return document;
  const parsed = parseLenientJson(document);
  if ('value' in parsed && isJsonObject(parsed.value)) return parsed.value;
  const reason = 'problem' in parsed ? `${parsed.problem}, line ${parsed.line}` : 'it is not an object';
  return refuse(
    400,
    'InvalidTemplate',
    `Unable to process the content of '${uri}': '${reason}'. Please see https://aka.ms/arm-syntax for usage details.`,
  );
}
