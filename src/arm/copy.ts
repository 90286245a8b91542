// The head of a copy loop: its name, count, mode and batch size, with Azure's bounds. What is repeated is the
// affair of whoever asks. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { evaluateText } from './evaluate.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import { seeAlso, TemplateError } from './problem.ts';
import { knownOutcome, type Scope } from './scope.ts';

export interface Copies {
  readonly name: string;
  readonly count: number;
  /** In serial mode, how many are made side by side. */
  readonly batchSize?: number;
}

/** In an object `copy` is a loop over properties where it is a list; elsewhere it is a name like any other. */
export function isPropertyCopy(value: Json): value is readonly JsonObject[] {
  return (
    Array.isArray(value) && value.every((loop: Json) => isJsonObject(loop) && Object.hasOwn(loop, 'count'))
  );
}

/** `fallbackName` for outputs and symbolic resources, whose loops need no name of their own. */
export function copiesOf(loop: JsonObject, scope: Scope, fallbackName?: string): Copies {
  const name = known(loop, 'name', scope) ?? fallbackName;
  if (typeof name !== 'string' || name === '')
    throw new TemplateError('A copy needs a name that is a string');
  const count = known(loop, 'count', scope);
  if (typeof count !== 'number' || !Number.isInteger(count))
    throw new TemplateError(`The count of the copy '${name}' has to be an integer. ${seeAlso('arm-copy')}`);
  if (count < 0 || count > limits.copyCount)
    throw new TemplateError(
      `The copy count '${count}' of '${name}' must be a number from 0 to '${limits.copyCount}'. ${seeAlso('arm-copy')}`,
    );
  const mode = known(loop, 'mode', scope) ?? 'Parallel';
  if (typeof mode !== 'string' || !['parallel', 'serial'].includes(mode.toLowerCase()))
    throw new TemplateError(`The mode of the copy '${name}' has to be 'Parallel' or 'Serial'`);
  if (mode.toLowerCase() === 'parallel') return { name, count };
  return { name, count, batchSize: batchSizeOf(known(loop, 'batchSize', scope) ?? 1, { name, count }) };
}

function batchSizeOf(size: Json, { name, count }: Copies): number {
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && (size <= count || count === 0))
    return size;
  throw new TemplateError(
    `The batch size of the copy '${name}' has to be an integer from 1 to its count '${count}'`,
  );
}

function known(loop: JsonObject, field: string, scope: Scope): Json | undefined {
  const value = memberOf(loop, field);
  if (typeof value !== 'string') return value;
  return knownOutcome(evaluateText(value, { ...scope, runtime: 'refused' }));
}
