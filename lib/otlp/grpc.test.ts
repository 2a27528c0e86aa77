import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:http2';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Client, compressionAlgorithms, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { IngestRequest } from '@/lib/model/telemetry';
import { bodyLimits, type BodyLimits } from '@/lib/otlp/body';
import { startGrpc, type GrpcServer } from '@/lib/otlp/grpc';
import { GRPC } from '@/lib/otlp/grpc-status';
import { createOtlpHandler } from '@/lib/otlp/http';
import { createReceiver, type Receiver, type ReceiverOptions } from '@/lib/otlp/receive';
import { HeldIngest } from '@/lib/otlp/testing/held-ingest';
import { decodeMessage, encodeMessage, encodeSpans, hexBytes, kv, span, START } from '@/lib/otlp/testing/otlp-messages';

const TRACES = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const LOGS = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
const METRICS = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';

const servers: GrpcServer[] = [];
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function receiverOf(ingest: ReceiverOptions['ingest']): Receiver {
  return createReceiver({
    ingest,
    report: () => undefined,
    retentionDays: { traces: 3_650, logs: 3_650, metrics: 3_650 },
    limits: { lingerMillis: 0 },
  });
}

async function setUp(receiver: Receiver, options: { limits?: BodyLimits; gzip?: boolean } = {}) {
  const { gzip = false, ...limits } = options;
  const server = await startGrpc({ host: '127.0.0.1', port: 0, receiver, ...limits });
  servers.push(server);
  const client = new Client(`127.0.0.1:${server.port}`, credentials.createInsecure(), {
    'grpc.default_compression_algorithm': gzip ? compressionAlgorithms.gzip : compressionAlgorithms.identity,
    'grpc.max_send_message_length': -1,
  });
  clients.push(client);
  const same = (bytes: Buffer): Buffer => bytes;
  const call = (path: string, body: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      client.makeUnaryRequest(path, same, same, body, new Metadata(), (error, reply) =>
        error ? reject(error) : resolve(reply ?? Buffer.alloc(0)),
      );
    });
  const failure = (path: string, body: Buffer): Promise<ServiceError> =>
    call(path, body).then(
      () => Promise.reject(new Error('The call succeeded.')),
      (error: unknown) => error as ServiceError,
    );
  return { server, call, failure };
}

describe('an Export over gRPC', () => {
  it.each([false, true])('stores all three signals (gzip: %s)', async (gzip) => {
    const stored: IngestRequest[] = [];
    const { call } = await setUp(
      receiverOf(async (requests) => void stored.push(...requests)),
      { gzip },
    );
    expect(await call(TRACES, encodeSpans(span({ name: 'x'.repeat(5_000) })))).toHaveLength(0);
    const record = { timeUnixNano: String(START), body: { stringValue: 'hi' } };
    await call(LOGS, encodeMessage('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] }));
    const gauge = { dataPoints: [{ timeUnixNano: String(START), asInt: '4' }] };
    await call(METRICS, encodeMessage('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', gauge }] }] }] }));
    expect(stored).toMatchObject([
      { spans: [{ name: 'x'.repeat(5_000) }] },
      { logs: [{ body: { text: 'hi' } }] },
      { points: [{ data: { value: 4 } }] },
    ]);
  });

  it('tells of a partial success', async () => {
    const { call } = await setUp(receiverOf(async () => undefined));
    expect(decodeMessage('Reply', await call(TRACES, encodeSpans(span(), span({ spanId: hexBytes('ab') }))))).toEqual({
      partialSuccess: { rejected: '1', errorMessage: 'span_id has 1 bytes; it must have 8.' },
    });
  });

  it('that is malformed is INVALID_ARGUMENT', async () => {
    const { failure } = await setUp(receiverOf(async () => undefined));
    expect(await failure(TRACES, Buffer.from([0x0a, 0x7f]))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('beyond its message') as string,
    });
  });

  it('that the store cannot take now is UNAVAILABLE with when to come again', async () => {
    const { failure } = await setUp(receiverOf(() => Promise.reject(new Error('No answer.'))));
    const error = await failure(TRACES, encodeSpans(span()));
    expect(error).toMatchObject({ code: status.UNAVAILABLE, details: 'The store could not take it: No answer.' });
    const [details] = error.metadata.get('grpc-status-details-bin') as Buffer[];
    expect(decodeMessage('RpcStatus', details ?? Buffer.alloc(0))).toMatchObject({
      code: 14,
      message: 'The store could not take it: No answer.',
    });
    // The Any that ends it: RetryInfo { retry_delay = 1 { seconds = 1: 5 } }.
    expect(details?.includes('type.googleapis.com/google.rpc.RetryInfo')).toBe(true);
    expect(details?.subarray(-6).toString('hex')).toBe('12040a020805');
  });

  it.each([false, true])('that is too large is RESOURCE_EXHAUSTED without a time to come again (gzip: %s)', async (gzip) => {
    const { failure } = await setUp(
      receiverOf(async () => undefined),
      { limits: bodyLimits({ maxBytes: 100_000 }), gzip },
    );
    const error = await failure(TRACES, encodeSpans(span({ attributes: [kv('long', { stringValue: 'x'.repeat(20 * 2 ** 20) })] })));
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(error.metadata.get('grpc-status-details-bin')).toEqual([]);
    expect(gzipSync(Buffer.alloc(20 * 2 ** 20, 'x')).length).toBeLessThan(100_000);
  });

  it.each([
    ['no message', Buffer.alloc(0), {}, GRPC.invalidArgument],
    ['half a prefix', Buffer.from([0, 0, 0]), {}, GRPC.invalidArgument],
    ['fewer bytes than it says', Buffer.from([0, 0, 0, 0, 5, 1]), {}, GRPC.invalidArgument],
    ['a second message', Buffer.alloc(10), {}, GRPC.invalidArgument],
    ['a message that is compressed as nobody says', Buffer.from([1, 0, 0, 0, 0]), {}, GRPC.unimplemented],
    ['an unknown compression', Buffer.from([1, 0, 0, 0, 1, 0]), { 'grpc-encoding': 'br' }, GRPC.unimplemented],
    ['no gzip', Buffer.from([1, 0, 0, 0, 1, 0]), { 'grpc-encoding': 'gzip' }, GRPC.invalidArgument],
    ['more bytes than may be, none of which it sends', Buffer.from([0, 255, 255, 255, 255]), {}, GRPC.resourceExhausted],
  ])('of %s says so', async (_, sent, headers, code) => {
    const { server } = await setUp(receiverOf(async () => undefined));
    const session = connect(`http://127.0.0.1:${server.port}`);
    const call = session.request({ ':method': 'POST', ':path': TRACES, 'content-type': 'application/grpc', te: 'trailers', ...headers });
    call.end(sent);
    const [answer] = (await once(call, 'response')) as [Record<string, unknown>];
    expect(answer['grpc-status']).toBe(String(code));
    session.destroy();
  });

  it('to an unknown service is UNIMPLEMENTED', async () => {
    const { failure } = await setUp(receiverOf(async () => undefined));
    expect((await failure('/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export', Buffer.alloc(0))).code).toBe(
      status.UNIMPLEMENTED,
    );
  });
});

describe('many messages at once', () => {
  const large = (letter: string): Buffer => encodeSpans(span({ name: letter.repeat(60_000) }));

  it('hold no more than the budget that they share with HTTP: the one too many is told to come again', async () => {
    const store = new HeldIngest();
    const receiver = receiverOf(store.ingest);
    const limits = bodyLimits({ maxBytes: 100_000, heldBytes: 100_000 });
    const { call, failure } = await setUp(receiver, { limits });
    const handler = createOtlpHandler({ receiver, info: { projectName: '', projectUrl: '' }, limits });
    const http = createHttpServer((request, response) => void handler(request, response));
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const post = (body: Buffer) =>
      fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/traces`, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/x-protobuf' },
      });

    const first = call(TRACES, large('a'));
    const insert = await store.next();
    const error = await failure(TRACES, large('b'));
    expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED, details: 'Too many large requests at once.' });
    const [details] = error.metadata.get('grpc-status-details-bin') as Buffer[];
    expect(decodeMessage('RpcStatus', details ?? Buffer.alloc(0))).toMatchObject({ code: 8 });
    // RetryInfo { retry_delay = 1 { seconds = 1: 1 } }
    expect(details?.subarray(-6).toString('hex')).toBe('12040a020801');
    expect((await post(large('c'))).status).toBe(503);

    insert.finish();
    await first;
    const overHttp = post(large('c'));
    const second = await store.next();
    expect((await failure(TRACES, large('b'))).code).toBe(status.RESOURCE_EXHAUSTED);
    second.finish();
    expect((await overHttp).status).toBe(200);
    http.close();
  });
});

describe('the gRPC server', () => {
  it('rejects with EADDRINUSE where its port is taken', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startGrpc({ host: '127.0.0.1', port, receiver: receiverOf(async () => undefined) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    other.close();
  });

  it('lets the calls under way end before it closes, with their connections open', async () => {
    const store = new HeldIngest();
    const { server, call } = await setUp(receiverOf(store.ingest));
    const reply = call(TRACES, encodeSpans(span()));
    const insert = await store.next();
    const closed = server.close();
    insert.finish();
    expect(await reply).toHaveLength(0);
    await closed;
  });
});
