// The file, queue and table services of an account: always there under `default`, with settings of the service's own
// until somebody writes others. What is in them is kept as it was sent.
// https://learn.microsoft.com/rest/api/storagerp/file-services/get-service-properties
import { objectAt } from '../body.ts';
import { refuse } from '../../fault.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { ComputedAsk } from '../provider.ts';

const shareRetention = { shareDeleteRetentionPolicy: { enabled: true, days: 7 } };

export const unwrittenSettings: Readonly<Record<string, (ask: ComputedAsk) => Json>> = {
  fileservices: (ask) => service(ask, 'fileServices', shareRetention),
  queueservices: (ask) => service(ask, 'queueServices', {}),
  tableservices: (ask) => service(ask, 'tableServices', {}),
};

function service(ask: ComputedAsk, word: string, settings: JsonObject): Json {
  const { stored, rest, world } = ask;
  const type = `${stored.type}/${word}`;
  const own = {
    sku: objectAt(stored.body, 'sku'),
    id: `${stored.id}/${word}/default`,
    name: 'default',
    type,
    properties: { cors: { corsRules: [] }, ...settings },
  };
  const [name, child, ...more] = rest;
  if (name === undefined) return { value: [world.read(own.id)?.body ?? own] };
  if (name.toLowerCase() !== 'default' || more.length > 0)
    return refuse(404, 'ResourceNotFound', `The specified resource '${rest.join('/')}' does not exist.`);
  if (child === undefined) return own;
  return {
    value: world
      .children(own.id, `${type}/${child}`)
      .map(({ id, name: called, type: of, body }) => ({ id, name: called, type: of, ...body })),
  };
}
