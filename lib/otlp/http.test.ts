import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { IngestRequest } from '@/lib/model/telemetry';
import { bodyLimits } from '@/lib/otlp/body';
import { createOtlpHandler, type OtlpHttpOptions } from '@/lib/otlp/http';
import { createReceiver, type Reply } from '@/lib/otlp/receive';
import { decodeMessage, encodeSpans, hexBytes, span, START } from '@/lib/otlp/testing/otlp-messages';

const PROTOBUF = 'application/x-protobuf';
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server whose store keeps everything in `stored`. */
async function setUp(options: Partial<OtlpHttpOptions> = {}) {
  const stored: IngestRequest[] = [];
  const receiver = createReceiver({
    ingest: async (requests) => void stored.push(...requests),
    report: (error) => {
      throw error;
    },
    retentionDays: { traces: 3_650, logs: 3_650, metrics: 3_650 },
    limits: { lingerMillis: 0 },
  });
  const handler = createOtlpHandler({ receiver, info: { projectName: 'hearth', projectUrl: 'http://localhost:3000' }, ...options });
  const server = createServer((request, response) => void handler(request, response));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const post = (body: Buffer, headers: Record<string, string> = {}, path = '/v1/traces') =>
    fetch(url + path, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': PROTOBUF, ...headers } });
  return { stored, url, port, post };
}

/** A receiver that always says the same. */
const saying = (reply: Reply): OtlpHttpOptions['receiver'] => ({ receive: () => Promise.resolve(reply) });

async function rpcStatus(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toBe(PROTOBUF);
  return decodeMessage('RpcStatus', new Uint8Array(await response.arrayBuffer()));
}

const body = encodeSpans(span());
const jsonBody = Buffer.from(
  `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${'ab'.repeat(16)}","spanId":"${'cd'.repeat(8)}","name":"j","startTimeUnixNano":"${START}"}]}]}]}`,
);

describe('a good request', () => {
  it.each<[string, Buffer, Record<string, string>]>([
    ['protobuf', body, {}],
    ['protobuf with gzip', gzipSync(body), { 'content-encoding': 'gzip' }],
    ['protobuf with deflate', deflateSync(body), { 'content-encoding': 'deflate' }],
    [
      'protobuf in two gzip members',
      Buffer.concat([gzipSync(body.subarray(0, 9)), gzipSync(body.subarray(9))]),
      { 'content-encoding': 'GZIP' },
    ],
    ['protobuf under a type with parameters and capitals', body, { 'content-type': 'Application/X-Protobuf; v=1' }],
    ['JSON', jsonBody, { 'content-type': 'application/json; charset=utf-8' }],
    [
      'JSON with gzip and a token',
      gzipSync(jsonBody),
      { 'content-type': 'application/json', 'content-encoding': 'gzip', authorization: 'Bearer t' },
    ],
    ['protobuf with a bare token', body, { authorization: 'pylf_v1_t' }],
  ])('as %s is answered 200', async (_what, bytes, headers) => {
    const { stored, post } = await setUp();
    const response = await post(bytes, headers);
    expect(response.status).toBe(200);
    const type = headers['content-type']?.startsWith('application/json') ? 'application/json' : PROTOBUF;
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe(type === PROTOBUF ? '' : '{}');
    expect(stored).toHaveLength(1);
    expect(stored[0]?.spans).toHaveLength(1);
  });

  it('with bad rows is answered with a partial success', async () => {
    const { post } = await setUp();
    const response = await post(encodeSpans(span(), span({ traceId: hexBytes('ab') }), span({ traceId: hexBytes('ab') })));
    expect(response.status).toBe(200);
    expect(decodeMessage('Reply', new Uint8Array(await response.arrayBuffer()))).toEqual({
      partialSuccess: { rejected: '2', errorMessage: 'trace_id has 1 bytes; it must have 16.' },
    });
    expect(response.headers.get('x-logfire-warning')).toBe('Hearth refused 2 spans: trace_id has 1 bytes; it must have 16.');
    const json = await post(
      Buffer.from('{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"ab"}]}]}]}'),
      { 'content-type': 'application/json' },
      '/v1/logs',
    );
    expect(await json.json()).toEqual({
      partialSuccess: { rejectedLogRecords: '1', errorMessage: 'trace_id has 1 bytes; it must have 16.' },
    });
  });
});

describe('a bad request', () => {
  it.each<[string, Buffer, Record<string, string>, number]>([
    ['of another type', body, { 'content-type': 'text/plain' }, 415],
    ['of an unknown compression', body, { 'content-encoding': 'br' }, 415],
    ['that is cut', body.subarray(0, 20), {}, 400],
    ['that is JSON under the type of protobuf', jsonBody, {}, 400],
    ['that is protobuf under the type of JSON', body, { 'content-type': 'application/json' }, 400],
    ['that is no gzip', body, { 'content-encoding': 'gzip' }, 400],
    ['of cut gzip', gzipSync(body).subarray(0, 30), { 'content-encoding': 'gzip' }, 400],
  ])('%s is answered once and for all', async (_what, bytes, headers, status) => {
    const { stored, post } = await setUp();
    const response = await post(bytes, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(10);
    expect(stored).toEqual([]);
  });

  it('says why in the encoding of the request', async () => {
    const { post } = await setUp();
    expect(await rpcStatus(await post(Buffer.from([0x0a, 0x7f])))).toEqual({
      code: 3,
      message: expect.stringContaining('beyond its message') as string,
    });
    const json = await post(Buffer.from('nope'), { 'content-type': 'application/json' });
    expect(await json.json()).toEqual({ code: 3, message: expect.stringContaining('not JSON') as string });
  });

  it.each<[string, string, number, string | null]>([
    ['GET', '/v1/traces', 405, 'POST'],
    ['POST', '/v1/info', 405, 'GET'],
    ['POST', '/v1/profiles', 404, null],
    ['GET', '/', 404, null],
  ])('%s %s is answered %i', async (method, path, status, allow) => {
    const { url } = await setUp();
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(/\.$/) as string });
  });
});

describe('a body that is too large', () => {
  const limit = { limits: bodyLimits({ maxBytes: 100_000 }) };

  it('is answered 413 by its Content-Length alone', async () => {
    const { port } = await setUp(limit);
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/traces',
      headers: { 'content-type': PROTOBUF, 'content-length': '100001' },
    });
    request.on('error', () => undefined);
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  it('is answered 413 where it is sent in chunks without a length', async () => {
    const { port } = await setUp(limit);
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/traces', headers: { 'content-type': PROTOBUF } });
    request.on('error', () => undefined);
    request.write(Buffer.alloc(60_000));
    request.write(Buffer.alloc(60_000));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  it('is answered 413 where a small gzip holds it, as soon as the limit is passed', async () => {
    const { post, stored } = await setUp(limit);
    const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20));
    expect(bomb.length).toBeLessThan(100_000);
    const response = await post(bomb, { 'content-encoding': 'gzip' });
    expect(response.status).toBe(413);
    expect(await rpcStatus(response)).toEqual({ code: 8, message: expect.stringContaining('100000 bytes') as string });
    expect(stored).toEqual([]);
  });

  it('is answered 413 where its gzip is long and inflates to nothing', async () => {
    const { post } = await setUp({ limits: bodyLimits({ maxBytes: 1_000 }) });
    const empty = gzipSync(Buffer.alloc(0));
    const response = await post(Buffer.concat(Array<Buffer>(200).fill(empty)), { 'content-encoding': 'gzip' });
    expect(response.status).toBe(413);
  });

  it('may have exactly the limit', async () => {
    const { post } = await setUp({ limits: bodyLimits({ maxBytes: body.length }) });
    expect((await post(body)).status).toBe(200);
    expect((await post(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
  });
});

describe('many bodies at once', () => {
  it('hold no more than their budget together: the one too many is told to come again', async () => {
    const { port, post } = await setUp({ limits: bodyLimits({ maxBytes: 100_000, heldBytes: 100_000 }) });
    const first = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/traces', headers: { 'content-type': PROTOBUF } });
    first.write(Buffer.alloc(99_999));
    // Until those bytes have arrived, a small request still fits.
    let response = await post(body);
    while (response.status === 200) response = await post(body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await rpcStatus(response)).toMatchObject({ code: 14 });
    first.on('error', () => undefined).destroy();
    while (response.status === 503) response = await post(body);
    expect(response.status).toBe(200);
  });
});

describe('a sender', () => {
  it('that lies about its length and goes away does no harm', async () => {
    const { port, post, stored } = await setUp();
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: ${PROTOBUF}\r\ncontent-length: ${body.length + 10}\r\n\r\n`);
    socket.end(body);
    await once(socket.resume(), 'close');
    expect((await post(body)).status).toBe(200);
    expect(stored).toHaveLength(1);
  });

  it('that never finishes is answered 408', async () => {
    const { port } = await setUp({ limits: bodyLimits({ timeoutMillis: 20 }) });
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/traces', headers: { 'content-type': PROTOBUF } });
    request.on('error', () => undefined);
    request.write(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(408);
    request.destroy();
  });
});

describe('what the receiver says', () => {
  it.each<[Parameters<typeof saying>[0], number, string | null, number]>([
    [{ kind: 'malformed', reason: 'why' }, 400, null, 3],
    [{ kind: 'tooLarge', reason: 'why' }, 413, null, 8],
    [{ kind: 'overloaded', reason: 'why', retryAfterSeconds: 3 }, 503, '3', 14],
    [{ kind: 'failed', reason: 'why', retryAfterSeconds: 5 }, 503, '5', 14],
  ])('%o becomes %i', async (reply, status, retryAfter, code) => {
    const { post } = await setUp({ receiver: saying(reply) });
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await rpcStatus(response)).toEqual({ code, message: 'why' });
  });
});

describe('a web page', () => {
  const origin = 'https://app.example.com';

  it('of a configured origin may send', async () => {
    const { url, post } = await setUp({ corsOrigins: [origin] });
    const preflight = await fetch(`${url}/v1/traces`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-token' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-token');
    const response = await post(jsonBody, { origin, 'content-type': 'application/json' });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it.each(['https://evil.example', 'null', 'https://app.example.com.evil.example'])('of %s may not', async (other) => {
    const { url, post, stored } = await setUp({ corsOrigins: [origin] });
    const preflight = await fetch(`${url}/v1/traces`, { method: 'OPTIONS', headers: { origin: other } });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const response = await post(body, { origin: other });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(stored).toEqual([]);
  });
});

describe('GET /v1/info', () => {
  it('says what the Logfire SDK asks for', async () => {
    const { url } = await setUp();
    const response = await fetch(`${url}/v1/info`, { headers: { authorization: 'token' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ project_name: 'hearth', project_url: 'http://localhost:3000' });
  });
});
