// The activity log over the wire. https://learn.microsoft.com/rest/api/monitor/activity-logs/list
import type { JsonObject } from '../../base/json.ts';
import { eventsOf, presentEvent } from '../activity/events.ts';
import { logFilter, LogFault } from '../activity/filter.ts';
import { isAllowed } from '../guard/rights.ts';
import type { Answer } from '../message.ts';
import { pageOf } from '../page.ts';
import type { Ask } from '../request.ts';
import type { Route } from '../router.ts';

export const activityLogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'subscriptions/{subscription}/providers/Microsoft.Insights/eventtypes/management/values',
    handle: list,
  },
];

function list(ask: Ask): Answer {
  const { moment, query } = ask;
  try {
    const holds = logFilter(query.get('$filter') ?? '', moment.now);
    const chosen = query.get('$select')?.split(',') ?? [];
    const action = 'Microsoft.Insights/eventtypes/values/read';
    const shown = eventsOf(moment)
      .filter((event) => holds(event))
      .filter((event) => isAllowed(moment, { action, scope: event.happened.resourceId }))
      .map((event) => selected(presentEvent(moment, event), chosen));
    return pageOf(ask, shown);
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    return { status: 400, body: { code: error.detail.code, message: error.detail.message } };
  }
}

function selected(shown: JsonObject, names: readonly string[]): JsonObject {
  if (names.length === 0) return shown;
  const wanted = names.map((name) => name.trim().toLowerCase());
  return Object.fromEntries(Object.entries(shown).filter(([name]) => wanted.includes(name.toLowerCase())));
}
