// The ways to a token, one row per `grant_type`: an application by its secret or by a federated assertion, a user by
// password, and anybody who has one by a refresh token.
import type { Moment } from '../realm.ts';
import { faultOfAssertion } from './assertion.ts';
import type { Principal } from './principals.ts';
import { readRefreshToken } from './token.ts';

export interface OauthFault {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

type Grant = (moment: Moment, form: URLSearchParams) => Principal | OauthFault;

export const grants: Readonly<Record<string, Grant>> = {
  client_credentials: byClient,
  password: byPassword,
  refresh_token: byRefreshToken,
};

export function isFault(outcome: Principal | OauthFault): outcome is OauthFault {
  return 'error' in outcome;
}

function byClient(moment: Moment, form: URLSearchParams): Principal | OauthFault {
  const { realm, now } = moment;
  const client = form.get('client_id') ?? '';
  const principal = realm.principals.find(
    ({ kind, clientId }) => kind === 'Application' && clientId.toLowerCase() === client.toLowerCase(),
  );
  if (principal === undefined)
    return {
      status: 400,
      error: 'unauthorized_client',
      code: 700016,
      text: `Application with identifier '${client}' was not found in the directory '${realm.tenantId}'.`,
    };
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    const fault = faultOfAssertion(assertion, form.get('client_assertion_type'), now);
    if (fault === undefined) return principal;
    return { ...fault, status: fault.error === 'invalid_client' ? 401 : 400 };
  }
  if (form.get('client_secret') === principal.secret) return principal;
  return {
    status: 401,
    error: 'invalid_client',
    code: 7000215,
    text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${principal.clientId}'.`,
  };
}

/** Whatever public client asks for the user: Azure CLI, PowerShell, a program of somebody's own. */
function byPassword({ realm }: Moment, form: URLSearchParams): Principal | OauthFault {
  const name = (form.get('username') ?? '').toLowerCase();
  const user = realm.principals.find((one) => one.kind === 'User' && one.name.toLowerCase() === name);
  const refused = { status: 400, error: 'invalid_grant' };
  if (user === undefined)
    return {
      ...refused,
      code: 50034,
      text: `The user account ${form.get('username') ?? ''} does not exist in the ${realm.tenantId} directory. To sign into this application, the account must be added to the directory.`,
    };
  if (form.get('password') === user.secret) return user;
  return {
    ...refused,
    code: 50126,
    text: 'Error validating credentials due to invalid username or password.',
  };
}

function byRefreshToken(moment: Moment, form: URLSearchParams): Principal | OauthFault {
  const found = readRefreshToken(moment, form.get('refresh_token') ?? '');
  const refused = { status: 400, error: 'invalid_grant' };
  if (found === undefined)
    return { ...refused, code: 9002313, text: 'Invalid request. Request is malformed or invalid.' };
  if (found !== 'expired') return found;
  return {
    ...refused,
    code: 700082,
    text: 'The refresh token has expired due to inactivity.',
  };
}
