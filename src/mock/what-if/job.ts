// The job behind a what-if: worked out when it is asked for, told when it is over, and kept as facts in between, so
// that a restart changes nothing. Owns its name, which is the address of its result.
import { templateHash } from '../../arm/hash.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { invalidContent, readDeployment } from '../deployments/reading.ts';
import type { Target } from '../deployments/target.ts';
import { faultBody } from '../envelope.ts';
import { ArmFault } from '../fault.ts';
import { endOf, type Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { foresee } from './foresee.ts';
import { changesOf, type ResultFormat } from './predict.ts';
import { rehearsing } from './rehearsal.ts';

interface WhatIfAsk {
  readonly body: JsonObject;
  readonly correlationId: string;
}

/** Over by the second look, as in recorded traffic. */
const jobMs = 10_000;

/** Stores the job and gives its id. Refuses only what is no deployment; what is wrong with a template is its result. */
export function beginWhatIf(moment: Moment, target: Target, { body, correlationId }: WhatIfAsk): string {
  const format = formatOf(asObject(body['properties'])['whatIfSettings']);
  const dry = rehearsing(moment);
  readDeployment(dry, target, { body });
  const id = jobId(target, { body, correlationId });
  const value = resultOf(dry, target, { body, correlationId, format });
  const startedAt = moment.now.toISOString();
  const until = endOf(moment, jobMs).toISOString();
  const outcome = { kind: 'value' as const, value };
  moment.realm.tables.operations.put(id, { id, startedAt, until, outcome, namespace: 'Microsoft.Resources' });
  return id;
}

function resultOf(
  moment: Moment,
  target: Target,
  { body, correlationId, format }: WhatIfAsk & { readonly format: ResultFormat },
): JsonObject {
  try {
    const foresight = foresee(moment, target, body);
    const { diagnostics } = foresight;
    const changes = changesOf(moment, foresight, format);
    const notes = diagnostics.length === 0 ? {} : { diagnostics };
    return { status: 'Succeeded', properties: { correlationId, changes, ...notes } };
  } catch (error) {
    if (!(error instanceof ArmFault)) throw error;
    return { status: 'Failed', ...faultBody(error.detail) };
  }
}

function formatOf(settings: Json | undefined): ResultFormat {
  const format = isJsonObject(settings) ? settings['resultFormat'] : undefined;
  if (format === undefined || format === null) return 'FullResourcePayloads';
  const formats: readonly ResultFormat[] = ['FullResourcePayloads', 'ResourceIdOnly'];
  const found = formats.find((one) => one.toLowerCase() === String(format).toLowerCase());
  if (found !== undefined) return found;
  return invalidContent(
    `Error converting value "${String(format)}" to type 'WhatIfResultFormat'. Path 'properties.whatIfSettings.resultFormat'.`,
  );
}

/**
 * Group, deployment and correlation id in a form of their own, then where the job runs, in base64 (recorded:
 * `DeploymentWhatIfJob-GROUP-NAME-GUID`, at subscription scope with nothing for the group).
 */
function jobId({ group, name }: Target, { body, correlationId }: WhatIfAsk): string {
  const words = [group?.name ?? '', name, correlationId].map((word) => jobWord(word));
  const location = group?.location ?? body['location'] ?? '';
  const job = { jobId: `DeploymentWhatIfJob-${words.join('-')}`, jobLocation: location };
  return Buffer.from(JSON.stringify(job), 'utf8').toString('base64url');
}

const wordLength = 64;

/** Letters and digits stand for themselves, anything else is `:` and its code; what is too long ends in a hash. */
function jobWord(text: string): string {
  const word = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, (sign) => `:${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  if (word.length <= wordLength) return word;
  const hash = BigInt(templateHash({ name: word }))
    .toString(16)
    .toUpperCase()
    .padStart(16, '0');
  return `${word.slice(0, wordLength - 17)}|${hash}`;
}
