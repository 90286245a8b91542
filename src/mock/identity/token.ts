// Bearer tokens: issued and checked. JSON Web Tokens signed with a key from the seed; the mock takes only its
// own, so no token of a real cloud is worth anything here and none of these is worth anything elsewhere.
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { ArmFault } from '../fault.ts';
import type { Moment, Realm } from '../realm.ts';
import { principalWith, type Principal } from './principals.ts';

/** Microsoft Entra's tokens live 60 to 90 minutes; clients renew some minutes before. */
export const tokenSeconds = 3_599;

/** https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime */
const refreshSeconds = 90 * 86_400;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

interface TokenAsk {
  readonly principal: Principal;
  readonly audience: string;
}

export function issueToken(realm: Realm, now: Date, { principal, audience }: TokenAsk): IssuedToken {
  const { kind, clientId, objectId, name } = principal;
  const who: JsonObject =
    kind === 'User'
      ? { idtyp: 'user', upn: name, unique_name: name, scp: 'user_impersonation' }
      : { idtyp: 'app' };
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims: JsonObject = {
    aud: audience,
    iss: `https://sts.windows.net/${realm.tenantId}/`,
    ...lifeOf(issuedAt, tokenSeconds),
    appid: clientId,
    ...who,
    oid: objectId,
    sub: objectId,
    tid: realm.tenantId,
    ver: '1.0',
  };
  return { token: signed(realm, claims), expiresAt: new Date((issuedAt + tokenSeconds) * 1000) };
}

/** By which a user goes on without the password. Worth nothing as a bearer token. */
export function issueRefreshToken(realm: Realm, now: Date, { objectId }: Principal): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return signed(realm, { use: 'refresh', oid: objectId, ...lifeOf(issuedAt, refreshSeconds) });
}

/** What a client library keeps of who signed in. */
export function issueIdToken(realm: Realm, now: Date, ask: TokenAsk): string {
  const { objectId, name } = ask.principal;
  return signed(realm, {
    aud: ask.audience,
    iss: `https://sts.windows.net/${realm.tenantId}/`,
    ...lifeOf(Math.floor(now.getTime() / 1000), tokenSeconds),
    name,
    oid: objectId,
    sub: objectId,
    tid: realm.tenantId,
    upn: name,
    preferred_username: name,
    ver: '1.0',
  });
}

function lifeOf(issuedAt: number, seconds: number): JsonObject {
  return { iat: issuedAt, nbf: issuedAt, exp: issuedAt + seconds };
}

/** Azure's 401s: https://learn.microsoft.com/rest/api/azure/#process-the-response. */
export class NotSignedIn extends ArmFault {
  readonly description: string;
  constructor(code: string, message: string, description = message) {
    super(401, { code, message });
    this.description = description;
  }
}

/** Who sent the request, or a refusal. */
export function requireToken({ realm, now }: Moment, authorization: string | undefined): Principal {
  if (authorization === undefined)
    throw new NotSignedIn(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      "The authentication failed because of missing 'Authorization' header.",
    );
  const [scheme = '', token = '', ...more] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === '' || more.length > 0)
    throw new NotSignedIn(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    );
  const claims = readToken(realm, token);
  const principal = claims?.['use'] === undefined ? principalOf(realm, claims) : undefined;
  if (claims === undefined || principal === undefined)
    throw new NotSignedIn('InvalidAuthenticationToken', 'The access token is invalid.');
  const expires = expiryOf(claims);
  if (expires.getTime() <= now.getTime())
    throw new NotSignedIn(
      'ExpiredAuthenticationToken',
      `The access token expiry UTC time '${expires.toISOString()}' is earlier than current UTC time '${now.toISOString()}'.`,
    );
  return principal;
}

/** Whose refresh token it is; undefined where it is none of the mock's, `expired` where its time is over. */
export function readRefreshToken({ realm, now }: Moment, token: string): Principal | 'expired' | undefined {
  const claims = readToken(realm, token);
  if (claims === undefined || claims['use'] !== 'refresh') return undefined;
  return expiryOf(claims).getTime() <= now.getTime() ? 'expired' : principalOf(realm, claims);
}

function principalOf(realm: Realm, claims: JsonObject | undefined): Principal | undefined {
  const objectId = claims?.['oid'];
  return typeof objectId === 'string' ? principalWith(realm.principals, objectId) : undefined;
}

function expiryOf(claims: JsonObject): Date {
  const expires = claims['exp'];
  return new Date(typeof expires === 'number' ? expires * 1000 : 0);
}

/** Undefined where the token was not issued here. */
function readToken(realm: Realm, token: string): JsonObject | undefined {
  const [header = '', claims = '', sign = '', ...more] = token.split('.');
  if (more.length > 0 || sign !== signature(realm, `${header}.${claims}`)) return undefined;
  const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  return isJsonObject(read) ? read : undefined;
}

function signed(realm: Realm, claims: JsonObject): string {
  const text = `${encoded({ typ: 'JWT', alg: 'HS256' })}.${encoded(claims)}`;
  return `${text}.${signature(realm, text)}`;
}

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function signature(realm: Realm, text: string): string {
  return Buffer.from(realm.chance.digestOf('token', text), 'hex').toString('base64url');
}
