// One page of a list, of what its reader may see, and the absolute address of the next: `$top` in, `nextLink` with a `$skiptoken` out.
// https://learn.microsoft.com/rest/api/azure/#async-operations-throttling-and-paging
import type { Json } from '../base/json.ts';
import { readable } from './guard/rights.ts';
import type { Answer } from './message.ts';
import { ok } from './message.ts';
import type { Ask } from './request.ts';

const largestPage = 1_000;

export function pageOf(ask: Ask, items: readonly Json[]): Answer {
  const top = Number(ask.query.get('$top') ?? '') || largestPage;
  const size = Math.max(1, Math.min(top, largestPage));
  const start = startOf(ask.query.get('$skiptoken'));
  const shown = readable(ask.moment, items);
  const value = shown.slice(start, start + size);
  const rest = start + size;
  return ok(rest < shown.length ? { value, nextLink: linkTo(ask, rest) } : { value });
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString('utf8'));
  return Number.isSafeInteger(start) && start > 0 ? start : 0;
}

function linkTo(ask: Ask, start: number): string {
  const query = new URLSearchParams(ask.query);
  query.set('$skiptoken', Buffer.from(String(start), 'utf8').toString('base64url'));
  return `${ask.moment.realm.endpoint}${encodeURI(ask.path)}?${query.toString()}`;
}
