/** Figures worked out by hand on small traces, through the real engine. A duration is given back within 1.1 %. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resource, openTestStore, span, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { readServiceMap } from '@/lib/backends/clickhouse/service-map';
import { CallsJob } from '@/lib/backends/clickhouse/service-map-job';
import { DAY, HOUR, millis, MINUTE, nanos, nanosFromMillis, nowMillis, SECOND, type TimeRange } from '@/lib/base/time';
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
