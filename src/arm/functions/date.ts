// Points in time: now, sums with ISO 8601 durations, seconds since 1970.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date
import { contextOf } from '../scope.ts';
import { addDuration, formatDate, parseDate } from './date-form.ts';
import { fixed, integerAt, ranging, refuse, textAt, type Functions, type Invocation } from './function.ts';
import { elsewhere } from './string.ts';

export const dateFunctions: Functions = {
  datetimeadd: ranging(2, 3, dateTimeAdd),
  datetimefromepoch: fixed(1, (ask) => {
    const moment = new Date(integerAt(ask, 0) * 1000);
    return Number.isNaN(moment.getTime())
      ? refuse(ask, `is given a number beyond the years of a date`)
      : formatDate(moment, `yyyy-MM-dd'T'HH:mm:ss'Z'`);
  }),
  datetimetoepoch: fixed(1, (ask) => Math.floor(dateAt(ask, 0).getTime() / 1000)),
  utcnow: ranging(0, 1, (ask) => {
    if (!ask.scope.allowsFresh) return elsewhere(ask);
    const form = ask.args.length === 1 ? textAt(ask, 0) : `yyyyMMdd'T'HHmmss'Z'`;
    return formatDate(contextOf(ask.scope, ask.name).now, form);
  }),
};

function dateAt(ask: Invocation, index: number): Date {
  const moment = parseDate(textAt(ask, index));
  return moment ?? refuse(ask, `expects a date and time. The provided value is '${textAt(ask, index)}'`);
}

function dateTimeAdd(ask: Invocation): string {
  const moment = addDuration(dateAt(ask, 0), textAt(ask, 1));
  if (moment === undefined)
    return refuse(ask, `expects an ISO 8601 duration. The provided value is '${textAt(ask, 1)}'`);
  return formatDate(moment, ask.args.length === 3 ? textAt(ask, 2) : formOf(textAt(ask, 0)));
}

/** Without a format the base's own is kept, and any other than these two comes back as the documentation shows it. */
function formOf(base: string): string {
  if (/^\d{8}T\d{6}Z$/.test(base)) return `yyyyMMdd'T'HHmmss'Z'`;
  if (/^\d{4}-\d{2}-\d{2}T/.test(base)) return `yyyy-MM-dd'T'HH:mm:ss'Z'`;
  return 'M/d/yyyy h:mm:ss tt';
}
