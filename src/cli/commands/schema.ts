// `cmg schema`: what a pipeline or an editor may rely on, as documents.
import { codes } from '../../base/codes.ts';
import { exitCodes } from '../../base/exit-codes.ts';
import { CmgError } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { eventsSchema } from '../../render/events-schema.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { planSchema } from '../../render/plan-schema.ts';
import type { CommandRun } from '../command.ts';
import { publishedSpecSchema } from '../published.ts';

export const schema: CommandRun = ({ arguments: names }, context) => {
  const document = names.length === 1 ? documents[names[0] ?? ''] : undefined;
  if (document === undefined) {
    const choices = Object.keys(documents).join(', ');
    throw new CmgError('CMG9001', `there is no schema '${names.join(' ')}'`, {
      hint: `name one of ${choices}`,
    });
  }
  context.print(document());
  return Promise.resolve(0);
};

const documents: Readonly<Record<string, () => string>> = {
  spec: publishedSpecSchema,
  plan: () => pretty(planSchema),
  events: () => pretty(eventsSchema),
  'exit-codes': () => pretty(exitCodesJson()),
};

function pretty(document: JsonObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** With every code that a run can end for. */
function exitCodesJson(): JsonObject {
  return {
    formatVersion,
    exitCodes: Object.entries(exitCodes).map(([exitCode, meaning]) => ({
      exitCode: Number(exitCode),
      meaning,
    })),
    codes: Object.entries(codes).map(([code, { severity, exit, about }]) => ({
      code,
      severity,
      exitCode: exit,
      about,
    })),
  };
}
