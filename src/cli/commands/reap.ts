// `cmg reap`: every gateway whose time has passed, torn down if told so. Made for cron: says what it would do
// unless `--yes` stands there, and one gateway that cannot go does not keep the others.
import { CmgError } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderTornDown, renderVerdict, verdictJson } from '../../render/teardown.ts';
import { sanitizeLine } from '../../render/sanitize.ts';
import { clouds, type CloudName } from '../../spec/clouds.ts';
import { tagNames } from '../../compile/tags.ts';
import { dueAt } from '../../teardown/due.ts';
import { findGateways } from '../../teardown/find.ts';
import { judge, type Verdict } from '../../teardown/reap.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { againLine } from '../again.ts';
import type { CommandRun } from '../command.ts';
import { listOption, textOption, type Options } from '../options.ts';
import type { Context } from '../context.ts';
import { tearDown } from '../tear-down.ts';

export const reap: CommandRun = async ({ options }, context) => {
  const backend = await context.backend();
  const { subscriptionId, tenantId } = backend;
  const environment = cloudNamed(context.environment['CMG_ENVIRONMENT']);
  const cloud = await backend.cloudFor({ subscriptionId, environment });
  const verdicts = await judge(cloud, {
    tenantId: tenantId ?? '',
    subscriptionId: subscriptionId ?? '',
    environment,
    now: backend.clock.now(),
    atMost: atMost(options),
    exclude: listOption(options, 'exclude'),
  });
  const doomed = verdicts.filter(
    ({ due, refusal, postponed }) => due.due && refusal === undefined && !postponed,
  );
  const tired = verdicts.filter(({ toStop, postponed }) => toStop !== undefined && !postponed);
  const dryRun = options['yes'] !== true;
  const judged = verdicts.map((verdict) => renderVerdict(verdict, backend.clock.now(), context.style));
  if (!dryRun) context.notice(judged.join(''));
  const results = dryRun ? [] : await carryOut(doomed, cloud, context);
  const stopped = dryRun ? [] : await stopAll(tired, cloud, context);
  await context.show({
    json: () => ({ formatVersion, dryRun, gateways: verdicts.map(verdictJson), tornDown: results, stopped }),
    text: () => {
      if (verdicts.length === 0) return 'no gateway of cmg in this subscription\n';
      const also = stopped.length === 0 ? '' : `, ${stopped.length} stopped`;
      return dryRun ? judged.join('') : `${results.length} torn down${also}\n`;
    },
  });
  if (dryRun && doomed.length + tired.length > 0) {
    const what = tired.length === 0 ? 'Nothing was deleted. To delete' : 'Nothing was done. To do';
    const them = doomed.length + tired.length === 1 ? 'it' : 'them';
    context.notice(`\n${what} ${them}:  ${againLine(['reap', '--yes'], options)}\n`);
  }
  return exitOf(verdicts, [...results, ...stopped]);
};

/** No spec says here in which cloud the subscription is. */
function cloudNamed(name: string = 'AzurePublicCloud'): CloudName {
  const names = Object.keys(clouds) as CloudName[];
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new CmgError('CMG9001', `CMG_ENVIRONMENT must be ${names.join(' or ')}, not '${name}'`);
}

interface Result extends JsonObject {
  readonly gateway: string;
  readonly complete: boolean;
}

async function carryOut(
  doomed: readonly Verdict[],
  cloud: Cloud,
  context: Context,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { holding, found } of doomed) {
    if (holding === undefined) continue;
    try {
      if (!(await stillDue(found, cloud, context))) continue;
      const outcome = await tearDown(holding, cloud, context);
      context.notice(renderTornDown(outcome, context.noticeStyle));
      results.push({ gateway: found.gateway, complete: outcome.remaining.length === 0 });
    } catch (error) {
      if (!(error instanceof CmgError)) throw error;
      context.notice(`${sanitizeLine(`${found.gateway}: ${error.message}`)}\n`);
      results.push({ gateway: found.gateway, complete: false });
    }
  }
  return results;
}

/** The instances are no longer paid for; everything stays as it is. */
async function stopAll(
  tired: readonly Verdict[],
  cloud: Cloud,
  context: Context,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { found, toStop } of tired) {
    if (toStop === undefined) continue;
    const { gateway } = found;
    try {
      if (!(await stillDue(found, cloud, context))) continue;
      await cloud.scaleSets.stop(toStop.group, toStop.name, context.signal);
      context.notice(`${context.noticeStyle.symbols.done} ${sanitizeLine(gateway)} is stopped\n`);
      results.push({ gateway, complete: true });
    } catch (error) {
      if (!(error instanceof CmgError) || context.signal.aborted) throw error;
      context.notice(`${sanitizeLine(`${gateway}: ${error.message}`)}\n`);
      results.push({ gateway, complete: false });
    }
  }
  return results;
}

/** Looked at once more just before: somebody may have extended it while other gateways went. */
async function stillDue(
  { gateway, group, anchor }: Verdict['found'],
  cloud: Cloud,
  context: Context,
): Promise<boolean> {
  const { clock } = await context.backend();
  const now = (await findGateways(cloud)).find(
    (one) => one.gateway === gateway && one.group.name === group.name,
  );
  const same = now?.anchor[tagNames.deployment] === anchor[tagNames.deployment];
  if (now === undefined || !same) return false;
  const due = dueAt(now.anchor, clock.now());
  const before = dueAt(anchor, clock.now());
  return due.due === before.due && (due.due || due.why === 'stop');
}

function exitOf(verdicts: readonly Verdict[], results: readonly Result[]): number {
  const leftAlone = verdicts.some(({ refusal }) => refusal !== undefined);
  return leftAlone || results.some(({ complete }) => !complete) ? 13 : 0;
}

function atMost(options: Options): number {
  const text = textOption(options, 'max');
  if (text === undefined) return 3;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new CmgError('CMG9001', `--max must be a whole number from 1, not '${text}'`);
}
