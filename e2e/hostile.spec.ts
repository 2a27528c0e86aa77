/** One Hearth, and everything that a sender can do wrong, on all three doors, while a polite sender goes on. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { ask, countSpans } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';
import { startPoliteSender, type PoliteSender } from '@/e2e/polite-sender';
import { frame, GRPC, grpcCall } from '@/e2e/raw-grpc';
import { rawConnection, rawRequest, type RawAnswer, type RawRequest } from '@/e2e/raw-http';
import { Random } from '@/lib/demo/random';
import { decodeMessage, encodeMessage, kv } from '@/lib/otlp/testing/otlp-messages';

const MIB = 2 ** 20;
/** An idle Hearth takes about 750 MiB; bodies may hold 256 MiB more, and as much again while they are decoded. */
const MOST_MEMORY_MIB = 1_800;
const ALLOWED = 'https://app.example.com';
const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };

let hearth: TestHearth;
let polite: PoliteSender;
/** Bodies and headers that stop half-way; they are cut off while the other tests run. */
let slow: Promise<string>[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  hearth = await startTestHearth({ env: { HEARTH_CORS_ORIGINS: ALLOWED } });
  polite = startPoliteSender(hearth.otlpHttp, 'polite');
  const head = 'POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n';
  slow = doors().flatMap((door) => [
    ...Array.from({ length: 20 }, () => rawConnection(door, `${head}Content-Length: 1000000\r\n\r\nabc`).answer),
    rawConnection(door, head).answer,
  ]);
});
test.afterAll(() => hearth.dispose());

const doors = () => [hearth.otlpHttp, hearth.app];

function post(door: string, request: RawRequest, path = '/v1/traces'): Promise<RawAnswer> {
  return rawRequest(`${door}${path}`, request);
}

/** The reason in a failure's Status, in the encoding that it came in. */
function reasonOf({ headers, body }: RawAnswer): string {
  if (headers['content-type'] === 'application/x-protobuf') return String(decodeMessage('RpcStatus', body).message);
  const { message, error } = JSON.parse(body.toString()) as { message?: string; error?: { message: string } };
  return message ?? error?.message ?? '';
}

/** A gibibyte of zeros, in members of 16 MiB: about 1 MB. */
function gzipBomb(): Buffer {
  const member = gzipSync(Buffer.alloc(16 * MIB));
  return Buffer.concat(Array.from({ length: 64 }, () => member));
}

function* pieces(mebibytes: number): Generator<Uint8Array> {
  const piece = new Uint8Array(MIB);
  for (let sent = 0; sent < mebibytes; sent += 1) yield piece;
}

test('what is not OTLP is refused, with the reason', async () => {
  const good = exportRequest('never', 0, 3);
  const wrong: [string, RawRequest, number, RegExp, string?][] = [
    ['no content type', { body: good }, 415, /^Content-Type must be application\/x-protobuf or application\/json; it is missing\.$/],
    ['a foreign content type', { headers: { 'content-type': 'text/plain' }, body: good }, 415, /it is text\/plain\.$/],
    [
      'an unknown compression',
      { headers: { ...PROTOBUF, 'content-encoding': 'br' }, body: good },
      415,
      /^Content-Encoding br is not supported/,
    ],
    ['gzip in name only', { headers: { ...PROTOBUF, 'content-encoding': 'gzip' }, body: good }, 400, /^The compressed body is damaged/],
    ['protobuf called JSON', { headers: JSON_TYPE, body: good }, 400, /JSON/],
    ['JSON called protobuf', { headers: PROTOBUF, body: Buffer.from('{"resourceSpans":[]}') }, 400, /./],
    ['JSON that is no request', { headers: JSON_TYPE, body: Buffer.from('[1,2]') }, 400, /./],
    ['a wrong method', { method: 'PUT', headers: PROTOBUF, body: good }, 405, /^Only POST is possible here\.$/],
    ['a path of nobody', { headers: PROTOBUF, body: good }, 404, /^There is nothing at \/v1\/profiles/, '/v1/profiles'],
  ];
  for (const [name, request, status, reason, path] of wrong) {
    // the app's own port has pages at the paths that are not OTLP's
    for (const door of path === undefined ? doors() : [hearth.otlpHttp]) {
      const answer = await post(door, request, path);
      expect(answer.status, name).toBe(status);
      expect(reasonOf(answer), name).toMatch(reason);
    }
  }
  expect(await countSpans(hearth.app, 'never')).toEqual({ rows: 0, distinct: 0 });
});

test('bytes cut off anywhere and bytes at random are never an error of ours', async () => {
  const good = exportRequest('cut', 0, 2);
  for (let length = 1; length < good.length; length += 7) {
    const answer = await post(hearth.otlpHttp, { headers: PROTOBUF, body: good.subarray(0, length) });
    expect([answer.status, reasonOf(answer)], `cut at ${length}`).toEqual([400, expect.stringMatching(/./)]);
    expect((await grpcCall(hearth.otlpGrpc, frame(good.subarray(0, length)))).status).toBe(GRPC.invalidArgument);
  }
  const random = new Random(20_261_121);
  for (let round = 0; round < 150; round += 1) {
    const body = Uint8Array.from({ length: random.whole(1, 2_000) }, () => random.whole(0, 255));
    // a flipped byte in a good request comes further into the decoder
    const flipped = Uint8Array.from(good);
    flipped[random.whole(0, good.length - 1)] = random.whole(0, 255);
    for (const path of ['/v1/traces', '/v1/logs', '/v1/metrics']) {
      for (const bytes of [body, flipped]) {
        const { status } = await post(hearth.otlpHttp, { headers: PROTOBUF, body: bytes }, path);
        expect([200, 400]).toContain(status);
      }
    }
    const { status } = await grpcCall(hearth.otlpGrpc, frame(body));
    expect([GRPC.ok, GRPC.invalidArgument]).toContain(status);
  }
});

test('a Content-Length that lies brings nothing in', async () => {
  const good = Buffer.from(exportRequest('liar', 0, 3));
  for (const door of doors()) {
    const head = (length: string) =>
      `POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n${length}\r\n\r\n`;
    const tooLong = rawConnection(door, Buffer.concat([Buffer.from(head(`Content-Length: ${good.length + 1}`)), good]));
    tooLong.socket.end();
    expect(await tooLong.answer).not.toContain('200 OK');
    const tooShort = rawConnection(door, Buffer.concat([Buffer.from(head(`Content-Length: ${good.length - 1}`)), good]));
    expect(await tooShort.answer).toMatch(/^HTTP\/1\.1 400 /);
    const both = rawConnection(door, Buffer.concat([Buffer.from(head(`Content-Length: 4\r\nTransfer-Encoding: chunked`)), good]));
    expect(await both.answer).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(await countSpans(hearth.app, 'liar')).toEqual({ rows: 0, distinct: 0 });
});

test('bodies beyond the limit are refused, compressed or not', async () => {
  const bomb = gzipBomb();
  const larger = /^The body is larger than 67108864 bytes once decompressed: send smaller batches\.$/;
  for (const door of doors()) {
    const requests: RawRequest[] = [
      { headers: { ...PROTOBUF, 'content-encoding': 'gzip' }, body: bomb },
      { headers: { ...PROTOBUF, 'content-length': String(100 * MIB) }, body: pieces(100) },
      { headers: { ...PROTOBUF, 'transfer-encoding': 'chunked' }, body: pieces(100) },
    ];
    for (const request of requests) {
      const answer = await post(door, request);
      expect(answer.status).toBe(413);
      expect(reasonOf(answer)).toMatch(larger);
    }
  }
  for (const [body, headers] of [
    [frame(bomb, true), { 'grpc-encoding': 'gzip' }],
    [frame(Buffer.alloc(100 * MIB)), {}],
  ] as const) {
    expect((await grpcCall(hearth.otlpGrpc, body, headers)).status).toBe(GRPC.resourceExhausted);
  }
});

const HOSTILE = `<img src=x onerror=alert(1)>\u001b[2J\u001b[31m'"; DROP TABLE otel_traces --`;

test('of a partly bad request the good rows are stored, as they were sent', async () => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const id = (bytes: number, digit: number) => Buffer.alloc(bytes, digit);
  let spans = 0;
  const span = (changes: Record<string, unknown>) => {
    spans += 1;
    const times = { startTimeUnixNano: String(now), endTimeUnixNano: String(now + 1_000n) };
    return { traceId: id(16, 7), spanId: id(8, spans), name: `span ${spans}`, ...times, ...changes };
  };
  const many = Array.from({ length: 10_000 }, (_, index) => kv(`key.${index}`, { stringValue: `value ${index}` }));
  const strings = {
    name: HOSTILE,
    traceState: HOSTILE,
    status: { code: 2, message: HOSTILE },
    attributes: [kv(HOSTILE, { stringValue: HOSTILE })],
  };
  const nanos2100 = 4_102_444_800_000_000_000n;
  const sent = [
    span({ name: 'many', attributes: many }),
    span({ name: 'large', attributes: [kv('text', { stringValue: 'x'.repeat(MIB) }), kv('bytes', { bytesValue: Buffer.alloc(MIB) })] }),
    span(strings),
    span({ name: 'future', startTimeUnixNano: String(nanos2100), endTimeUnixNano: String(nanos2100) }),
    span({ traceId: id(15, 7) }),
    span({ spanId: id(9, 1) }),
    span({ traceId: id(16, 0) }),
    span({ startTimeUnixNano: '1', endTimeUnixNano: '2' }),
  ];
  const message = {
    resourceSpans: [
      {
        resource: { attributes: [kv('service.name', { stringValue: 'partly' })] },
        scopeSpans: [{ scope: { name: HOSTILE }, spans: sent }],
      },
    ],
  };
  const answer = await post(hearth.otlpHttp, { headers: PROTOBUF, body: encodeMessage('TraceRequest', message) });
  expect(answer.status).toBe(200);
  expect(decodeMessage('Reply', answer.body)).toEqual({
    partialSuccess: {
      rejected: '4',
      errorMessage: 'trace_id has 15 bytes; it must have 16. span_id has 9 bytes; it must have 8. trace_id is all zeros.',
    },
  });
  expect(answer.headers['x-logfire-warning']).toContain('Hearth refused 4 spans');
  const text = `SELECT SpanName, length(SpanAttributes), length(SpanAttributes['text']), SpanAttributes[SpanName], StatusMessage, toUnixTimestamp64Nano(Timestamp)
    FROM otel_traces WHERE ServiceName = 'partly' ORDER BY SpanId`;
  const stored = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 10 });
  expect(stored.kind === 'native' && stored.table.rows).toEqual([
    ['many', 10_000, 0, '', '', String(now)],
    ['large', 2, MIB, '', '', String(now)],
    [HOSTILE, 1, 0, HOSTILE, HOSTILE, String(now)],
    ['future', 0, 0, '', '', String(nanos2100)],
  ]);
});

test('text that is no UTF-8 is taken with replacement characters', async () => {
  const body = Buffer.from(exportRequest('mojibake!', 0, 1));
  body[body.indexOf('!')] = 0xff;
  expect((await post(hearth.otlpHttp, { headers: PROTOBUF, body })).status).toBe(200);
  expect(await countSpans(hearth.app, 'mojibake\ufffd')).toEqual({ rows: 1, distinct: 1 });
});

test('web pages reach no door that was not opened for them', async () => {
  const body = exportRequest('stranger', 0, 1);
  for (const door of doors()) {
    const rebound = await post(door, { headers: { ...PROTOBUF, host: 'evil.example' }, body });
    expect(rebound.status).toBe(421);
    expect(reasonOf(rebound)).toMatch(/^This Hearth does not answer to the host "evil\.example"\./);
    const foreign = await post(door, { headers: { ...PROTOBUF, origin: 'https://evil.example' }, body });
    expect(foreign.status).toBe(403);
    expect(reasonOf(foreign)).toMatch(/^Pages of "https:\/\/evil\.example" may not send telemetry here\./);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    const asks = { origin: ALLOWED, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    const preflight = await post(door, { method: 'OPTIONS', headers: asks });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': ALLOWED,
      'access-control-allow-headers': 'content-type',
      vary: 'Origin',
    });
    expect((await post(door, { method: 'OPTIONS', headers: { ...asks, origin: 'null' } })).status).toBe(403);
    expect((await post(door, { headers: { ...PROTOBUF, origin: ALLOWED }, body: exportRequest('page', 0, 1) })).status).toBe(200);
  }
  // browsers speak HTTP/2 to nobody without TLS: what they can send does not get through
  const page = rawConnection(hearth.otlpGrpc, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
  expect(await page.answer).not.toMatch(/HTTP\/1\.1 2/);
  const notGrpc = await grpcCall(hearth.otlpGrpc, frame(body), { 'content-type': 'application/x-protobuf' });
  expect(notGrpc.status).not.toBe(GRPC.ok);
  expect((await grpcCall(hearth.otlpGrpc, frame(body), { ':path': '/nobody.Service/Export' })).status).toBe(GRPC.unimplemented);
  expect(await countSpans(hearth.app, 'stranger')).toEqual({ rows: 0, distinct: 0 });
});

test('senders that stop half-way are sent away', async () => {
  test.setTimeout(180_000);
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('after all that it is healthy, small, and has what it acknowledged exactly once', async () => {
  await polite.stop();
  const acknowledged = polite.acknowledged();
  expect(acknowledged).toBeGreaterThan(1_000);
  expect(await countSpans(hearth.app, 'polite')).toEqual({ rows: acknowledged, distinct: acknowledged });
  const health = (await (await fetch(`${hearth.app}/health`)).json()) as { status: string };
  expect(health.status).toBe('healthy');
  if (process.platform === 'linux') {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${hearth.process.pid}/status`, 'utf8'))?.[1];
    expect(Number(peak) / 1_024).toBeLessThan(MOST_MEMORY_MIB);
  }
  expect(hearth.output()).not.toMatch(/unhandled|uncaught/i);
});
