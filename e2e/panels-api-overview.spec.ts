import { expect, type Locator, test } from '@playwright/test';
import { hourOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownSpan } from '@/e2e/known-telemetry';

/** API overview over one hour with 60 requests, all in the half minute from 00:10:00. */
const START = pastHour(3);
const AT = 600;
const SECOND = 1e9;

const request = (name: string, status: number, tenant: string, version: string, millis: number): KnownSpan => ({
  service: 'api',
  version,
  name,
  kind: 'server',
  at: AT,
  millis,
  failed: status >= 500,
  attributes: {
    'http.request.method': name.split(' ')[0] ?? '',
    'http.route': name.split(' ')[1] ?? '',
    'http.response.status_code': status,
    'tenant.id': tenant,
  },
});

/**
 * By length: 42 of 100 ms, 12 of 200 ms, 6 of 1 s. Of 60 the median is the 30th (100 ms), p95 the 57th and p99 the 60th (1 s).
 * Apdex for 0.5 s: 54 satisfied and 6 tolerating: (54 + 3) / 60 = 0.95.
 */
const SPANS = [
  ...times(36, request('GET /items', 200, 'acme', '1.0', 100)),
  ...times(6, request('GET /items', 404, 'acme', '1.1', 100)),
  ...times(12, request('POST /orders', 200, 'globex', '1.0', 200)),
  ...times(6, request('POST /orders', 503, 'globex', '1.1', 1_000)),
  // no request: not the first of its service in the trace
  { service: 'api', name: 'SELECT', kind: 'client', at: AT, millis: 9_000, trace: 'inner', parent: 'elsewhere' } as const,
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { spans: SPANS });
});
test.afterAll(() => hearth.dispose());

/** The bucket of a distribution that a duration in ns is in: (2^((i − 1)/8), 2^(i/8)]. */
const bucketOf = (nanos: number): [above: number, upTo: number] => {
  const index = Math.ceil(Math.log2(nanos) * 8);
  return [2 ** ((index - 1) / 8), 2 ** (index / 8)];
};
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

const DRAWN: Readonly<Record<string, Expected>> = {
  requests: [['Requests'], [60 / 3_600]],
  'error-rate': [['Error rate'], [6 / 60]],
  p50: [['p50'], [0.1 * SECOND]],
  p95: [['p95'], [SECOND]],
  p99: [['p99'], [SECOND]],
  apdex: [['Apdex'], [0.95]],
  // in a step of 30 s
  throughput: [
    ['Time', '2xx', '4xx', '5xx'],
    [iso(AT), 48 / 30, 6 / 30, 6 / 30],
  ],
  latency: [
    ['Time', 'p50', 'p95', 'p99'],
    [iso(AT), 0.1 * SECOND, SECOND, SECOND],
  ],
  // from 100 ms to 1 s are fewer than 40 buckets of 2^(1/8)
  'latency-distribution': [
    ['Time', 'Above', 'Up to', 'Records'],
    [iso(AT), ...bucketOf(0.1 * SECOND), 42],
    [iso(AT), ...bucketOf(0.2 * SECOND), 12],
    [iso(AT), ...bucketOf(SECOND), 6],
  ],
  'top-tenants': [
    ['tenant', 'Requests', 'Errors', 'p95'],
    ['acme', 42, 0, 0.1 * SECOND],
    ['globex', 18, 6 / 18, SECOND],
  ],
  // 12 · 0.2 s + 6 · 1 s = 8.4 s, and 42 · 0.1 s = 4.2 s
  routes: [
    ['Route', 'Service', 'Requests', 'Errors', 'p50', 'p95', 'Share of time'],
    ['POST /orders', 'api', 18, 6 / 18, 0.2 * SECOND, SECOND, 8.4 * SECOND],
    ['GET /items', 'api', 42, 0, 0.1 * SECOND, 0.1 * SECOND, 4.2 * SECOND],
  ],
  'slowest-requests': async (panel: Locator) => {
    const lines = panel.getByRole('listitem');
    await expect(lines).toHaveCount(20);
    await expect(lines.filter({ hasText: /POST \/orders.*globex.*503.*1\ss/ })).toHaveCount(6);
    await expect(lines.filter({ hasText: /POST \/orders.*200\sms/ })).toHaveCount(12);
    await expect(lines.nth(19)).toContainText(/GET \/items.*100\sms/);
  },
  'errors-by-route': [
    ['Time', 'POST /orders'],
    [iso(AT), 6],
  ],
  versions: [
    ['Service', 'Version', 'Requests', 'Errors', 'p95'],
    ['api', '1.0', 48, 0, 0.2 * SECOND],
    ['api', '1.1', 12, 0.5, SECOND],
  ],
};

testPanels('api-overview', DRAWN, (page) => page.goto(hourOf(hearth.app, 'api-overview', START)));
