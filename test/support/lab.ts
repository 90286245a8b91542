// A laboratory: one mock Azure with the real SDK in front of it, and one gateway that a test changes as it likes.
// Begins valid; a test states only its difference.
import assert from 'node:assert/strict';
import { azureCloud } from '../../src/azure/cloud.ts';
import { issuedCredential } from '../../src/azure/credentials.ts';
import { inProcessTransport, type Answer } from '../../src/azure/transport.ts';
import type { Cloud } from '../../src/cloud/cloud.ts';
import { Secret } from '../../src/base/secret.ts';
import { deploy } from '../../src/deploy/deploy.ts';
import type { DeployEvent, Outcome } from '../../src/deploy/events.ts';
import type { Gateway } from '../../src/deploy/gateway.ts';
import { prepare, type Prepared } from '../../src/deploy/prepare.ts';
import { noRoots } from '../../src/compile/bootstrap.ts';
import { createAzure, type MockAzure, type MockAzureOptions } from '../../src/mock/azure.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { validateSpec } from '../../src/spec/validate.ts';
import { testClock, testRandom, type TestClock } from './clock.ts';

export const plainSpec = `version: 1
name: granitefalls
serviceName: GraniteFalls.contoso.com
region: westus2
resourceGroup: { name: rg-granitefalls }
vmSize: A2_v2
instances: 2
certificate: { selfSigned: true }
expiry: { after: 72h }
tags: { costCenter: it-42 }
`;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface Lab {
  readonly azure: MockAzure;
  readonly cloud: Cloud;
  readonly clock: TestClock;
  /** Every request that reached the mock, in order. */
  readonly calls: Call[];
  /** How often a certificate was made or opened. */
  readonly opened: { count: number };
  prepare(specText?: string): Promise<Prepared>;
  deploy(
    specText?: string,
    options?: DeployOptions,
  ): Promise<{ readonly events: readonly DeployEvent[]; readonly outcome: Outcome }>;
  /** As somebody whom the mock knows by that name. */
  prepareAs(name: string, specText?: string): Promise<Prepared>;
  deployAs(
    name: string,
    specText?: string,
    options?: DeployOptions,
  ): Promise<{ readonly events: readonly DeployEvent[]; readonly outcome: Outcome }>;
  /** A request as somebody else would send it. */
  send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
}

interface DeployOptions {
  readonly wait?: boolean;
}

interface LabOptions extends Partial<MockAzureOptions> {
  readonly clock?: TestClock;
  /** How often the SDK tries again by itself, in real time; its own number where absent. */
  readonly retries?: number;
}

export function openLab({ clock = testClock(), speed = 1, retries, ...more }: LabOptions = {}): Lab {
  const azure = createAzure({ clock, speed, ...more });
  const random = testRandom();
  const calls: Call[] = [];
  const opened = { count: 0 };
  const answer: Answer = async (request) => {
    const response = await azure.fetch(request);
    const { pathname } = new URL(request.url);
    calls.push({ method: request.method, path: pathname, status: response.status });
    return response;
  };
  const cloudAs = (name: string): Cloud =>
    azureCloud(
      {
        endpoint: azure.endpoint,
        subscriptionId: azure.subscriptionId,
        credential: issuedCredential(() => azure.issueToken(name)),
        httpClient: inProcessTransport([new URL(azure.endpoint).host], answer),
        ...(retries === undefined ? {} : { retries }),
      },
      clock,
    );
  const cloud = cloudAs('owner');
  const lab: Lab = {
    azure,
    cloud,
    clock,
    calls,
    opened,
    prepare: async (specText = plainSpec) => await lab.prepareAs('owner', specText),
    prepareAs: async (name, specText = plainSpec) =>
      await prepare(gatewayOf(azure, specText, opened), { cloud: cloudAs(name), clock, random }),
    deploy: async (specText = plainSpec, options = {}) => await lab.deployAs('owner', specText, options),
    deployAs: async (name, specText = plainSpec, options = {}) => {
      const ports = { cloud: cloudAs(name), clock, random, ...options };
      const run = deploy(await lab.prepareAs(name, specText), ports);
      const events: DeployEvent[] = [];
      for (;;) {
        const next = await run.next();
        if (next.done === true) return { events, outcome: next.value };
        events.push(next.value);
      }
    },
    send: async (method, path, body) => {
      const response = await azure.fetch({
        method,
        url: `${azure.endpoint}${path}`,
        headers: { authorization: `Bearer ${azure.issueToken().token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        body: response.body === '' ? undefined : (JSON.parse(response.body) as unknown),
      };
    },
  };
  return lab;
}

function gatewayOf(azure: MockAzure, specText: string, opened = { count: 0 }): Gateway {
  const document = parseSpecDocument('granitefalls.yaml', specText);
  const { spec, diagnostics } = validateSpec(document, {});
  assert.ok(spec, diagnostics.map(({ message }) => message).join('\n'));
  return {
    spec,
    file: 'granitefalls.yaml',
    tenantId: azure.tenantId,
    subscriptionId: azure.subscriptionId,
    locate: document.find,
    certificate: {
      mark: `self-signed ${spec.serviceName}`,
      until: undefined,
      open: () => {
        opened.count += 1;
        return Promise.resolve({ pfx: new Secret('cGZ4IG9mIHRoZSBsYWI='), until: '2027-12-20T12:00:00Z' });
      },
    },
    clientRoots: noRoots,
    packageDigest: undefined,
  };
}

export function groupPath({ azure }: Lab, rest = ''): string {
  return `/subscriptions/${azure.subscriptionId}/resourceGroups/rg-granitefalls${rest}`;
}

/** Calls that change something. Asking whether a name is free is a POST, but writes nothing. */
export function writesIn(calls: readonly Call[]): readonly Call[] {
  return calls.filter(
    ({ method, path }) => !['GET', 'HEAD'].includes(method) && !/checkNameAvailability$/i.test(path),
  );
}
