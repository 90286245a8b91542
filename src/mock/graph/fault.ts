// The errors of Resource Graph, which have a form of their own.
// Seen in https://github.com/Azure/aztfexport/issues/485 and https://github.com/Azure/azure-powershell/issues/13762
import type { Json } from '../../base/json.ts';
import type { Answer } from '../message.ts';
import { azureTime } from '../table.ts';

type QueryCode = 'InvalidQuery' | 'ParserFailure' | 'InvalidQueryLanguage' | 'UnknownColumn';

export class QueryFault extends Error {
  readonly code: QueryCode;
  readonly token: { readonly text: string; readonly at: number };

  constructor(code: QueryCode, token: { readonly text: string; readonly at: number }) {
    super(`${code} at ${token.at}: ${token.text}`);
    this.code = code;
    this.token = token;
  }
}

const invalid = {
  code: 'InvalidQuery',
  message:
    'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
};

export function queryFaultAnswer(
  { code, token }: QueryFault,
  {
    query,
    now,
    correlationId,
  }: { readonly query: string; readonly now: Date; readonly correlationId: string },
): Answer {
  const message = `Please provide below info when asking for support: timestamp = ${azureTime(now)}, correlationId = ${correlationId}.`;
  const details = code === 'InvalidQuery' ? [invalid] : [invalid, detailOf(code, token, query)];
  return { status: 400, body: { error: { code: 'BadRequest', message, details } } };
}

function detailOf(code: QueryCode, { text, at }: QueryFault['token'], query: string): Json {
  if (code === 'UnknownColumn')
    return { code: 'InvalidQuery', message: `Failed to resolve column or scalar expression named '${text}'` };
  // Azure does not say where a word of the language stands that it does not take.
  if (code === 'InvalidQueryLanguage')
    return { code, message: code, line: -1, characterPositionInLine: -1, token: text };
  const before = query.slice(0, at).split('\n');
  return {
    code,
    message: code,
    line: before.length,
    characterPositionInLine: before.at(-1)?.length ?? 0,
    token: text,
  };
}
