// Of Microsoft Graph the few look-ups that Azure CLI makes while it works with Resource Manager: who am I, and which
// service principal is behind a client id or an object id. https://learn.microsoft.com/graph/api/overview
import type { JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import type { Answer, MockRequest } from '../message.ts';
import { ok } from '../message.ts';
import type { Moment } from '../realm.ts';
import { bodyReader, type ParsedUrl } from '../request.ts';
import { principalWith, type Principal } from './principals.ts';
import { requireToken } from './token.ts';

/** Undefined where the path is not one of Microsoft Graph. */
export function answerGraph(moment: Moment, request: MockRequest, url: ParsedUrl): Answer | undefined {
  const words = url.segments.map((segment) => segment.toLowerCase());
  const [version, what = '', ...rest] = words[0] === 'graph' ? words.slice(1) : words;
  if (version !== 'v1.0') return undefined;
  const caller = requireToken(moment, request.headers['authorization']);
  const { principals } = moment.realm;
  const asked = `${request.method} ${what}`;
  if (asked === 'GET me') return me(caller);
  if (asked === 'GET users' || asked === 'GET serviceprincipals' || asked === 'GET directoryobjects') {
    const [id] = rest;
    const among = principals.filter(
      ({ kind }) => what === 'directoryobjects' || (what === 'users') === (kind === 'User'),
    );
    if (id === undefined) return ok({ value: matching(among, url.query.get('$filter') ?? '').map(shown) });
    const found = principalWith(among, id) ?? among.find(({ name }) => name.toLowerCase() === id);
    return found === undefined ? notThere(id) : ok(shown(found));
  }
  if (asked === 'POST directoryobjects' && rest[0] === 'getbyids') {
    const { ids } = bodyReader(request)();
    const wanted = Array.isArray(ids) ? ids.map((id) => String(id).toLowerCase()) : [];
    return ok({ value: principals.filter(({ objectId }) => wanted.includes(objectId)).map(shown) });
  }
  return refuse(
    404,
    'Request_ResourceNotFound',
    `The mock's Microsoft Graph does not know '${words.join('/')}'.`,
  );
}

function me(caller: Principal): Answer {
  if (caller.kind === 'User') return ok(shown(caller));
  return refuse(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
}

function notThere(id: string): never {
  return refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** `appId eq '…'`, `servicePrincipalNames/any(c:c eq '…')`, `displayName eq '…'`: all name one value. */
function matching(among: readonly Principal[], filter: string): readonly Principal[] {
  const wanted = /eq\s+'(?<value>[^']*)'/i.exec(filter)?.groups?.['value']?.toLowerCase();
  if (wanted === undefined) return among;
  return among.filter(({ name, clientId, objectId }) =>
    [name, clientId, objectId].some((value) => value.toLowerCase() === wanted),
  );
}

function shown({ kind, name, clientId, objectId }: Principal): JsonObject {
  if (kind === 'User')
    return {
      '@odata.type': '#microsoft.graph.user',
      id: objectId,
      displayName: name,
      userPrincipalName: name,
    };
  return {
    '@odata.type': '#microsoft.graph.servicePrincipal',
    id: objectId,
    appId: clientId,
    displayName: name,
    servicePrincipalNames: [clientId],
    servicePrincipalType: 'Application',
  };
}
