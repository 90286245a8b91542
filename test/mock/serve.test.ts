import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:https';
import { serve, type Served } from '../../src/mock/serve.ts';
import { small } from './support/providers.ts';

interface Reply {
  readonly status: number;
  readonly text: string;
}

describe('mock/BEHAVIOUR: Safety', () => {
  let served: Served;
  before(async () => {
    served = await serve({ clock: { now: () => new Date() }, providers: small }, { port: 0 });
  });
  after(() => served.close());

  function ask(
    path: string,
    {
      from = served,
      headers = {},
      method = 'GET',
      body = '',
      host = 'localhost',
    }: {
      from?: Served;
      headers?: Record<string, string>;
      method?: string;
      body?: string;
      host?: string;
    } = {},
  ): Promise<Reply> {
    const { port } = new URL(from.url);
    return new Promise((resolve, reject) => {
      // The name for TLS stays right where the test sends another Host.
      const name = 'host' in headers ? { servername: 'localhost' } : {};
      const sent = request(
        { host, port, path, method, headers, ca: from.ca, agent: false, ...name },
        (response) => {
          const parts: Buffer[] = [];
          response.on('error', reject);
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  it('serves HTTPS that its own authority vouches for, under each of its names', async () => {
    for (const host of ['localhost', '127.0.0.1'])
      assert.equal((await ask('/metadata/endpoints?api-version=2022-09-01', { host })).status, 200);
    assert.match(served.ca, /^-----BEGIN CERTIFICATE-----/);
  });

  it('is its own endpoint and authority', async () => {
    assert.equal(served.azure.endpoint, served.url);
    assert.equal(served.azure.authority, `${served.url}/adfs`);
    const { text } = await ask('/adfs/.well-known/openid-configuration');
    assert.ok(text.includes(`"token_endpoint":"${served.url}/adfs/oauth2/token"`));
  });

  it('carries a request with a body and a token through', async () => {
    const headers = {
      authorization: `Bearer ${served.azure.issueToken().token}`,
      'content-type': 'application/json',
    };
    const path = `/subscriptions/${served.azure.subscriptionId}/resourcegroups/lab?api-version=2021-04-01`;
    const put = await ask(path, { method: 'PUT', headers, body: '{"location":"westeurope"}' });
    assert.equal(put.status, 201);
    const head = await ask(path, { method: 'HEAD', headers });
    assert.deepEqual(head, { status: 204, text: '' });
  });

  it('refuses another host name and a web page', async () => {
    const path = '/metadata/endpoints?api-version=2022-09-01';
    assert.equal((await ask(path, { headers: { host: 'evil.example' } })).status, 421);
    assert.equal((await ask(path, { headers: { host: 'localhost:1' } })).status, 421);
    assert.equal((await ask(path, { headers: { origin: 'https://evil.example' } })).status, 403);
    assert.equal((await ask(path, { headers: { origin: 'null' } })).status, 403);
  });

  it('refuses a body larger than anything that Azure takes', async () => {
    const reply = await ask('/x', { method: 'PUT', body: 'x'.repeat(13 * 1024 * 1024) }).catch(String);
    // The connection may be gone before the whole body was sent.
    assert.match(typeof reply === 'string' ? reply : String(reply.status), /EPIPE|ECONNRESET|413/);
  });

  it('lets nobody move its clock who does not know its secret, and no page whoever it is', async () => {
    const { clientSecret } = served.azure;
    const headers = { authorization: `Bearer ${clientSecret}` };
    const move = { method: 'POST', body: '{"advance":"1h"}' };
    const before = served.azure.now().getTime();
    assert.equal((await ask('/mock/clock', move)).status, 401);
    assert.equal(
      (await ask('/mock/clock', { ...move, headers: { ...headers, origin: 'null' } })).status,
      403,
    );
    assert.equal(
      (await ask('/mock/clock', { ...move, headers: { ...headers, host: 'evil.example' } })).status,
      421,
    );
    assert.ok(served.azure.now().getTime() - before < 3_600_000);
    assert.equal((await ask('/mock/clock', { ...move, headers })).status, 200);
    assert.ok(served.azure.now().getTime() - before >= 3_600_000);
  });

  it('binds nothing but loopback', async () => {
    await assert.rejects(
      serve({ clock: { now: () => new Date() }, providers: small }, { port: 0, addresses: ['0.0.0.0'] }),
      /listens on loopback only/,
    );
  });

  describe('with faults', () => {
    let faulty: Served;
    const path = '/metadata/endpoints?api-version=2022-09-01';
    before(async () => {
      const clock = { now: () => new Date() };
      const faults = {
        faults: [
          { match: { call: 1 }, effect: { reset: 'after' } },
          { match: { call: 2 }, effect: { truncate: 0.5 } },
          { match: { call: 3 }, effect: { stall: 'before' } },
          { match: { call: 4 }, effect: { garbage: 'html' } },
        ],
      } as const;
      faulty = await serve({ clock, providers: small, faults }, { port: 0 });
    });
    after(() => faulty.close());

    it('breaks the connection, in the middle of an answer too', async () => {
      await assert.rejects(ask(path, { from: faulty }), { code: 'ECONNRESET' });
      await assert.rejects(ask(path, { from: faulty }), /aborted/);
    });

    it('says nothing until the caller gives up, and goes on with others', async () => {
      const { port } = new URL(faulty.url);
      const stalled = request({ host: 'localhost', port, path, ca: faulty.ca, agent: false });
      const ended = once(stalled, 'error');
      stalled.end();
      while (faulty.azure.faulted() < 3) await ask('/mock/clock', { from: faulty });
      const { status, text } = await ask(path, { from: faulty });
      assert.deepEqual([status, text.slice(0, 15)], [200, '<!DOCTYPE html>']);
      stalled.destroy();
      assert.ok((await ended)[0] instanceof Error);
    });
  });
});
