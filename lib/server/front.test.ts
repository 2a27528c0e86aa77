import { request as ask, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFront, createOtlpFront, type FrontSettings, type Rooms } from '@/lib/server/front';
import { ownNames } from '@/lib/server/guard';
import { log } from '@/lib/server/log';

const settings: FrontSettings = {
  own: ownNames({ host: '127.0.0.1', allowedHosts: [], machine: [] }),
  corsOrigins: ['https://app.example.com'],
  dev: false,
};
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function rooms(changes: Partial<Rooms> = {}): Rooms {
  return {
    pages: (request, response) => void response.end(`page ${request.url} ${request.headers['content-security-policy'] ?? ''}`),
    otlp: (request, response) => void response.end(`otlp ${request.url}`),
    health: async () => ({ status: 'healthy', version: '1', uptimeSeconds: 0, components: {} }),
    notReady: async () => undefined,
    ...changes,
  };
}

/** A door with these rooms behind it; asks it. */
async function open(behind: Rooms, create = createFront) {
  const server = create(behind, settings);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
      const sent = ask(
        { host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers }, agent: false },
        (answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
          answer.once('error', reject);
        },
      );
      sent.once('error', reject).end();
    });
}

describe('the front of pages', () => {
  it('leads to pages, OTLP and health', async () => {
    const at = await open(rooms());
    expect((await at('/traces?x=1')).text).toContain('page /traces?x=1');
    expect((await at('/v1/traces', 'POST')).text).toBe('otlp /v1/traces');
    expect((await at('/v1/info')).text).toBe('otlp /v1/info');
    expect((await at('/v1/tracesx')).text).toContain('page /v1/tracesx');
    expect(JSON.parse((await at('/health')).text)).toMatchObject({ status: 'healthy' });
  });

  it('gives every page its policy, and Next the same nonce', async () => {
    const at = await open(rooms());
    const { headers, text } = await at('/');
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(text).toBe(`page / ${String(headers['content-security-policy'])}`);
    expect((await at('/')).headers['content-security-policy']).not.toBe(headers['content-security-policy']);
  });

  it('refuses strangers before anything is asked', async () => {
    const at = await open(rooms());
    for (const path of ['/', '/health', '/v1/traces']) expect((await at(path, 'GET', { host: 'evil.example' })).status).toBe(421);
    const refused = await at('/api/query', 'POST');
    expect(refused).toMatchObject({ status: 403, headers: { connection: 'close' } });
    expect(JSON.parse(refused.text)).toMatchObject({ error: { fault: 'forbidden' } });
    expect((await at('/v1/traces', 'POST', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await at('/v1/traces', 'POST', { origin: 'https://app.example.com' })).status).toBe(200);
  });

  it.each(['/%', '/alerts/%E0%A4%A', '/api/traces/%ED%A0%80'])('says that %s is no address', async (path) => {
    const answer = await (await open(rooms()))(path);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { fault: 'invalid', message: expect.stringContaining('no text') as string } });
    expect((await (await open(rooms()))('/alerts/%E2%82%AC%25?x=%')).status).toBe(200);
  });

  it('says that it is not open yet, and when to come again', async () => {
    const at = await open(rooms({ pages: undefined, otlp: undefined, notReady: async () => 'Hearth is starting.' }));
    for (const path of ['/', '/v1/traces']) expect(await at(path)).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(await at('/ready')).toMatchObject({ status: 503, text: '{"ready":false,"reason":"Hearth is starting."}' });
    expect((await at('/health')).status).toBe(200);
  });

  it('answers for a room that fails, and goes on', async () => {
    const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
    const at = await open(
      rooms({
        pages: async (request, response) => {
          if (request.url === '/half') response.write('half');
          await Promise.reject(new Error('the secret cause'));
        },
      }),
    );
    const failed = await at('/');
    expect(failed.status).toBe(500);
    expect(failed.text).not.toContain('secret');
    await expect(at('/half')).rejects.toThrow();
    expect((await at('/v1/traces')).status).toBe(200);
    expect(logged).toHaveBeenCalledTimes(2);
  });
});

it('the front of OTLP has no pages', async () => {
  const at = await open(rooms(), createOtlpFront);
  expect((await at('/traces')).text).toBe('otlp /traces');
  expect((await at('/ready')).text).toBe('{"ready":true}');
  expect((await at('/v1/traces', 'POST', { host: 'evil.example' })).status).toBe(421);
});
