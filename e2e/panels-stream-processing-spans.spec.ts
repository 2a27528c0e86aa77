import { test } from '@playwright/test';
import { hourOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownSpan } from '@/e2e/known-telemetry';

/** Stream processing over an hour of which only spans tell: every panel that can reads them where no metric is sent. */
const START = pastHour(3);
const AT = 600;
const MILLI = 1e6;
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const nothing: Expected = [];

const worker = { service: 'worker' } as const;
const on = (platform: string) => ({ platform, organization_id: 'acme' });

const start = (platform: string, failed = false): KnownSpan => ({
  ...worker,
  name: 'start_stream',
  at: AT,
  millis: 50,
  failed,
  attributes: on(platform),
});
const task = (name: string, millis: number, failed: boolean): KnownSpan => ({
  ...worker,
  name,
  kind: 'consumer',
  at: AT,
  millis,
  failed,
  attributes: { ...on('twitch'), 'celery.task_name': `tasks.${name}`, 'messaging.system': 'redis', 'messaging.destination.name': 'ingest' },
});
const publish = (type: string, subscribers: number): KnownSpan => ({
  ...worker,
  name: 'redis:publish_event',
  kind: 'producer',
  at: AT,
  millis: 20,
  attributes: { event_type: type, subscribers, user_id: type === 'searching' ? 'ada' : 'bob' },
});
const received = (connection: string, delay: number): KnownSpan => ({
  ...worker,
  name: 'sse:event_received',
  at: AT,
  millis: 1,
  trace: connection,
  parent: 'connection',
  attributes: { event_type: 'searching', publish_to_receive_ms: delay },
});

/** 8 streams started on twitch, 2 on rtmp (one of them failed); 6 detected on twitch and 2 failed there. */
const spans: KnownSpan[] = [
  ...times(8, start('twitch')),
  start('rtmp'),
  start('rtmp', true),
  ...times(6, task('detect_highlights_with_ai', 400, false)),
  ...times(2, task('detect_highlights_with_ai', 800, true)),
  ...times(2, { ...worker, name: 'probe_stream', at: AT, millis: 100 }),
  ...times(3, { ...worker, name: 'create_highlight', at: AT, millis: 10, attributes: { method: 'ai', confidence: 0.75 } }),
  ...times(12, publish('searching', 2)),
  ...times(3, publish('completed', 0)),
  // three streams of events that received something, each event 40 ms after it was published
  ...['a', 'b', 'c'].map((connection) => received(connection, 40)),
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { spans });
});
test.afterAll(() => hearth.dispose());

const DRAWN: Readonly<Record<string, Expected>> = {
  started: [['Started'], [10]],
  completed: [['Completed'], [6]],
  // one start and two detections
  failed: [['Failed'], [3]],
  'success-rate': [['Completed of started'], [0.6]],
  // 10 started less 6 done
  active: [['Active streams'], [4]],
  highlights: [['Highlights'], [3]],
  'started-by-platform': [
    ['Time', 'rtmp', 'twitch'],
    [iso(AT), 2 / 60, 8 / 60],
  ],
  'failed-by-platform': [
    ['Time', 'rtmp', 'twitch'],
    [iso(AT), 1, 2],
  ],
  'success-by-platform': [
    ['platform', 'Completed'],
    ['twitch', 6 / 8],
  ],
  'active-by-platform': nothing,
  'highlights-by-method': [
    ['Time', 'ai'],
    [iso(AT), 3],
  ],
  // 0.75 lies in one bucket of a distribution whose buckets are 9 % wide: 2^(-4/8) < 0.75 ≤ 2^(-3/8)
  confidence: [
    ['Time', 'Above', 'Up to', 'Records'],
    [iso(AT), 2 ** (-4 / 8), 2 ** (-3 / 8), 3],
  ],
  stages: [
    ['Stage', 'p95', 'p50', 'Runs'],
    ['probe_stream', 100 * MILLI, 100 * MILLI, 2],
    ['create_highlight', 10 * MILLI, 10 * MILLI, 3],
  ],
  'stage-p95': [
    ['Time', 'create_highlight', 'probe_stream'],
    [iso(AT), 10 * MILLI, 100 * MILLI],
  ],
  tasks: [
    ['Task', 'Runs', 'Failures', 'p50', 'p95'],
    ['tasks.detect_highlights_with_ai', 8, 0.25, 400 * MILLI, 800 * MILLI],
  ],
  'task-p95': [
    ['Time', 'tasks.detect_highlights_with_ai'],
    [iso(AT), 800 * MILLI],
  ],
  'task-failures': [
    ['Time', 'tasks.detect_highlights_with_ai'],
    [iso(AT), 2],
  ],
  'queue-depth': nothing,
  'publish-rate': [['Published'], [15 / 3_600]],
  'publish-p95': [['Publish p95'], [20 * MILLI]],
  unheard: [['Heard by nobody'], [3]],
  connections: [['Event streams'], [3]],
  received: [['Received'], [3 / 3_600]],
  'delay-p95': [['Delay p95'], [40 * MILLI]],
  publishes: [
    ['Time', 'completed', 'searching'],
    [iso(AT), 3 / 60, 12 / 60],
  ],
  'publish-latency': [
    ['Time', 'p50', 'p95'],
    [iso(AT), 20 * MILLI, 20 * MILLI],
  ],
  delay: [
    ['Time', 'p50', 'p95'],
    [iso(AT), 40 * MILLI, 40 * MILLI],
  ],
  'unheard-by-type': [
    ['Time', 'completed'],
    [iso(AT), 3],
  ],
  'connections-over-time': [
    ['Time', 'different'],
    [iso(AT), 3],
  ],
  publishers: [
    ['user', 'Events', 'p95'],
    ['ada', 12 / 3_600, 20 * MILLI],
    ['bob', 3 / 3_600, 20 * MILLI],
  ],
  'messages-processed': [
    ['Time', 'ingest'],
    [iso(AT), 8 / 30],
  ],
  destinations: [
    ['Destination', 'System', 'Messages', 'Failures', 'p50', 'p95'],
    ['ingest', 'redis', 8, 0.25, 400 * MILLI, 800 * MILLI],
  ],
};

testPanels('stream-processing', DRAWN, (page) => page.goto(hourOf(hearth.app, 'stream-processing', START)));
