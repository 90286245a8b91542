// Bearer tokens: issued and checked. JSON Web Tokens signed with a key from the seed; the mock takes only its
// own, so no token of a real cloud is worth anything here and none of these is worth anything elsewhere.
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { ArmFault } from '../fault.ts';
import type { Moment, Realm } from '../realm.ts';

/** Microsoft Entra's tokens live 60 to 90 minutes; clients renew some minutes before. */
export const tokenSeconds = 3_599;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export function issueToken(realm: Realm, now: Date, audience: string): IssuedToken {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expires = issuedAt + tokenSeconds;
  const claims: JsonObject = {
    aud: audience,
    iss: `https://sts.windows.net/${realm.tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expires,
    appid: realm.clientId,
    idtyp: 'app',
    oid: realm.principalId,
    sub: realm.principalId,
    tid: realm.tenantId,
    ver: '1.0',
  };
  const text = `${encoded({ typ: 'JWT', alg: 'HS256' })}.${encoded(claims)}`;
  return { token: `${text}.${signature(realm, text)}`, expiresAt: new Date(expires * 1000) };
}

/** Azure's 401s: https://learn.microsoft.com/rest/api/azure/#process-the-response. */
export class NotSignedIn extends ArmFault {
  readonly description: string;
  constructor(code: string, message: string, description = message) {
    super(401, { code, message });
    this.description = description;
  }
}

export function requireToken({ realm, now }: Moment, authorization: string | undefined): void {
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
  const expires = expiryOf(realm, token);
  if (expires === undefined)
    throw new NotSignedIn('InvalidAuthenticationToken', 'The access token is invalid.');
  if (expires * 1000 <= now.getTime())
    throw new NotSignedIn(
      'ExpiredAuthenticationToken',
      `The access token expiry UTC time '${new Date(expires * 1000).toISOString()}' is earlier than current UTC time '${now.toISOString()}'.`,
    );
}

/** Undefined where the token was not issued here. */
function expiryOf(realm: Realm, token: string): number | undefined {
  const [header = '', claims = '', sign = '', ...more] = token.split('.');
  if (more.length > 0 || sign !== signature(realm, `${header}.${claims}`)) return undefined;
  const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  const expires = isJsonObject(read) ? read['exp'] : undefined;
  return typeof expires === 'number' ? expires : undefined;
}

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function signature(realm: Realm, text: string): string {
  return Buffer.from(realm.chance.digestOf('token', text), 'hex').toString('base64url');
}
