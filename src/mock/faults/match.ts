// Whether a rule of faults is about something that happens. Owns patterns of paths and the reading of a request as an
// occasion; how often a rule has met its match is kept by `faults.ts`.
import { parseResourceId } from '../../arm/resource-id.ts';
import { sameText } from '../world.ts';
import type { FaultMatch, Occasion, Operation } from './document.ts';

export function isAbout(match: FaultMatch, occasion: Occasion): boolean {
  const { call = 0, method = '', path, type, operation } = occasion;
  return (
    (match.call === undefined || match.call === call) &&
    (match.from === undefined || match.from <= call) &&
    (match.method === undefined || match.method === method) &&
    (match.operation === undefined || match.operation === operation) &&
    (match.type === undefined || sameText(match.type, type)) &&
    (match.path === undefined || fits(match.path, path))
  );
}

function fits(pattern: string, path: string): boolean {
  const source = pattern
    .split('**')
    .map((part) => part.split('*').map(escaped).join('[^/]*'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(path);
}

function escaped(part: string): string {
  return part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** Words of paths that ask how an operation stands. */
const polled = /\/(?:operationstatuses|operationresults|operations|asyncoperations)\/[^/]+$/i;

export function occasionOf(method: string, segments: readonly string[], call: number): Occasion {
  const path = `/${segments.join('/')}`;
  const parsed = parseResourceId(path);
  const listed = parsed ?? parseResourceId(`${path}/any`);
  const acted = parsed ?? parseResourceId(`/${segments.slice(0, -1).join('/')}`);
  const type = (method === 'POST' ? acted : listed)?.type ?? '';
  return { call, method, path, type, operation: operationOf(method, path, parsed !== undefined) };
}

const byMethod: Readonly<Record<string, Operation>> = {
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
  POST: 'action',
};

function operationOf(method: string, path: string, isOne: boolean): Operation {
  if (!/^\/(?:subscriptions|providers)(?:\/|$)/i.test(path)) return 'login';
  if (polled.test(path)) return 'poll';
  return byMethod[method] ?? (isOne ? 'read' : 'list');
}
