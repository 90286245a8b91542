// What the SDK throws → a `CmgError` with Azure's innermost cause. Azure nests errors in details and, in failed
// deployments, as JSON inside a message; both are unfolded here and nowhere else.
import { RestError } from '@azure/core-rest-pipeline';
import type { Code } from '../base/codes.ts';
import { CmgError } from '../base/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { AzureProblem } from '../cloud/cloud.ts';

export function isNotFound(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}

export function toFailure(error: unknown, doing: string): CmgError {
  if (error instanceof CmgError) return error;
  if (!(error instanceof RestError)) {
    const name = error instanceof Error ? error.name : '';
    const message = error instanceof Error ? firstLine(error.message) : String(error);
    // MSAL's word for an authority that it could not reach; it keeps the reason to itself.
    if (message.includes('endpoints_resolution_error')) {
      const hint = 'check the network, the proxy (HTTPS_PROXY), CMG_AUTHORITY and NODE_EXTRA_CA_CERTS';
      return new CmgError('CMG4003', `cannot ${doing}: the sign-in address cannot be reached`, {
        cause: error,
        hint,
      });
    }
    // The SDK reads what it was answered without a look at it: a proxy's page, or half a document.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) {
      const hint = 'something between here and Azure may have answered in its place; try again';
      return new CmgError('CMG4003', `cannot ${doing}: the answer is not one of Azure`, {
        cause: error,
        hint,
      });
    }
    // The word of the SDK for a request that had its time; who interrupts a run is told so elsewhere.
    if (name === 'AbortError') {
      const hint = 'check the network and the proxy (HTTPS_PROXY), and try again';
      return new CmgError('CMG4003', `cannot ${doing}: there was no answer in time`, { cause: error, hint });
    }
    const signIn = /Credential|Authentication/i.test(name);
    const hint = signIn
      ? 'sign in (az login), or set the AZURE_* variables of a service principal'
      : undefined;
    return new CmgError(signIn ? 'CMG3001' : 'CMG4001', `cannot ${doing}: ${message}`, {
      cause: error,
      hint,
    });
  }
  const { statusCode, response } = error;
  if (statusCode === undefined) {
    const hint = 'check the network, the proxy (HTTPS_PROXY) and CMG_ENDPOINT';
    return new CmgError('CMG4003', `cannot ${doing}: ${firstLine(error.message)}`, { cause: error, hint });
  }
  const problem = innermost(parseBody(response?.bodyAsText)) ?? {
    code: error.code ?? 'Unknown',
    message: firstLine(error.message),
  };
  const correlationId = response?.headers.get('x-ms-correlation-request-id');
  return new CmgError(codeFor(problem.code, statusCode), `cannot ${doing}: ${problem.message}`, {
    cause: error,
    facts: {
      status: statusCode,
      azureCode: problem.code,
      ...(correlationId === undefined ? {} : { correlationId }),
    },
  });
}

/** The deepest error of a tree that Azure answered, or undefined where there is none. */
export function innermost(body: Json | undefined): AzureProblem | undefined {
  if (!isJsonObject(body)) return undefined;
  const error = isJsonObject(body['error']) ? body['error'] : body;
  return deepest(error, 0);
}

function deepest(error: JsonObject, depth: number): AzureProblem | undefined {
  if (depth > 16) return undefined;
  const details = Array.isArray(error['details']) ? (error['details'] as readonly Json[]) : [];
  for (const detail of details) {
    const found = isJsonObject(detail) ? deepest(detail, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  const { code, message, target } = error;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  const within = innermost(parseBody(message));
  if (within !== undefined) return within;
  return { code, message: firstLine(message), ...(typeof target === 'string' ? { target } : {}) };
}

function parseBody(text: string | null | undefined): Json | undefined {
  if (typeof text !== 'string' || !text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const byCode: Readonly<Record<string, Code>> = {
  DeploymentActive: 'CMG4011',
  MissingSubscriptionRegistration: 'CMG2105',
  OperationNotAllowed: 'CMG4031',
  QuotaExceeded: 'CMG4031',
  RequestDisallowedByPolicy: 'CMG4021',
  ScopeLocked: 'CMG4022',
};

function codeFor(azureCode: string, status: number): Code {
  return byCode[azureCode] ?? (status === 401 ? 'CMG3001' : status === 403 ? 'CMG3002' : 'CMG4001');
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/\r?\n/);
  return line.trim();
}
