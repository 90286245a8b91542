// The built-in policies, which stand nowhere in the store: by themselves, and among those of a subscription.
// https://learn.microsoft.com/rest/api/policy/policy-definitions
import { refuse } from '../fault.ts';
import { parseFilter } from '../filter.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import { pageOf } from '../page.ts';
import { builtInPolicies, builtInPolicy } from '../providers/authorization/built-in-policies.ts';
import { textAt } from '../providers/body.ts';
import type { Ask } from '../request.ts';
import { listType, presentAll } from '../resources/listing.ts';
import type { JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import type { Route } from '../router.ts';

const type = 'Microsoft.Authorization/policyDefinitions';

export const policyRoutes: readonly Route[] = [
  { method: 'GET', path: `providers/${type}`, handle: (ask) => listed(ask, builtInPolicies()) },
  { method: 'GET', path: `providers/${type}/{name}`, handle: show },
  { method: 'GET', path: `subscriptions/{subscription}/providers/${type}`, handle: listAll },
];

function show({ parameters }: Ask): Answer {
  const found = builtInPolicy(`/providers/${type}/${parameters['name'] ?? ''}`);
  if (found !== undefined) return ok({ ...found, type });
  return refuse(
    404,
    'PolicyDefinitionNotFound',
    `The policy definition '${parameters['name'] ?? ''}' could not be found.`,
  );
}

function listAll(ask: Ask): Answer {
  const { moment } = ask;
  const own = presentAll(moment, listType(moment, `/subscriptions/${moment.realm.subscriptionId}`, type));
  return listed(ask, [...builtInPolicies(), ...own.filter(isJsonObject)]);
}

/** `$filter=policyType eq 'BuiltIn'` */
function listed(ask: Ask, all: readonly JsonObject[]): Answer {
  const holds = parseFilter(ask.query.get('$filter') ?? '');
  const shown = all.filter((item) =>
    holds((name) => (name === 'policytype' ? [textAt(item, 'properties', 'policyType') ?? ''] : [])),
  );
  return pageOf(ask, shown);
}
