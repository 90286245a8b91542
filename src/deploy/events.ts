// What happens while a plan is carried out, as values: the command line draws them, a test collects them, a
// pipeline reads them as lines of JSON.
import type { JsonObject } from '../base/json.ts';

interface Happened {
  readonly gateway: string;
  readonly time: string;
  readonly elapsedMs: number;
}

export interface Item {
  readonly id: string;
  readonly resourceType: string;
  readonly name: string;
}

export type DeployEvent = Happened &
  (
    | {
        readonly type: 'begun';
        readonly items: readonly Item[];
        readonly waitsFor: Readonly<Record<string, readonly string[]>>;
      }
    | {
        readonly type: 'accepted';
        readonly deployment: string;
        readonly correlationId: string;
        readonly attached: boolean;
      }
    | { readonly type: 'started'; readonly item: Item }
    | { readonly type: 'finished'; readonly item: Item; readonly durationMs: number }
    | {
        readonly type: 'failed';
        readonly item: Item;
        readonly durationMs: number;
        readonly problem: JsonObject;
      }
    | { readonly type: 'waiting'; readonly running: readonly Item[] }
  );

export interface Outcome {
  readonly type: 'outcome';
  readonly gateway: string;
  /** `followed`: another run's deployment came to its end; what stands now is to be planned anew. */
  readonly result: 'ready' | 'unchanged' | 'followed';
  readonly elapsedMs: number;
  readonly address: string;
  readonly serviceName: string;
  readonly expiresAt: string | undefined;
  readonly built: number;
  /** Its instances were stopped before, and still are. */
  readonly stopped: boolean;
}
