/** Figures worked out by hand on small traces, through the real engine. A duration is given back within 1.1 %. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resource, openTestStore, span, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { openOn } from '@/lib/backends/clickhouse/backend';
import { readServiceMap } from '@/lib/backends/clickhouse/service-map';
import { CallsJob } from '@/lib/backends/clickhouse/service-map-job';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { DAY, HOUR, millis, nanos, nanosFromMillis, nowMillis, SECOND, type TimeRange } from '@/lib/base/time';
import type { ServiceMap } from '@/lib/model/service-map';
import type { Span } from '@/lib/model/telemetry';

const settings = { retentionDays: { traces: 30 } };
const { signal } = new AbortController();
/** Noon of yesterday, UTC: the start of a bucket. */
const NOON = millis(Math.floor(nowMillis() / DAY) * DAY - 12 * HOUR);
const HOUR_AROUND: TimeRange = { from: millis(NOON - HOUR / 2), to: millis(NOON + HOUR / 2) };

let store: TestStore;
let job: CallsJob;
beforeEach(async () => {
  store = await openTestStore();
  job = new CallsJob(store.transport, store.layout, settings);
});
afterEach(() => store.close());

let requests = 0n;

/** Stores and notes as the backend does, under the id `request` or a new one. */
async function send(spans: Span[], request?: bigint): Promise<void> {
  await store.add({ spans });
  requests = request ?? requests + 1n;
  job.note([{ id: requests, spans, pendingSpans: [], logs: [], points: [] }]);
}

async function settle(of = job): Promise<void> {
  while (await of.step());
}

async function read(range = HOUR_AROUND, environments: string[] = []): Promise<ServiceMap> {
  await settle();
  return readServiceMap(store.transport, range, environments, job.lag(range), signal);
}

/** What the map says in short: calls, errors and p50 in whole ms by edge, and by node. */
function told(map: ServiceMap): { edges: Record<string, string>; nodes: Record<string, string> } {
  const text = ({ figures }: ServiceMap['edges'][number] | ServiceMap['nodes'][number]) =>
    `${figures.count} calls, ${figures.errors} errors${figures.p50 === undefined ? '' : `, ${Math.round(figures.p50 / 1e6)} ms`}`;
  return {
    edges: Object.fromEntries(map.edges.map((edge) => [`${edge.from} > ${edge.to}`, text(edge)])),
    nodes: Object.fromEntries(map.nodes.map((node) => [node.id, text(node)])),
  };
}

interface Own {
  readonly service: string;
  readonly kind: Span['kind'];
  readonly parent?: Span;
  /** Seconds after noon. */
  readonly at?: number;
  readonly ms?: number;
  readonly failed?: boolean;
  readonly environment?: string;
  readonly attributes?: Record<string, string>;
}

function made({ service, kind, parent, at = 1, ms = 10, failed = false, environment = 'test', attributes = {} }: Own): Span {
  return span({
    resource: resource(service, { 'deployment.environment.name': environment }),
    kind,
    ...(parent ? { traceId: parent.traceId, parentSpanId: parent.spanId } : {}),
    start: nanosFromMillis(millis(NOON + at * SECOND)),
    duration: nanos(BigInt(ms) * 1_000_000n),
    statusCode: failed ? 'Error' : 'Unset',
    attributes,
  });
}

const POSTGRES = { 'db.system.name': 'postgresql', 'db.namespace': 'orders', 'server.address': 'pg.internal' };

/** web → api → PostgreSQL, and api → a host that sends nothing. */
function checkout(own: { at?: number; failed?: boolean; environment?: string } = {}): Span[] {
  const request = made({ service: 'web', kind: 'Server', ms: 100, ...own });
  const call = made({ service: 'web', kind: 'Client', parent: request, ms: 80, ...own, attributes: { 'server.address': 'api.internal' } });
  const served = made({ service: 'api', kind: 'Server', parent: call, ms: 64, ...own });
  const query = made({ service: 'api', kind: 'Client', parent: served, ms: 8, ...own, attributes: POSTGRES });
  const hook = made({
    service: 'api',
    kind: 'Client',
    parent: served,
    ms: 32,
    ...own,
    attributes: { 'server.address': 'hooks.example.com' },
  });
  return [request, call, served, query, hook];
}

it('counts calls between services by the span that serves them, and calls to the outside by the span that makes them', async () => {
  await send([...checkout(), ...checkout({ failed: true }), ...checkout({ at: 299 })]);
  expect(told(await read())).toEqual({
    edges: {
      // api.internal is no host of its own: the service behind it has answered
      'service:web > service:api': '3 calls, 1 errors, 64 ms',
      'service:api > database:postgresql/orders': '3 calls, 1 errors, 8 ms',
      'service:api > host:hooks.example.com': '3 calls, 1 errors, 32 ms',
    },
    nodes: {
      'service:web': '3 calls, 1 errors, 100 ms',
      'service:api': '3 calls, 1 errors, 64 ms',
      'database:postgresql/orders': '3 calls, 1 errors, 8 ms',
      'host:hooks.example.com': '3 calls, 1 errors, 32 ms',
    },
  });
});

it('draws a queue between those who send to it and those who take from it', async () => {
  const task = { 'messaging.system': 'celery', 'messaging.destination.name': 'mails' };
  const send1 = made({ service: 'api', kind: 'Producer', ms: 2, attributes: task });
  const send2 = made({ service: 'api', kind: 'Producer', ms: 2, attributes: task });
  const taken = made({ service: 'mailer', kind: 'Consumer', parent: send1, at: 40, ms: 40, failed: true, attributes: task });
  // nobody traces who sends these; here the parent tells of no queue, so that it is known by what takes
  const start = made({ service: 'web', kind: 'Server', ms: 4 });
  const run = made({ service: 'worker', kind: 'Consumer', parent: start, ms: 16, attributes: { 'messaging.destination.name': 'jobs' } });
  await send([send1, send2, taken, start, run]);
  expect(told(await read())).toEqual({
    edges: {
      'service:api > queue:mails': '2 calls, 0 errors, 2 ms',
      'queue:mails > service:mailer': '1 calls, 1 errors, 40 ms',
      'service:web > queue:jobs': '1 calls, 0 errors, 16 ms',
      'queue:jobs > service:worker': '1 calls, 0 errors, 16 ms',
    },
    nodes: {
      'service:api': '2 calls, 0 errors, 2 ms',
      'service:mailer': '1 calls, 1 errors, 40 ms',
      'service:web': '1 calls, 0 errors, 4 ms',
      'service:worker': '1 calls, 0 errors, 16 ms',
      'queue:mails': '2 calls, 0 errors, 2 ms',
      'queue:jobs': '1 calls, 0 errors, 16 ms',
    },
  });
});

it('knows LLM providers, one queue for the channels of all users, and databases by system and name', async () => {
  const root = made({ service: 'agent', kind: 'Server' });
  const client = (attributes: Record<string, string>, parent = root) => made({ service: 'agent', kind: 'Client', parent, attributes });
  const chat = client({ 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt', 'gen_ai.operation.name': 'chat' });
  await send([
    root,
    chat,
    // the request that carries the call is not another one
    client({ 'server.address': 'api.openai.com' }, chat),
    // nor is what Logfire's SDK tells when an answer was streamed
    {
      ...made({ service: 'agent', kind: 'Internal', parent: root }),
      name: 'streaming response from {request_data[model]!r} took {duration:.2f}s',
      attributes: chat.attributes,
    },
    // an agent's run is no call of a model
    client({ 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt', 'gen_ai.operation.name': 'invoke_agent' }),
    ...[1, 2, 3].map((user) =>
      made({
        service: 'agent',
        kind: 'Producer',
        attributes: { 'messaging.system': 'redis', 'messaging.destination.name': `events:usr_${user}` },
      }),
    ),
    client({ 'db.system': 'redis' }),
    client({ 'db.system': 'redis', 'server.address': 'cache.internal' }),
    client({ 'db.system': 'mysql', 'db.name': 'main' }),
    client({ 'db.system': 'postgresql', 'db.name': 'main' }),
  ]);
  expect((await read()).edges.map(({ to, figures }) => `${to} ${figures.count}`).toSorted()).toEqual([
    'database:mysql/main 1',
    'database:postgresql/main 1',
    'database:redis/cache.internal 1',
    'database:redis/redis 1',
    'llm:openai 1',
    'queue:events:* 3',
  ]);
});

it('takes what comes late into account: the span that was called, its caller, and the next bucket', async () => {
  // the caller begins 1 s before the bucket ends, the callee 1 s into the next one
  const request = made({ service: 'web', kind: 'Server', at: 299 });
  const call = made({ service: 'web', kind: 'Client', parent: request, at: 299, attributes: { 'server.address': 'api.internal' } });
  const served = made({ service: 'api', kind: 'Server', parent: call, at: 301, ms: 64 });
  await send([request, call]);
  // nobody has answered yet: it may well be a host that sends nothing
  expect(told(await read()).edges).toEqual({ 'service:web > host:api.internal': '1 calls, 0 errors, 10 ms' });
  await send([served]);
  expect(told(await read()).edges).toEqual({ 'service:web > service:api': '1 calls, 0 errors, 64 ms' });

  const late = checkout();
  await send(late.slice(2));
  expect(told(await read()).edges['service:web > service:api']).toBe('1 calls, 0 errors, 64 ms');
  await send(late.slice(0, 2));
  expect(told(await read()).edges['service:web > service:api']).toBe('2 calls, 0 errors, 64 ms');
});

it('counts a request that is sent again once, and a bucket that is made twice, by two processes, once', async () => {
  const spans = checkout();
  await send(spans);
  const first = told(await read());
  job.note([{ id: 1n, spans, pendingSpans: [], logs: [], points: [] }]);
  const other = new CallsJob(store.transport, store.layout, settings);
  other.note([{ id: 1n, spans, pendingSpans: [], logs: [], points: [] }]);
  await Promise.all([settle(), settle(other)]);
  expect(told(await read())).toEqual(first);
  const { rows } = await store.transport.query('SELECT uniqExact(Version) > 1 FROM hearth_calls', {}, { signal });
  expect(rows).toEqual([[1]]);
});

it('finds after a restart what was stored and not counted, by whomever', async () => {
  await send(checkout());
  await settle();
  await store.add({ spans: checkout({ at: 2 }) });
  await store.add({ spans: checkout({ at: 20 * 60 }) });
  const restarted = new CallsJob(store.transport, store.layout, settings);
  await settle(restarted);
  expect(restarted.lag(HOUR_AROUND)).toBe(0);
  const map = await readServiceMap(store.transport, HOUR_AROUND, [], 0, signal);
  expect(told(map).edges['service:web > service:api']).toBe('3 calls, 0 errors, 64 ms');
});

it('reads whole buckets of the range, in the chosen environments, and says how far behind it is', async () => {
  await send([...checkout({ environment: 'production' }), ...checkout({ environment: 'staging', at: 301 })]);
  const count = (map: ServiceMap) => map.edges.find(({ to }) => to === 'service:api')?.figures.count;
  expect(count(await read())).toBe(2);
  expect(count(await read(HOUR_AROUND, ['staging']))).toBe(1);
  expect(await read(HOUR_AROUND, ['elsewhere'])).toMatchObject({ nodes: [], edges: [] });
  const minute = { from: millis(NOON + 60 * SECOND), to: millis(NOON + 90 * SECOND) };
  const map = await read(minute);
  expect(count(map)).toBe(1);
  expect(map).toMatchObject({ covers: { from: NOON, to: NOON + 300 * SECOND }, partial: false, lagSeconds: 0 });
});

it('a backend keeps its map up to date by itself', async () => {
  const backend = await openOn(
    { ...bound(store), close: () => Promise.resolve() },
    { ...settings, retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: [] },
  );
  await backend.ingest([{ id: 77n, spans: checkout(), pendingSpans: [], logs: [], points: [] }]);
  const map = () => backend.serviceMap?.(HOUR_AROUND, [], signal);
  await expect.poll(async () => (await map())?.edges.length, { timeout: 30_000, interval: 200 }).toBe(3);
  await expect.poll(async () => (await map())?.lagSeconds, { timeout: 30_000, interval: 200 }).toBe(0);
  await backend.close();
}, 60_000);

/** The store's transport as plain functions. */
function bound({ transport }: TestStore): Transport {
  return {
    query: (...given) => transport.query(...given),
    stream: (...given) => transport.stream(...given),
    command: (...given) => transport.command(...given),
    insert: (...given) => transport.insert(...given),
    close: () => transport.close(),
  };
}
