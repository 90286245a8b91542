// A mock Azure in which things stand that nobody wrote: what a recording takes for granted is put there without asking
// any provider, so that only the recorded request itself is judged.
import type { JsonObject } from '../../../src/base/json.ts';
import { memoryStore } from '../../../src/mock/store.ts';
import { tableOf } from '../../../src/mock/table.ts';
import { parseResourceId } from '../../../src/arm/resource-id.ts';
import { drive, startedAt, type Driven } from '../../mock/support/driven.ts';

export interface PlantedWorld {
  readonly world: Driven;
  /** With the group that it lies in. */
  plant(id: string, type: string, body: JsonObject): Promise<void>;
  group(id: string, location?: string): Promise<void>;
}

/** The recorder's subscription. */
const zeros = /00000000-0000-0000-0000-000000000000/g;

/** The same as if it had been recorded in this world, with a password where the recorder took one away. */
export function inWorld<T>(world: Driven, recorded: T): T {
  return JSON.parse(
    JSON.stringify(recorded)
      .replaceAll(zeros, world.azure.subscriptionId)
      .replaceAll(/REDACTED[^"\\]*/g, 'Recorded-1-Password'),
  );
}

export function plantedWorld(speed: number | 'instant' = 'instant'): PlantedWorld {
  const store = memoryStore();
  const world = drive({ store, speed });
  const resources = tableOf<object>(store, 'resource');
  const groups = new Set<string>();
  const group = async (id: string, location = 'westus'): Promise<void> => {
    const name = parseResourceId(id)?.resourceGroup?.toLowerCase();
    if (name === undefined || groups.has(name)) return;
    groups.add(name);
    const path = id.split('/').slice(0, 5).join('/');
    const { status, text } = await world.send('PUT', path, { location });
    if (status > 201) throw new Error(text);
  };
  return {
    world,
    group,
    async plant(id, type, body) {
      await group(id);
      const name = id.split('/').at(-1) ?? '';
      resources.put(id, { id, type, name, body, createdAt: startedAt, changedAt: startedAt });
    },
  };
}
