// Resource Graph over the wire: which rows of a query's result, and in which form.
// https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
import type { Json, JsonObject } from '../../base/json.ts';
import { QueryFault, queryFaultAnswer } from '../graph/fault.ts';
import type { Table } from '../graph/operators.ts';
import { runQuery } from '../graph/query.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import { numberAt, objectAt, textAt, textsAt } from '../providers/body.ts';
import type { Ask } from '../request.ts';
import type { Route } from '../router.ts';

export const resourceGraphRoutes: readonly Route[] = [
  { method: 'POST', path: 'providers/Microsoft.ResourceGraph/resources', handle: answerQuery },
];

function answerQuery(ask: Ask): Answer {
  const { moment, correlationId } = ask;
  const body = ask.body();
  const query = textAt(body, 'query') ?? '';
  try {
    const table = runQuery(moment, query);
    return ok(pageOf(ask, isOurs(ask, body) ? table : { ...table, rows: [] }));
  } catch (error) {
    if (!(error instanceof QueryFault)) throw error;
    return queryFaultAnswer(error, { query, now: moment.now, correlationId });
  }
}

/** Without a list of subscriptions, whatever the caller may see is asked. */
function isOurs({ moment }: Ask, body: JsonObject): boolean {
  const wanted = textsAt(body, 'subscriptions').map((id) => id.toLowerCase());
  return wanted.length === 0 || wanted.includes(moment.realm.subscriptionId);
}

const largestPage = 1_000;

function pageOf(ask: Ask, { columns, rows }: Table): JsonObject {
  const options = objectAt(ask.body(), 'options');
  const size = Math.min(Math.max(1, numberAt(options, '$top') ?? largestPage), largestPage);
  const start = startOf(textAt(options, '$skipToken')) ?? Math.max(0, numberAt(options, '$skip') ?? 0);
  const shown = rows.slice(start, start + size);
  const rest = start + shown.length;
  const isMore = rest < rows.length;
  return {
    totalRecords: rows.length,
    count: shown.length,
    data: dataOf(formOf(ask, options), { columns, rows: shown }),
    facets: [],
    resultTruncated: 'false',
    ...(isMore ? { $skipToken: Buffer.from(String(rest), 'utf8').toString('base64url') } : {}),
  };
}

function startOf(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  const start = Number(Buffer.from(token, 'base64url').toString('utf8'));
  return Number.isSafeInteger(start) && start > 0 ? start : 0;
}

/** The first version answered tables, if nothing else was said. */
function formOf({ apiVersion }: Ask, options: JsonObject): string {
  const usual = apiVersion < '2020-04-01-preview' ? 'table' : 'objectArray';
  return (textAt(options, 'resultFormat') ?? usual).toLowerCase();
}

function dataOf(form: string, { columns, rows }: Table): Json {
  if (form !== 'table') return rows;
  return {
    columns: columns.map((name) => ({ name, type: typeOf(rows.map((row) => row[name] ?? null)) })),
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
  };
}

function typeOf(values: readonly Json[]): string {
  const value = values.find((one) => one !== null);
  if (typeof value === 'number') return 'integer';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' ? 'object' : 'string';
}
