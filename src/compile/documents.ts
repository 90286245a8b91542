// The documents in `templates/`, in the order in which a gateway is built. The one importer of those files;
// what they mean is said in them.
import content from '../../templates/content.json' with { type: 'json' };
import identity from '../../templates/identity.json' with { type: 'json' };
import loadBalancer from '../../templates/load-balancer.json' with { type: 'json' };
import network from '../../templates/network.json' with { type: 'json' };
import scaleSet from '../../templates/scale-set.json' with { type: 'json' };
import vault from '../../templates/vault.json' with { type: 'json' };
import type { Json, JsonObject } from '../base/json.ts';

export interface TemplateDocument {
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly resources: readonly JsonObject[];
}

export const documents: readonly TemplateDocument[] = [
  identity,
  network,
  loadBalancer,
  vault,
  content,
  scaleSet,
].map(({ parameters, resources }) => ({ parameters: records(parameters), resources: resources.map(record) }));

function record(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value) as [string, Json][]);
}

function records(value: object): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, record(item as object)]));
}
