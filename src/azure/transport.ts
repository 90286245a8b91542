// How the SDK's requests travel: over the network, or straight into a function that answers like Azure. Either
// way only to the hosts of the configured cloud, so that no poll link, redirect or page link can carry a token
// elsewhere.
import {
  createDefaultHttpClient,
  createHttpHeaders,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { CmgError } from '../base/failure.ts';

/** The shape of an Azure that is a function: the mock's `fetch`. */
export type Answer = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}>;

/** The SDK itself waits for ever. Nothing that Azure answers takes long: what does is an operation. */
const patienceMs = 120_000;

export function networkTransport(hosts: readonly string[], timeoutMs = patienceMs): HttpClient {
  const client = createDefaultHttpClient();
  return onlyTo(hosts, {
    sendRequest: async (request) => {
      if (request.timeout === 0) request.timeout = timeoutMs;
      return await client.sendRequest(request);
    },
  });
}

export function inProcessTransport(hosts: readonly string[], answer: Answer): HttpClient {
  const client: HttpClient = {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const { method, url, body } = request;
      const headers = request.headers.toJSON();
      const asked = { method, url, headers, ...(typeof body === 'string' ? { body } : {}) };
      const answered = await answer(asked).catch((error: unknown) => {
        throw asRestError(error, request);
      });
      return {
        request,
        status: answered.status,
        headers: createHttpHeaders(answered.headers),
        bodyAsText: answered.body,
      };
    },
  };
  return onlyTo(hosts, client);
}

/** What breaks in the process looks to the SDK like what breaks in the network. */
function asRestError(error: unknown, request: PipelineRequest): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  return new RestError(error.message, { code: error.code, request });
}

function onlyTo(hosts: readonly string[], inner: HttpClient): HttpClient {
  return {
    sendRequest: async (request) => {
      const { protocol, host } = new URL(request.url);
      if (protocol !== 'https:' || !hosts.includes(host)) {
        throw new CmgError(
          'CMG4003',
          `Azure answered with an address outside this cloud: ${protocol}//${host}`,
          {
            hint: 'nothing was sent there',
          },
        );
      }
      return await inner.sendRequest(request);
    },
  };
}
