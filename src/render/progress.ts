// A deploy while it runs, as a view model and as text: the parts of a gateway with what each is doing. Drawn
// again and again at a terminal, line by line in a log; the same facts in both.
import type { DeployEvent, Item } from '../deploy/events.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { elapsedText } from './time.ts';
import { labelOf, nameOf } from './words.ts';

export interface Part {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly startedMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly items: readonly string[];
  readonly waitsFor: readonly string[];
}

interface Progressing {
  readonly item: Item;
  readonly state: Part['state'];
  readonly startedMs?: number;
  readonly endedMs?: number;
}

export interface Progress {
  readonly gateway: string;
  readonly elapsedMs: number;
  readonly items: readonly Progressing[];
  readonly waitsFor: Readonly<Record<string, readonly string[]>>;
}

export const noProgress: Progress = { gateway: '', elapsedMs: 0, items: [], waitsFor: {} };

export function advance(progress: Progress, event: DeployEvent): Progress {
  const base = { ...progress, gateway: event.gateway, elapsedMs: event.elapsedMs };
  switch (event.type) {
    case 'begun':
      return {
        ...base,
        waitsFor: event.waitsFor,
        items: event.items.map((item) => ({ item, state: 'waiting' })),
      };
    case 'started':
      return withItem(base, event.item, { state: 'running', startedMs: event.elapsedMs });
    case 'finished':
    case 'failed': {
      const state = event.type === 'finished' ? 'done' : 'failed';
      return withItem(base, event.item, { state, endedMs: event.elapsedMs });
    }
    case 'accepted':
    case 'waiting':
      return base;
  }
}

function withItem(progress: Progress, item: Item, change: Omit<Progressing, 'item'>): Progress {
  const items = progress.items.map((one) => (one.item.id === item.id ? { ...one, ...change } : one));
  return { ...progress, items };
}

/** The parts of a gateway in the order in which they are built. */
export function partsOf({ items, waitsFor }: Progress): readonly Part[] {
  const names = [...new Set(items.map(({ item }) => partName(item)))];
  const open = new Set(
    items.filter(({ state }) => state !== 'done').map(({ item }) => item.id.toLowerCase()),
  );
  const partOfId = new Map(items.map(({ item }) => [item.id.toLowerCase(), partName(item)]));
  return names.map((name) => {
    const own = items.filter(({ item }) => partName(item) === name);
    const blockers = own
      .flatMap(({ item }) => waitsFor[item.id] ?? [])
      .filter((id) => open.has(id.toLowerCase()));
    const blocking = blockers
      .map((id) => partOfId.get(id.toLowerCase()) ?? '')
      .filter((other) => other !== '' && other !== name);
    const ends = own.flatMap(({ endedMs }) => (endedMs === undefined ? [] : [endedMs]));
    const starts = own.flatMap(({ startedMs }) => (startedMs === undefined ? [] : [startedMs]));
    const state = stateOf(own);
    // What waits for a thing that failed will not begin any more.
    const over = ends.length === own.length || state === 'failed';
    return {
      name,
      state,
      startedMs: starts.length === 0 ? undefined : Math.min(...starts),
      endedMs: over ? Math.max(...ends) : undefined,
      items: [...new Set(own.map(({ item }) => labelOf({ type: item.resourceType })))],
      waitsFor: [...new Set(blocking)],
    };
  });
}

function stateOf(own: readonly Progressing[]): Part['state'] {
  if (own.some(({ state }) => state === 'failed')) return 'failed';
  if (own.every(({ state }) => state === 'done')) return 'done';
  return own.every(({ state }) => state === 'waiting') ? 'waiting' : 'running';
}

const parts: Readonly<Record<string, string>> = {
  'Microsoft.ManagedIdentity': 'identity',
  'Microsoft.KeyVault': 'vault',
  'Microsoft.Storage': 'storage',
  'Microsoft.Compute': 'scale set',
  'Microsoft.Insights': 'alerts',
};

export function partName({ id, resourceType }: Item): string {
  if (resourceType === 'Microsoft.Network/loadBalancers') return 'load balancer';
  // A role belongs to what it is a role on.
  if (resourceType === 'Microsoft.Authorization/roleAssignments') {
    const scope = /\/providers\/(Microsoft\.\w+)\//i.exec(id)?.[1] ?? '';
    return parts[scope] ?? 'access';
  }
  return parts[resourceType.split('/')[0] ?? ''] ?? 'network';
}

export function renderProgress(
  progress: Progress,
  nowMs: number,
  { style, title }: { style: Style; title: string },
): string {
  const rows = partsOf(progress);
  const width = Math.max(12, ...rows.map(({ name }) => name.length));
  const head = `${style.strong(progress.gateway)}   ${title}`;
  const lines = rows.map((part) => {
    const name = part.name.padEnd(width);
    const took = elapsedText((part.endedMs ?? nowMs) - (part.startedMs ?? nowMs));
    const items = part.items.length > 1 ? part.items.join(', ') : '';
    switch (part.state) {
      case 'done':
        return `  ${style.add(style.symbols.done)} ${name}  ${took}   ${style.dim(items)}`.trimEnd();
      case 'failed':
        return `  ${style.remove(style.symbols.failed)} ${name}  ${took}   failed`;
      case 'running':
        return `  ${style.change(style.symbols.running)} ${name}  ${took}   building`;
      case 'waiting': {
        const for_ = part.waitsFor.length === 0 ? '' : `waits for ${part.waitsFor.join(', ')}`;
        return style.dim(`  ${style.symbols.waiting} ${name}  ${' '.repeat(5)}   ${for_}`).trimEnd();
      }
    }
  });
  const clock = elapsedText(nowMs);
  const gap = Math.max(2, style.width - progress.gateway.length - 3 - title.length - clock.length);
  return `${head}${' '.repeat(gap)}${clock}\n\n${lines.join('\n')}\n`;
}

/** One line of a log for what is worth one; undefined for the rest. */
export function renderLogLine(event: DeployEvent): string | undefined {
  const head = `${elapsedText(event.elapsedMs)}  ${event.gateway}  `;
  switch (event.type) {
    case 'begun':
      return `${head}building ${event.items.length} ${event.items.length === 1 ? 'resource' : 'resources'} in the group`;
    case 'accepted':
      return `${head}Azure accepted the deployment ${sanitizeLine(event.deployment)}, correlation ${sanitizeLine(event.correlationId)}`;
    case 'finished':
      return `${head}${titleOf(event.item)} built`;
    case 'failed':
      return `${head}${titleOf(event.item)} failed`;
    case 'started':
      return undefined;
    case 'waiting':
      return event.running.length === 0
        ? `${head}still waiting for Azure`
        : `${head}still building: ${event.running.map(titleOf).join(', ')}`;
  }
}

function titleOf({ id, resourceType, name }: Item): string {
  return `${labelOf({ type: resourceType })} ${nameOf({ id, type: resourceType, name })}`;
}
