/** What the services and their pools, queues and models report. */
import { HOUR, MINUTE } from '@/lib/base/time';
import { SERVICES, type Host, type Service } from '@/lib/demo/fleet';
import type { Instrument, Reading, Source } from '@/lib/demo/metrics/instrument';
import { MODELS } from '@/lib/demo/systems/calls';
import { EVENT_TYPES } from '@/lib/demo/systems/marketing';
import { TENANTS } from '@/lib/demo/tenants';

const first = (service: Service): Source => ({ service, host: SERVICES[service].hosts[0] as Host });

/** The semantic conventions' bounds for request durations, in seconds. */
const DURATION_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const ROUTES = [
  { method: 'POST', route: '/api/v1/streams', perSecond: 1.7, typical: 0.075 },
  { method: 'GET', route: '/api/v1/streams/{stream_id}', perSecond: 2.5, typical: 0.005 },
  { method: 'GET', route: '/api/v1/highlights', perSecond: 1.9, typical: 0.024 },
] as const;

/** Rises over ten minutes while the incident lasts: a queue fills, it does not jump. */
function filling(reading: Reading, peak: number): number {
  const since = reading.since('queueBacksUp');
  // Above the critical threshold after two minutes, so that it stays there for the five that the alert waits for.
  return since === undefined ? 0 : peak * Math.min(1, 0.1 + since / (4 * MINUTE));
}

const QUEUES = [
  { queue: 'ingest', usual: 14, peak: 3_400, from: first('highlights-worker') },
  { queue: 'detect', usual: 9, peak: 900, from: first('highlights-worker') },
  { queue: 'webhooks', usual: 4, peak: 0, from: first('highlights-worker') },
  { queue: 'search-queue', usual: 3, peak: 0, from: first('marketing-worker') },
  { queue: 'arq:queue', usual: 6, peak: 0, from: first('memory-worker') },
] as const;

const POOLS = [
  { pool: 'highlights', used: 14, max: 40, from: first('highlights-api') },
  { pool: 'memory_cloud', used: 8, max: 20, from: first('memory-cloud') },
  { pool: 'marketing', used: 3, max: 10, from: first('marketing-agent') },
] as const;

function connections({ used, max }: { readonly used: number; readonly max: number }, { busy, random, since }: Reading): number {
  return since('slowDatabase') === undefined ? Math.min(Math.round(max * 0.7), random.poisson(used * busy)) : max;
}

const queueSizes: readonly Instrument[] = QUEUES.map(({ queue, usual, peak, from }) => ({
  name: 'queue.size',
  unit: '{item}',
  description: 'Items that wait',
  from,
  kind: 'gauge',
  series: [
    {
      attributes: { queue },
      value: (reading: Reading) => reading.random.poisson(usual * reading.busy) + Math.round(filling(reading, peak)),
    },
  ],
}));

const pools: readonly Instrument[] = POOLS.flatMap((pool): Instrument[] => [
  {
    name: 'db.client.connection.count',
    unit: '{connection}',
    description: 'Connections by state',
    from: pool.from,
    kind: 'upDownCounter',
    series: [
      {
        attributes: { 'db.client.connection.pool.name': pool.pool, 'db.client.connection.state': 'used' },
        value: (reading) => connections(pool, reading),
      },
    ],
  },
  {
    name: 'db.client.connection.max',
    unit: '{connection}',
    description: 'Connections that the pool allows',
    from: pool.from,
    kind: 'upDownCounter',
    series: [{ attributes: { 'db.client.connection.pool.name': pool.pool }, value: () => pool.max }],
  },
]);

const processes: readonly Instrument[] = (Object.keys(SERVICES) as Service[]).flatMap((service): Instrument[] => [
  {
    name: 'process.cpu.utilization',
    unit: '1',
    description: 'Share of all CPUs that the process uses',
    from: first(service),
    kind: 'gauge',
    series: [{ attributes: {}, value: ({ busy, random }) => Math.min(1, 0.18 * busy * random.around(1, 0.15)) }],
  },
  {
    name: 'process.memory.usage',
    unit: 'By',
    description: 'Resident memory of the process',
    from: first(service),
    kind: 'upDownCounter',
    series: [{ attributes: {}, value: ({ busy, random }) => Math.round(2 ** 20 * (210 + 60 * busy + random.between(-8, 8))) }],
  },
]);

export const SERVICE_METRICS: readonly Instrument[] = [
  ...queueSizes,
  ...pools,
  ...processes,
  {
    name: 'http.server.request.duration',
    unit: 's',
    description: 'Duration of HTTP server requests',
    from: first('highlights-api'),
    kind: 'histogram',
    bounds: DURATION_BOUNDS,
    series: ROUTES.map(({ method, route, perSecond, typical }) => ({
      attributes: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': 200 },
      perSecond: ({ busy }) => perSecond * busy,
      draw: ({ random, since }) => random.around(since('slowDatabase') === undefined ? typical : 5.2),
    })),
  },
  {
    name: 'http.client.request.duration',
    unit: 's',
    description: 'Duration of HTTP client requests',
    from: first('agent-gateway'),
    kind: 'exponentialHistogram',
    series: Object.entries({ 'api.openai.com': 1, 'api.anthropic.com': 0.5, 'api.mistral.ai': 0.2 }).map(([host, calls]) => ({
      attributes: { 'http.request.method': 'POST', 'server.address': host },
      perSecond: ({ busy }) => calls * busy,
      draw: ({ random }) => random.around(0.43, 0.4),
    })),
  },
  {
    name: 'gen_ai.client.token.usage',
    unit: '{token}',
    description: 'Tokens in and out of models',
    from: first('marketing-worker'),
    kind: 'histogram',
    bounds: [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536],
    series: MODELS.flatMap(({ provider, name, share }) =>
      (['input', 'output'] as const).map((type) => ({
        attributes: { 'gen_ai.provider.name': provider, 'gen_ai.request.model': name, 'gen_ai.token.type': type },
        perSecond: ({ busy }: Reading) => 2.2 * share * busy,
        draw: ({ random }: Reading) => Math.round(random.around(type === 'input' ? 2_600 : 340, 0.5)) + 1,
      })),
    ),
  },
  {
    name: 'sse.connections.active',
    unit: '{connection}',
    description: 'Event streams that are open',
    from: first('marketing-agent'),
    kind: 'upDownCounter',
    series: [{ attributes: {}, value: ({ busy, random }) => random.poisson(14 * busy) }],
  },
  {
    name: 'events.published',
    unit: '{event}',
    description: 'Events published to Redis',
    from: first('marketing-worker'),
    kind: 'counter',
    series: EVENT_TYPES.map((type) => ({ attributes: { event_type: type }, perSecond: ({ busy }) => 2.2 * busy })),
  },
  {
    name: 'redis.publish.duration',
    unit: 'ms',
    description: 'Time that a publish took',
    from: first('marketing-worker'),
    kind: 'exponentialHistogram',
    series: EVENT_TYPES.map((type) => ({
      attributes: { event_type: type },
      perSecond: ({ busy }) => 2.2 * busy,
      draw: ({ random, since }) => (since('queueBacksUp') === undefined ? random.around(3.5, 0.45) : random.around(130, 0.3)),
    })),
  },
  {
    name: 'search.candidates',
    unit: '{candidate}',
    description: 'Candidates that a search found',
    from: first('marketing-worker'),
    kind: 'histogram',
    bounds: [0, 5, 10, 20, 30, 40, 50],
    series: [{ attributes: {}, perSecond: ({ busy }) => 2.2 * busy, draw: ({ random }) => random.whole(3, 50) }],
  },
  {
    name: 'memories.stored',
    unit: '{memory}',
    description: 'Memories that tenants keep',
    from: first('memory-cloud'),
    kind: 'upDownCounter',
    series: TENANTS.map(({ id, users }) => ({
      attributes: { 'tenant.id': id },
      value: ({ at }) => users * 180 + Math.floor((users * at) / HOUR),
    })),
  },
];
