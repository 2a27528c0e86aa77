import { expect, type Locator, test } from '@playwright/test';
import { hourOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownMetric, type KnownSpan } from '@/e2e/known-telemetry';

/** Infrastructure health over one hour: two hosts, one process, three stores, two other hosts, and what Hearth says of itself. */
const START = pastHour(3);
const AT = 600;
const LATER = 660;
const MILLI = 1e6;
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

const one = { resource: { 'host.name': 'web-1' } } as const;
const two = { resource: { 'host.name': 'web-2' } } as const;
const api = { service: 'api', ...one } as const;
const pool = (name: string, state?: string) => ({
  'db.client.connection.pool.name': name,
  ...(state === undefined ? {} : { 'db.client.connection.state': state }),
});
const hearthItself = { service: 'hearth' } as const;

const metrics: KnownMetric[] = [
  {
    ...one,
    kind: 'gauge',
    name: 'system.cpu.utilization',
    points: [
      [AT, 0.5, { state: 'user' }],
      [AT, 0.1, { state: 'system' }],
      [AT, 0.4, { state: 'idle' }],
    ],
  },
  {
    ...two,
    kind: 'gauge',
    name: 'system.cpu.utilization',
    points: [
      [AT, 0.2, { state: 'user' }],
      [AT, 0.8, { state: 'idle' }],
    ],
  },
  {
    ...one,
    kind: 'gauge',
    name: 'system.cpu.load_average.1m',
    points: [
      [AT, 2],
      [LATER, 4],
    ],
  },
  { ...two, kind: 'gauge', name: 'system.cpu.load_average.1m', points: [[AT, 1]] },
  {
    ...one,
    kind: 'gauge',
    name: 'system.memory.utilization',
    points: [
      [AT, 0.7, { state: 'used' }],
      [AT, 0.3, { state: 'free' }],
    ],
  },
  { ...two, kind: 'gauge', name: 'system.memory.utilization', points: [[AT, 0.5, { state: 'used' }]] },
  { ...one, kind: 'gauge', name: 'system.filesystem.utilization', points: [[AT, 0.9, { mountpoint: '/', state: 'used' }]] },
  { ...two, kind: 'gauge', name: 'system.filesystem.utilization', points: [[AT, 0.4, { mountpoint: '/data', state: 'used' }]] },
  {
    ...one,
    kind: 'counter',
    name: 'system.disk.io',
    points: [
      [AT, 600, { direction: 'read' }],
      [AT, 300, { direction: 'write' }],
    ],
  },
  { ...one, kind: 'counter', name: 'system.network.io', points: [[AT, 1_200, { direction: 'receive' }]] },
  {
    ...api,
    kind: 'gauge',
    name: 'process.cpu.utilization',
    points: [
      [AT, 0.3],
      [LATER, 0.5],
    ],
  },
  {
    ...api,
    kind: 'gauge',
    name: 'process.memory.usage',
    points: [
      [AT, 100],
      [LATER, 300],
    ],
  },
  {
    ...api,
    kind: 'gauge',
    name: 'db.client.connection.count',
    points: [
      [AT, 8, pool('main', 'used')],
      [AT, 2, pool('main', 'idle')],
      [AT, 5, pool('jobs', 'used')],
    ],
  },
  {
    ...api,
    kind: 'gauge',
    name: 'db.client.connection.max',
    points: [
      [AT, 10, pool('main')],
      [AT, 20, pool('jobs')],
    ],
  },
  { ...api, kind: 'gauge', name: 'queue.size', points: [[AT, 7, { queue: 'ingest' }]] },
  {
    ...hearthItself,
    kind: 'counter',
    name: 'hearth.ingest.records',
    points: [
      [AT, 60, { signal: 'spans' }],
      [AT, 30, { signal: 'logs' }],
    ],
  },
  { ...hearthItself, kind: 'counter', name: 'hearth.ingest.rejected', points: [[AT, 3]] },
  { ...hearthItself, kind: 'gauge', name: 'hearth.ingest.lag', points: [[AT, 12]] },
  { ...hearthItself, kind: 'gauge', name: 'hearth.store.bytes', points: [[AT, 4_096]] },
  { ...hearthItself, kind: 'gauge', name: 'hearth.store.parts', points: [[AT, 9]] },
];

const query = (system: string, operation: string, name: string, millis: number, failed = false): KnownSpan => ({
  ...api,
  name,
  kind: 'client',
  at: AT,
  millis,
  failed,
  trace: 'request',
  parent: 'request',
  attributes: { 'db.system.name': system, 'db.operation.name': operation, 'db.query.text': `${operation} …` },
});
const call = (host: string, millis: number, failed = false): KnownSpan => ({
  ...api,
  name: 'POST',
  kind: 'client',
  at: AT,
  millis,
  failed,
  trace: 'request',
  parent: 'request',
  attributes: { 'http.request.method': 'POST', 'server.address': host },
});

/** 22 queries: 5 of 2 ms, 8 of 10 ms, 3 of 20 ms, 6 of 30 ms; p95 is the 21st. */
const spans = [
  ...times(8, query('postgresql', 'SELECT', 'SELECT shop', 10)),
  ...times(4, query('postgresql', 'SELECT', 'SELECT shop', 30)),
  ...times(2, query('postgresql', 'SELECT', 'SELECT shop', 30, true)),
  ...times(5, query('redis', 'GET', 'GET', 2)),
  ...times(3, query('qdrant', 'search', 'qdrant:search', 20)),
  ...times(3, call('api.openai.com', 100)),
  call('api.openai.com', 100, true),
  ...times(2, call('hooks.example.com', 50)),
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { spans, metrics });
});
test.afterAll(() => hearth.dispose());

const DRAWN: Readonly<Record<string, Expected>> = {
  'hosts-seen': [['Hosts seen'], [2]],
  'busiest-memory': [['Fullest memory'], [0.7]],
  'fullest-disk': [['Fullest disk'], [0.9]],
  // 8 and 5 of 10 and 20
  'connections-used': [['Connections used'], [13 / 30]],
  'query-p95': [['Query p95'], [30 * MILLI]],
  'query-rate': [['Queries per second'], [22 / 3_600]],
  hosts: [
    ['Host', 'Last heard of', 'Load', 'Highest load'],
    ['web-1', iso(LATER), 3, 4],
    ['web-2', iso(AT), 1, 1],
  ],
  cpu: [
    ['Time', 'web-1', 'web-2'],
    [iso(AT), 0.6, 0.2],
  ],
  memory: [
    ['Time', 'web-1', 'web-2'],
    [iso(AT), 0.7, 0.5],
  ],
  load: [
    ['Time', 'web-1', 'web-2'],
    [iso(AT), 2, 1],
    [iso(LATER), 4, null],
  ],
  filesystems: [
    ['host', 'mountpoint', 'Used'],
    ['web-1', '/', 0.9],
    ['web-2', '/data', 0.4],
  ],
  // 900 and 1 200 bytes in a step of 30 s
  'disk-io': [
    ['Time', 'web-1'],
    [iso(AT), 30],
  ],
  'network-io': [
    ['Time', 'web-1'],
    [iso(AT), 40],
  ],
  'process-cpu': [
    ['Service', 'Host', 'CPU', 'Highest', 'Last heard of'],
    ['api', 'web-1', 0.4, 0.5, iso(LATER)],
  ],
  'process-memory': [
    ['Service', 'Host', 'Memory', 'Highest'],
    ['api', 'web-1', 200, 300],
  ],
  // 8 · 10 ms + 6 · 30 ms, 3 · 20 ms, 5 · 2 ms
  queries: [
    ['System', 'Operation', 'Share of time', 'Rate', 'Errors', 'p50', 'p95'],
    ['postgresql', 'SELECT', 260 * MILLI, 14 / 3_600, 2 / 14, 10 * MILLI, 30 * MILLI],
    ['qdrant', 'search', 60 * MILLI, 3 / 3_600, 0, 20 * MILLI, 20 * MILLI],
    ['redis', 'GET', 10 * MILLI, 5 / 3_600, 0, 2 * MILLI, 2 * MILLI],
  ],
  pools: [
    ['db.client.connection.pool.name', 'Used'],
    ['main', 0.8],
    ['jobs', 0.25],
  ],
  'query-p95-over-time': [
    ['Time', 'postgresql', 'qdrant', 'redis'],
    [iso(AT), 30 * MILLI, 20 * MILLI, 2 * MILLI],
  ],
  'pools-over-time': [
    ['Time', 'jobs', 'main'],
    [iso(AT), 0.25, 0.8],
  ],
  stores: [
    ['name', 'p95', 'Rate', 'Errors'],
    ['qdrant:search', 20 * MILLI, 3 / 3_600, 0],
    ['GET', 2 * MILLI, 5 / 3_600, 0],
  ],
  'slow-queries': async (panel: Locator) => {
    const lines = panel.getByRole('listitem');
    await expect(lines).toHaveCount(20);
    await expect(lines.nth(0)).toContainText(/SELECT shop.*30\sms/);
    await expect(lines.nth(6)).toContainText(/qdrant:search.*20\sms/);
    await expect(lines.nth(9)).toContainText(/SELECT shop.*10\sms/);
  },
  'queue-depth': [
    ['Time', 'ingest'],
    [iso(AT), 7],
  ],
  outbound: [
    ['Host', 'Calls', 'Rate', 'Errors', 'p50', 'p95'],
    ['api.openai.com', 4, 4 / 3_600, 0.25, 100 * MILLI, 100 * MILLI],
    ['hooks.example.com', 2, 2 / 3_600, 0, 50 * MILLI, 50 * MILLI],
  ],
  // in a step of a minute
  'ingest-rate': [
    ['Time', 'logs', 'spans'],
    [iso(AT), 0.5, 1],
  ],
  'ingest-lag': [
    ['Time', 'max'],
    [iso(AT), 12],
  ],
  'ingest-rejected': [
    ['Time', 'increase'],
    [iso(AT), 3],
  ],
  'store-bytes': [
    ['Time', 'max'],
    [iso(AT), 4_096],
  ],
  'store-parts': [
    ['Time', 'max'],
    [iso(AT), 9],
  ],
};

testPanels('infrastructure-health', DRAWN, (page) => page.goto(hourOf(hearth.app, 'infrastructure-health', START)));

test('a host that is no longer heard of is down', async ({ page }) => {
  await page.goto(hourOf(hearth.app, 'infrastructure-health', START));
  await expect(page.locator('#hosts').getByRole('row').nth(1)).toContainText(/web-1.*down/);
});
