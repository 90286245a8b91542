// A command over many gateways, one after the other, and what came of them as one document: the thing itself where
// there is one gateway, a list where there are several. A failure stops what has not begun and is the last result.
import { CmgError } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import { diagnosticJson, formatVersion } from '../render/plan-json.ts';
import type { Context } from './context.ts';
import type { LoadedGateway } from './gateways.ts';
import { interrupted } from './last-words.ts';

export interface OneByOne {
  readonly gateways: readonly LoadedGateway[];
  /** The name of the list. */
  readonly list: 'outcomes' | 'teardowns';
  /** Shows its own text, and gives its result as JSON. */
  readonly each: (gateway: LoadedGateway) => Promise<JsonObject>;
  readonly failed: (failure: JsonObject) => JsonObject;
}

export async function oneByOne({ gateways, list, each, failed }: OneByOne, context: Context): Promise<void> {
  const results: JsonObject[] = [];
  const show = async (): Promise<void> => {
    const [only = {}] = results;
    const json = gateways.length === 1 ? only : { [list]: results };
    await context.show({ json: () => ({ formatVersion, ...json }), text: () => '' });
  };
  for (const gateway of gateways) {
    try {
      results.push(await each(gateway));
    } catch (error) {
      results.push(failed(failureJson(error, context, gateway.gateway.spec.name)));
      await show();
      throw error;
    }
  }
  await show();
}

/** What went wrong, for a program to read; `gateway` is null where it went wrong before there was one. */
export function failureJson(error: unknown, { signal }: Context, gateway: string | null): JsonObject {
  const known = error instanceof CmgError && !signal.aborted ? error : undefined;
  const message = signal.aborted ? interrupted : error instanceof Error ? error.message : String(error);
  const diagnostics = known?.diagnostics ?? [];
  return {
    gateway,
    result: 'failed',
    code: known?.code ?? null,
    message: known?.message ?? message,
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map(diagnosticJson) }),
  };
}
