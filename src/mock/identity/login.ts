// The login host: its OpenID documents and its token endpoints; who gets a token is in `grants.ts`. Plays Microsoft Entra (`/{tenant}/…`) and AD FS (`/adfs/…`) side by side, because clients
// that ask Microsoft's own host about an unknown one leave an AD FS authority alone.
import type { Json, JsonObject } from '../../base/json.ts';
import { azureTime } from '../table.ts';
import type { Answer, MockRequest } from '../message.ts';
import { ok } from '../message.ts';
import { rowOf } from '../own.ts';
import type { Moment, Realm } from '../realm.ts';
import type { ParsedUrl } from '../request.ts';
import { grants, isFault, type OauthFault } from './grants.ts';
import type { Principal } from './principals.ts';
import { issueIdToken, issueRefreshToken, issueToken, tokenSeconds } from './token.ts';

/** Undefined where the path is not one of a login host. */
export function answerLogin(moment: Moment, request: MockRequest, url: ParsedUrl): Answer | undefined {
  const path = url.segments.join('/').toLowerCase();
  if (path === 'common/discovery/instance') return instanceDiscovery(moment);
  if (path.endsWith('/.well-known/openid-configuration')) return openIdDocument(moment, url.segments);
  if (path.endsWith('/discovery/keys') || path.endsWith('/discovery/v2.0/keys')) return ok({ keys: [] });
  if (!path.endsWith('/oauth2/token') && !path.endsWith('/oauth2/v2.0/token')) return undefined;
  if (request.method !== 'POST') return { status: 405 };
  return answerTokenRequest(moment, new URLSearchParams(request.body ?? ''));
}

/** https://learn.microsoft.com/entra/msal/js/authority-metadata-resolution */
function instanceDiscovery({ realm }: Moment): Answer {
  const { host, origin } = new URL(realm.endpoint);
  return ok({
    tenant_discovery_endpoint: `${origin}/${realm.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

function openIdDocument({ realm }: Moment, segments: readonly string[]): Answer {
  const { origin } = new URL(realm.endpoint);
  const [first = '', second = ''] = segments;
  const isAdfs = first.toLowerCase() === 'adfs';
  const isVersion2 = second.toLowerCase() === 'v2.0';
  const base = isAdfs ? `${origin}/adfs` : `${origin}/${first}`;
  const oauth = `${base}/oauth2${isVersion2 ? '/v2.0' : ''}`;
  return ok({
    issuer: isVersion2 ? `${base}/v2.0` : base,
    authorization_endpoint: `${oauth}/authorize`,
    token_endpoint: `${oauth}/token`,
    jwks_uri: `${base}/discovery/${isVersion2 ? 'v2.0/' : ''}keys`,
    end_session_endpoint: `${oauth}/logout`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['client_credentials', 'password', 'refresh_token'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    tenant_region_scope: null,
    cloud_instance_name: new URL(origin).host,
  });
}

function answerTokenRequest(moment: Moment, form: URLSearchParams): Answer {
  const grant = form.get('grant_type') ?? '';
  const principal = rowOf(grants, grant)?.(moment, form) ?? unsupported(grant);
  if (isFault(principal)) return oauthError(moment, principal);
  const { realm, now } = moment;
  const resource = form.get('resource');
  const scope = form.get('scope') ?? `${realm.endpoint}/.default`;
  const audience = resource ?? audienceOf(scope, realm);
  const { token, expiresAt } = issueToken(realm, now, { principal, audience });
  const answer: JsonObject = {
    token_type: 'Bearer',
    expires_in: tokenSeconds,
    ext_expires_in: tokenSeconds,
    access_token: token,
    ...(principal.kind === 'User' ? forUser(moment, form, principal) : {}),
  };
  if (resource === null) return ok(answer);
  // The first generation of the endpoint answers numbers as text and adds the moments; the Go SDK needs
  // expires_on, else it fetches a token before every request.
  const expiresOn = Math.floor(expiresAt.getTime() / 1000);
  return ok({
    ...answer,
    expires_in: String(tokenSeconds),
    ext_expires_in: String(tokenSeconds),
    expires_on: String(expiresOn),
    not_before: String(expiresOn - tokenSeconds),
    resource,
  });
}

/** Among `openid profile offline_access https://management.…/.default` the one that names a resource. */
function audienceOf(scope: string, { endpoint }: Realm): string {
  const named = scope.split(' ').find((word) => word.includes('/')) ?? `${endpoint}/.default`;
  return named.replace(/\/(?:\.default|user_impersonation)$/, '');
}

/** An application gets neither: it has a secret to come again with. */
function forUser({ realm, now }: Moment, form: URLSearchParams, principal: Principal): JsonObject {
  const audience = form.get('client_id') ?? principal.clientId;
  const clientInfo = JSON.stringify({ uid: principal.objectId, utid: realm.tenantId });
  return {
    scope: form.get('scope') ?? 'user_impersonation',
    refresh_token: issueRefreshToken(realm, now, principal),
    id_token: issueIdToken(realm, now, { principal, audience }),
    ...(form.get('client_info') === '1'
      ? { client_info: Buffer.from(clientInfo, 'utf8').toString('base64url') }
      : {}),
  };
}

function unsupported(grant: string): OauthFault {
  return {
    status: 400,
    error: 'unsupported_grant_type',
    code: 70003,
    text: `The app requested an unsupported grant type '${grant}'.`,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function oauthError({ realm, now }: Moment, { status, error, code, text }: OauthFault): Answer {
  const timestamp = now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const trace = realm.chance.guidOf('trace', azureTime(now), error);
  const correlation = realm.chance.guidOf('correlation', azureTime(now), error);
  const body: Readonly<Record<string, Json>> = {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `${realm.authority}/error?code=${code}`,
  };
  return { status, body };
}
