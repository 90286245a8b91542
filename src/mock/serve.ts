// The mock behind HTTPS, on loopback only. The one file of the mock with sockets; owns what keeps a web page from
// talking to it, and nothing of what it answers.
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { issueAuthority, issueServer } from '../certificates/issue.ts';
import { createAzure, type MockAzure, type MockAzureOptions } from './azure.ts';
import { faultBody } from './envelope.ts';
import { Disconnected } from './faults/deliver.ts';
import type { MockResponse } from './message.ts';

interface CertificatePair {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Who makes the certificates: `certificates/issue.ts`. */
interface Issuer {
  issueAuthority(ask: { now: Date; validDays: number; commonName: string }): Promise<CertificatePair>;
  issueServer(ask: {
    authority: CertificatePair;
    names: readonly string[];
    now: Date;
    validDays: number;
  }): Promise<CertificatePair>;
}

interface ServeOptions {
  /** 0 = any that is free. */
  readonly port: number;
  readonly issuer?: Issuer;
  /** When the certificates begin, if the clock of the mocked world is not that of the machine. */
  readonly issuedAt?: Date;
  /** Loopback addresses; by default both families, as far as the machine has them. */
  readonly addresses?: readonly string[];
}

export interface Served {
  readonly url: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  readonly azure: MockAzure;
  close(): Promise<void>;
}

const certificates: Issuer = { issueAuthority, issueServer };
const loopback = ['127.0.0.1', '::1'];
const names = ['localhost', '127.0.0.1', '::1'];
/** A template may have 4 MB and its parameters as much: https://aka.ms/arm-resource-limits */
const bodyLimitBytes = 12 * 1024 * 1024;
const validDays = 30;

export async function serve(options: MockAzureOptions, listen: ServeOptions): Promise<Served> {
  const { port, issuer = certificates, addresses = loopback } = listen;
  const foreign = addresses.find((address) => !loopback.includes(address));
  if (foreign !== undefined)
    throw new Error(`the mock listens on loopback only (${loopback.join(', ')}), not on '${foreign}'`);
  const now = listen.issuedAt ?? options.clock.now();
  const authority = await issuer.issueAuthority({ now, validDays, commonName: 'cmg mock Azure' });
  const pair = await issuer.issueServer({ authority, names, now, validDays });
  const tls = { key: pair.keyPem, cert: `${pair.certificatePem.trimEnd()}\n${authority.certificatePem}` };

  const servers = await listenOn(addresses, port, () => createServer(tls));
  const url = `https://localhost:${portOf(servers[0])}`;
  const azure = await orClose(servers, () => createAzure({ ...options, endpoint: options.endpoint ?? url }));
  // Nobody knows the port before this function returns, so no request comes before its listener.
  for (const server of servers)
    server.on('request', (request, response) => {
      answer(request, response, azure).catch(() => response.destroy());
    });
  return { url, ca: authority.certificatePem, azure, close: () => closeAll(servers) };
}

/** Nobody would close the servers of a mock that could not be made. */
async function orClose<T>(servers: readonly Server[], make: () => T): Promise<T> {
  try {
    return make();
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
}

/** The first address decides the port; another family that the machine does not have is left out. */
async function listenOn(
  addresses: readonly string[],
  port: number,
  open: () => Server,
): Promise<readonly Server[]> {
  const servers: Server[] = [];
  for (const address of addresses) {
    const server = open();
    try {
      await listening(server, servers.length === 0 ? port : portOf(servers[0]), address);
      servers.push(server);
    } catch (error) {
      if (servers.length === 0) throw error;
    }
  }
  return servers;
}

function listening(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, ipv6Only: address.includes(':') }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server | undefined): number {
  const address: AddressInfo | string | null | undefined = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

async function answer(request: IncomingMessage, response: ServerResponse, azure: MockAzure): Promise<void> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return send(response, refusal, true);
  const body = await bodyOf(request);
  if (body === undefined)
    return send(response, plain(413, 'RequestEntityTooLarge', 'The request is too large.'), true);
  const { method = 'GET', headers, url = '/' } = request;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const asked = {
    method,
    url: `https://${headers.host}${url}`,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body,
    signal: gone.signal,
  };
  try {
    send(response, await azure.fetch(asked), false);
  } catch (error) {
    if (!(error instanceof Disconnected)) throw error;
    breakOff(response, error.sent);
  }
}

/** The connection ends, perhaps in the middle of an answer whose length was told. */
function breakOff(response: ServerResponse, sent: MockResponse | undefined): void {
  if (sent === undefined) {
    response.destroy();
    return;
  }
  response.writeHead(sent.status, sent.headers);
  response.write(sent.body, () => {
    response.destroy();
  });
}

/**
 * A page in a browser can make it send requests to localhost, under a name of the page's own (DNS rebinding) or
 * across origins. Azure's clients send no Origin and call the mock by the name that it gave them.
 */
function refusalOf({ headers, socket }: IncomingMessage): MockResponse | undefined {
  const { localPort } = socket;
  const allowed = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${localPort}`);
  if (!allowed.includes((headers.host ?? '').toLowerCase()))
    return plain(421, 'MisdirectedRequest', 'The mock answers to its own name only.');
  if (headers.origin !== undefined)
    return plain(403, 'OriginNotAllowed', 'The mock does not answer to web pages.');
  return undefined;
}

function plain(status: number, code: string, message: string): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(faultBody({ code, message })),
  };
}

/** Undefined where it is larger than anything Azure takes. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > bodyLimitBytes) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, headers, body }: MockResponse, close: boolean): void {
  const bytes = Buffer.from(body, 'utf8');
  const empty = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(empty ? {} : { 'content-length': String(bytes.length) }),
    ...(close ? { connection: 'close' } : {}),
  });
  response.end(bytes);
}
