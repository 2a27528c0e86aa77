import { expect, type Locator, test } from '@playwright/test';
import { hourOf, pastHour, testPanels, type Expected } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownLog, type KnownSpan } from '@/e2e/known-telemetry';

/** Error tracking over one hour: five exceptions of two kinds, one of which is known from the morning. */
const START = pastHour(3);
const AT = 600;
const LATER = 660;
const iso = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

/** Of one kind: only the number differs. */
const badId = (id: number) => ({ type: 'ValueError', message: `bad id ${id}` });
const MISSING = { type: 'KeyError', message: 'missing' };

const request = (route: string, tenant: string, user: string, version: string, exception?: KnownSpan['exception']): KnownSpan => ({
  service: 'api',
  version,
  name: `GET ${route}`,
  kind: 'server',
  at: AT,
  millis: 100,
  attributes: { 'http.request.method': 'GET', 'http.route': route, 'tenant.id': tenant, 'user.id': user },
  ...(exception ? { exception } : {}),
});

/** Ten requests, four of which fail with an exception. */
const spans = [
  ...times(6, request('/items', 'acme', 'ada', '1.0')),
  ...[7, 8, 9].map((id) => request('/orders', 'acme', 'ada', '1.0', badId(id))),
  request('/items', 'globex', 'bob', '1.1', MISSING),
];
/** Three logs, one of which has an exception. */
const logs: KnownLog[] = [
  { service: 'worker', version: '2.0', at: AT, severity: 9, body: 'ready' },
  { service: 'worker', version: '2.0', at: AT, severity: 9, body: 'done' },
  {
    service: 'worker',
    version: '2.0',
    at: LATER,
    severity: 17,
    body: 'failed',
    attributes: { 'exception.type': badId(10).type, 'exception.message': badId(10).message, 'tenant.id': 'acme' },
  },
];
/** Five hours earlier the one kind was there already. */
const before = [request('/items', 'globex', 'bob', '1.1', MISSING)];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START - 5 * 3_600_000, { spans: before });
  await sendKnown(hearth.otlpHttp, START, { spans, logs });
});
test.afterAll(() => hearth.dispose());

const DRAWN: Readonly<Record<string, Expected>> = {
  'failed-requests': [['Failed requests'], [4]],
  'error-rate': [['Error rate'], [0.4]],
  exceptions: [['Exceptions'], [5]],
  groups: [['Kinds of exceptions'], [2]],
  'tenants-hit': [['Tenants hit'], [2]],
  'users-hit': [['Users hit'], [2]],
  'errors-by-service': [
    ['Time', 'api'],
    [iso(AT), 4],
  ],
  'error-rate-by-service': [
    ['Time', 'api'],
    [iso(AT), 0.4],
  ],
  // a span's exception happens at its end
  'exception-groups': [
    ['Exception', 'Count', 'First seen', 'Last seen', 'Services', 'Tenants', 'Users'],
    ['ValueError: bad id #', 4, iso(AT + 0.1), iso(LATER), 2, 1, 1],
    ['KeyError: missing', 1, iso(AT + 0.1), iso(AT + 0.1), 1, 1, 1],
  ],
  'new-exceptions': [
    ['Exception', 'Count', 'First seen', 'Services', 'Tenants'],
    ['ValueError: bad id #', 4, iso(AT + 0.1), 2, 1],
  ],
  'by-route': [
    ['http.route', 'Exceptions', 'Kinds'],
    ['/orders', 3, 1],
    ['/items', 1, 1],
  ],
  'by-tenant': [
    ['tenant', 'Exceptions', 'Kinds'],
    ['acme', 4, 1],
    ['globex', 1, 1],
  ],
  'by-version': [
    ['Service', 'Version', 'Exceptions', 'Kinds'],
    ['api', '1.0', 3, 1],
    ['api', '1.1', 1, 1],
    ['worker', '2.0', 1, 1],
  ],
  'exceptions-over-time': [
    ['Time', 'KeyError', 'ValueError'],
    [iso(AT), 1, 3],
    [iso(LATER), null, 1],
  ],
  severities: [
    ['Time', 'info', 'error'],
    [iso(AT), 2, null],
    [iso(LATER), null, 1],
  ],
  'latest-errors': async (panel: Locator) => {
    await expect(panel.getByRole('listitem')).toHaveCount(4);
    await expect(panel.getByRole('listitem').filter({ hasText: /GET \/orders.*ValueError.*acme/ })).toHaveCount(3);
    await expect(panel.getByRole('listitem').filter({ hasText: /GET \/items.*KeyError.*globex/ })).toHaveCount(1);
  },
};

testPanels('error-tracking', DRAWN, (page) => page.goto(hourOf(hearth.app, 'error-tracking', START)));
