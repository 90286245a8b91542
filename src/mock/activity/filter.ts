// `$filter` of the activity log: moments and a few names, joined by `and`, which is all that the service takes.
// https://learn.microsoft.com/rest/api/monitor/activity-logs/list
import { parseResourceId } from '../../arm/resource-id.ts';
import { ArmFault } from '../fault.ts';
import { rowOf } from '../own.ts';
import { levelOf, type LogEvent } from './events.ts';

/** Flat, without the usual envelope: recorded. */
export class LogFault extends ArmFault {
  constructor(message: string) {
    super(400, { code: 'BadRequest', message });
  }
}

type Test = (event: LogEvent) => boolean;

const days = 90;

export function logFilter(text: string, now: Date): Test {
  const tests = text
    .split(/\s+and\s+/i)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => testOf(part, now));
  const oldest = now.getTime() - days * 86_400_000;
  return (event) => Date.parse(event.at) >= oldest && tests.every((test) => test(event));
}

const names: Readonly<Record<string, (event: LogEvent) => string>> = {
  resourcegroupname: ({ happened }) => parseResourceId(happened.resourceId)?.resourceGroup ?? '',
  resourceuri: ({ happened }) => happened.resourceId,
  resourceid: ({ happened }) => happened.resourceId,
  resourceprovider: ({ happened }) => happened.action.split('/', 1)[0] ?? '',
  resourcetype: ({ happened }) => happened.action.split('/').slice(0, -1).join('/'),
  correlationid: ({ happened }) => happened.correlationId,
  caller: ({ happened }) => happened.caller,
  status: ({ word }) => word,
  levels: (event) => levelOf(event),
  operations: ({ happened }) => happened.action,
};

function testOf(part: string, now: Date): Test {
  const found = /^(?<name>\w+)\s+(?<word>eq|ge|le)\s+(?:'(?<quoted>[^']*)'|(?<bare>\S+))$/i.exec(
    part,
  )?.groups;
  const name = found?.['name']?.toLowerCase() ?? '';
  const wanted = found?.['quoted'] ?? found?.['bare'] ?? '';
  const word = found?.['word']?.toLowerCase();
  if (name === 'eventtimestamp' && (word === 'ge' || word === 'le')) return timeTest(word, wanted, now);
  // Every event here has the channel Operation; filters name it beside Admin.
  if (name === 'eventchannels') return () => true;
  const look = rowOf(names, name);
  if (look === undefined || word !== 'eq') throw new LogFault(`The filter '${part}' is not supported.`);
  const among = wanted.toLowerCase().split(/\s*,\s*/);
  return (event) => among.includes(look(event).toLowerCase());
}

function timeTest(word: 'ge' | 'le', wanted: string, now: Date): Test {
  const time = Date.parse(wanted);
  if (Number.isNaN(time)) throw new LogFault(`The time '${wanted}' is not valid.`);
  if (word === 'le') return ({ at }) => Date.parse(at) <= time;
  if (time < now.getTime() - days * 86_400_000)
    throw new LogFault(`The start time cannot be more than ${days} days in the past.`);
  return ({ at }) => Date.parse(at) >= time;
}
