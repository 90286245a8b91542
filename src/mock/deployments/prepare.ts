// From the body of a deployment to what it would do, or to the refusal that Azure gives before it accepts one.
// Used by create, by validate, and for a nested deployment when its turn comes. Stores nothing.
import type { Expansion } from '../../arm/expansion.ts';
import { expand } from '../../arm/expand.ts';
import { templateHash } from '../../arm/hash.ts';
import type { Outer } from '../../arm/outer.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { namespaceOf } from '../catalogue.ts';
import { refuse } from '../fault.ts';
import { requireTemplateRights, requireVaultRights } from '../guard/steps.ts';
import { requireGroupLocation, requireLocation } from '../locations.ts';
import { requirePolicies, subjectOf } from '../policy/enforce.ts';
import type { Moment } from '../realm.ts';
import { requireRegistration } from '../registration.ts';
import { requireApiVersion } from '../resources/gates.ts';
import { asObject } from '../resources/write.ts';
import { parameterValues, shownParameters } from './parameters.ts';
import { lookAhead } from './preflight.ts';
import { readDeployment, type ReadingAsk } from './reading.ts';
import type { Target } from './target.ts';
import { echoed } from './words.ts';

export interface Prepared {
  readonly mode: 'Incremental' | 'Complete';
  readonly template: JsonObject;
  readonly templateHash: string;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly debugSetting?: Json;
  readonly expansion: Expansion;
  readonly links: JsonObject;
  /** As Azure echoes them. */
  readonly parameters: JsonObject;
  /** With their secrets: to be sealed before they are kept. */
  readonly sentParameters: JsonObject;
}

export interface PrepareAsk extends ReadingAsk {
  /** Of a nested deployment in outer scope. */
  readonly outer?: Outer | undefined;
}

export function prepareDeployment(moment: Moment, target: Target, ask: PrepareAsk): Prepared {
  const { body, outer } = ask;
  const reading = readDeployment(moment, target, ask);
  const { properties, parameters, links, mode, template, location, context } = reading;
  requireVaultRights(moment, target.id, parameters);
  const expansion = expand({
    template,
    parameters: outer === undefined ? parameterValues(moment, parameters) : {},
    context,
    ...(outer === undefined ? {} : { outer }),
  });
  refuseProblems(expansion);
  requireTemplateRights(moment, expansion.resources);
  for (const resource of expansion.resources) {
    requireRegistration(moment, namespaceOf(resource.type));
    checkResource(moment, resource);
  }
  requirePolicies(moment, expansion.resources.map(subjectOf));
  lookAhead(moment, target, expansion.resources);
  return {
    mode,
    template,
    templateHash: templateHash(template),
    ...(location === undefined ? {} : { location }),
    ...(body['tags'] === undefined ? {} : { tags: asObject(body['tags']) }),
    ...(properties['debugSetting'] === undefined ? {} : { debugSetting: properties['debugSetting'] }),
    expansion,
    links,
    sentParameters: asObject(parameters),
    parameters: outer === undefined ? echoed(shownParameters(expansion.parameters, parameters)) : {},
  };
}

/** The first problem is the answer; the others would be its consequences as often as not. */
export function refuseProblems({ problems }: Expansion): void {
  const [first] = problems;
  if (first === undefined) return;
  const info = { lineNumber: 0, linePosition: first.position ?? 0, path: first.path ?? '' };
  refuse(400, first.code, first.message, { additionalInfo: [{ type: 'TemplateViolation', info }] });
}

export function checkResource(moment: Moment, resource: Expansion['resources'][number]): void {
  const { type, apiVersion, body, deferred } = resource;
  const known = moment.realm.catalogue.type(type);
  requireApiVersion({ type: known, apiVersion, moment });
  if (known.location !== 'region' || deferred.includes('location')) return;
  if (known.type === 'Microsoft.Resources/resourceGroups') requireGroupLocation(moment, body['location']);
  else requireLocation(moment, known.type, body['location']);
}
