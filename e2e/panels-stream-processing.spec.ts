import { expect, test } from '@playwright/test';
import { hourOf, panelOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { hold } from '@/e2e/hold';
import { sendKnown, type KnownMetric } from '@/e2e/known-telemetry';

/** Stream processing over an hour of which the metrics tell, as the Highlights API sends them. */
const START = pastHour(3);
const AT = 600;
/** One more minute: so that sums over the hour differ from a single step. */
const LATER = 660;
const SECOND = 1e9;
const MILLI = 1e6;
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const nothing: Expected = [];

const worker = { service: 'worker' } as const;
const on = (platform: string) => ({ platform, organization_id: 'acme' });

/** 6 streams started, 5 completed, 1 failed; 4 in progress at last; 6 highlights. */
const metrics: KnownMetric[] = [
  {
    ...worker,
    kind: 'counter',
    name: 'streams.started',
    points: [
      [AT, 3, on('twitch')],
      [LATER, 1, on('twitch')],
      [AT, 2, on('rtmp')],
    ],
  },
  {
    ...worker,
    kind: 'counter',
    name: 'streams.completed',
    points: [
      [AT, 4, on('twitch')],
      [AT, 1, on('rtmp')],
    ],
  },
  { ...worker, kind: 'counter', name: 'streams.failed', points: [[AT, 1, on('rtmp')]] },
  {
    ...worker,
    kind: 'gauge',
    name: 'streams.active',
    points: [
      [AT, 3, { platform: 'twitch' }],
      [AT, 1, { platform: 'rtmp' }],
    ],
  },
  {
    ...worker,
    kind: 'counter',
    name: 'highlights.detected',
    points: [
      [AT, 4, { method: 'ai' }],
      [LATER, 2, { method: 'chat_spike' }],
    ],
  },
  // 4 in (0.5, 0.75], 2 in (0.75, 1]
  {
    ...worker,
    kind: 'histogram',
    name: 'highlight.confidence',
    bounds: [0.5, 0.75, 1],
    points: [[AT, [0, 4, 2, 0], 4.2, { method: 'ai' }]],
  },
  // all ten of a stage in one bucket, so that p50 is in the middle of it and p95 at 95 %: (1, 2] s gives 1.5 s and 1.95 s
  {
    ...worker,
    kind: 'histogram',
    name: 'processing.duration',
    unit: 's',
    bounds: [1, 2, 4],
    points: [
      [AT, [0, 10, 0, 0], 15, { stage: 'probe' }],
      [AT, [0, 0, 10, 0], 30, { stage: 'segment' }],
    ],
  },
  {
    ...worker,
    kind: 'histogram',
    name: 'task.duration',
    unit: 's',
    bounds: [1, 2, 4],
    points: [[AT, [0, 10, 0, 0], 15, { task: 'ingest', organization_id: 'acme' }]],
  },
  {
    ...worker,
    kind: 'gauge',
    name: 'queue.size',
    points: [
      [AT, 7, { queue: 'ingest' }],
      [AT, 2, { queue: 'detect' }],
      [LATER, 9, { queue: 'ingest' }],
    ],
  },
  {
    ...worker,
    kind: 'counter',
    name: 'events.published',
    points: [
      [AT, 30, { event_type: 'searching' }],
      [AT, 15, { event_type: 'completed' }],
    ],
  },
  {
    ...worker,
    kind: 'histogram',
    name: 'redis.publish.duration',
    unit: 'ms',
    bounds: [1, 2, 4],
    points: [[AT, [0, 45, 0, 0], 67.5, { event_type: 'searching' }]],
  },
  {
    ...worker,
    kind: 'gauge',
    name: 'sse.connections.active',
    points: [
      [AT, 5],
      [LATER, 8],
    ],
  },
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { metrics });
});
test.afterAll(() => hearth.dispose());

const DRAWN: Readonly<Record<string, Expected>> = {
  started: [['Started'], [6]],
  completed: [['Completed'], [5]],
  failed: [['Failed'], [1]],
  'success-rate': [['Completed of started'], [5 / 6]],
  active: [['Active streams'], [4]],
  highlights: [['Highlights'], [6]],
  // per second in steps of a minute
  'started-by-platform': [
    ['Time', 'rtmp', 'twitch'],
    [iso(AT), 2 / 60, 3 / 60],
    [iso(LATER), null, 1 / 60],
  ],
  'failed-by-platform': [
    ['Time', 'rtmp'],
    [iso(AT), 1],
  ],
  'success-by-platform': [
    ['platform', 'Completed'],
    ['twitch', 1],
    ['rtmp', 0.5],
  ],
  'active-by-platform': [
    ['Time', 'rtmp', 'twitch'],
    [iso(AT), 1, 3],
  ],
  'highlights-by-method': [
    ['Time', 'ai', 'chat_spike'],
    [iso(AT), 4, null],
    [iso(LATER), null, 2],
  ],
  confidence: [
    ['Time', 'Above', 'Up to', 'Records'],
    [iso(AT), 0.5, 0.75, 4],
    [iso(AT), 0.75, 1, 2],
  ],
  // (2, 4] s: p95 is 2 + 2 · 0.95 = 3.9 s, p50 3 s
  stages: [
    ['Stage', 'p95', 'p50', 'Runs'],
    ['segment', 3.9 * SECOND, 3 * SECOND, 10],
    ['probe', 1.95 * SECOND, 1.5 * SECOND, 10],
  ],
  'stage-p95': [
    ['Time', 'probe', 'segment'],
    [iso(AT), 1.95 * SECOND, 3.9 * SECOND],
  ],
  tasks: [
    ['Task', 'Runs', 'Failures', 'p50', 'p95'],
    ['ingest', 10, 0, 1.5 * SECOND, 1.95 * SECOND],
  ],
  'task-p95': [
    ['Time', 'ingest'],
    [iso(AT), 1.95 * SECOND],
  ],
  'task-failures': nothing,
  'queue-depth': [
    ['Time', 'detect', 'ingest'],
    [iso(AT), 2, 7],
    [iso(LATER), null, 9],
  ],
  'publish-rate': [['Published'], [45 / 3_600]],
  // (1, 2] ms
  'publish-p95': [['Publish p95'], [1.95 * MILLI]],
  unheard: [['Heard by nobody'], [0]],
  connections: [['Event streams'], [8]],
  received: [['Received'], [0]],
  'delay-p95': [['Delay p95'], [null]],
  publishes: [
    ['Time', 'completed', 'searching'],
    [iso(AT), 0.25, 0.5],
  ],
  'publish-latency': [
    ['Time', 'p50', 'p95'],
    [iso(AT), 1.5 * MILLI, 1.95 * MILLI],
  ],
  delay: nothing,
  'unheard-by-type': nothing,
  'connections-over-time': [
    ['Time', 'last'],
    [iso(AT), 5],
    [iso(LATER), 8],
  ],
  publishers: nothing,
  'messages-processed': nothing,
  destinations: nothing,
};

testPanels('stream-processing', DRAWN, (page) => page.goto(hourOf(hearth.app, 'stream-processing', START)));

test('a panel that waited for the names of metrics is the same element when it has its figures', async ({ page }) => {
  const letGo = await hold(page, /\/api\/metrics\?/);
  await page.goto(hourOf(hearth.app, 'stream-processing', START));
  const panel = panelOf(page, 'started');
  await expect(panel).toHaveAttribute('aria-busy', 'true');
  const waited = await panel.elementHandle();
  letGo();
  await expect(panel).toHaveAttribute('aria-busy', 'false');
  await expect(panel).toContainText('6');
  expect(await waited?.evaluate((element) => element.isConnected)).toBe(true);
});
