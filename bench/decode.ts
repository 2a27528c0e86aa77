/** What decoding and normalising cost per span, in CPU time with garbage collection: batches of 512 spans with 12 attributes, as `bench:ingest` sends. */
import { nanos } from '@/lib/base/time';
import { decodeJsonTraces } from '@/lib/otlp/decode-json';
import { decodeTraces } from '@/lib/otlp/decode-traces';
import { parseJson } from '@/lib/otlp/json-fields';
import { normalise } from '@/lib/otlp/normalise';
import { requestId } from '@/lib/otlp/replay';
import { encodeMessage, hexBytes, kv, START, traceRequest } from '@/lib/otlp/testing/otlp-messages';
import { ItemBudget, Reader } from '@/lib/otlp/wire';

const SPANS = 512;
const BATCHES = 40;
const ROUNDS = 10;

let seed = 1;
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T;
const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');

const resource = ['service.name', 'service.version', 'host.name', 'telemetry.sdk.name'].map((key) =>
  kv(key, { stringValue: `${key}-value` }),
);

function oneSpan(): Record<string, unknown> {
  const status = pick(200, 200, 201, 404, 500);
  return {
    traceId: hexBytes(digits(32)),
    spanId: hexBytes(digits(16)),
    parentSpanId: hexBytes(digits(16)),
    name: pick('GET /api/v1/streams', 'POST /api/v1/streams', 'SELECT streams', 'redis:publish_event'),
    kind: pick(1, 2, 3),
    startTimeUnixNano: String(START),
    endTimeUnixNano: String(START + BigInt(Math.floor(random() * 1e9))),
    status: { code: status === 500 ? 2 : 0 },
    attributes: [
      kv('http.request.method', { stringValue: pick('GET', 'POST') }),
      kv('http.route', { stringValue: pick('/api/v1/streams', '/api/v1/streams/{id}', '/health') }),
      kv('http.response.status_code', { intValue: String(status) }),
      kv('url.full', { stringValue: `https://api.example.com/api/v1/streams/${digits(24)}` }),
      kv('user_agent.original', { stringValue: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' }),
      kv('tenant.id', { stringValue: `tenant-${Math.floor(random() * 12)}` }),
      kv('user.id', { stringValue: digits(12) }),
      kv('server.address', { stringValue: 'api.example.com' }),
      kv('server.port', { intValue: '443' }),
      kv('duration.ratio', { doubleValue: random() }),
      kv('cache.hit', { boolValue: random() > 0.5 }),
      kv('network.protocol.version', { stringValue: '1.1' }),
    ],
  };
}

const fake = (request: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(request, (_key, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('hex') : value)));
const isBytes = (value: unknown): value is { type: 'Buffer'; data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';

const requests = Array.from({ length: BATCHES }, () => traceRequest(Array.from({ length: SPANS }, oneSpan), resource));
const protobuf = requests.map((request) => encodeMessage('TraceRequest', request));
const json = requests.map((request) => Buffer.from(JSON.stringify(fake(request))));
const options = { now: nanos(START), retentionDays: { traces: 30, logs: 30, metrics: 30 } };

function measure(name: string, bodies: readonly Buffer[], work: (body: Buffer) => unknown): void {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const began = process.cpuUsage();
    for (const body of bodies) work(body);
    const { user, system } = process.cpuUsage(began);
    best = Math.min(best, user + system);
  }
  console.log(`${name.padEnd(32)} ${(best / (SPANS * bodies.length)).toFixed(2)} µs/span`);
}

const budget = (): ItemBudget => new ItemBudget(1e9);
console.log(`${SPANS} spans a batch, ${((protobuf[0]?.length ?? 0) / SPANS).toFixed(0)} bytes a span in protobuf`);
measure('hash', protobuf, (body) => requestId('traces', body));
measure('decode protobuf', protobuf, (body) => decodeTraces(new Reader(body, budget())));
measure('decode protobuf and normalise', protobuf, (body) =>
  normalise({ signal: 'traces', spans: decodeTraces(new Reader(body, budget())) }, options),
);
measure('decode JSON and normalise', json, (body) =>
  normalise({ signal: 'traces', spans: decodeJsonTraces(parseJson(body), budget()) }, options),
);
