/** The explorer of metrics: what a real SDK and hand-made points become in its list, on a metric's page, and on the way to a trace. */
import AxeBuilder from '@axe-core/playwright';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { metrics, resources } from '@opentelemetry/sdk-node';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { createSender } from '@/e2e/sender';
import type { ErrorBody } from '@/lib/model/api';
import { Panel } from '@/lib/model/dashboard';

/** A name with a slash: it has to survive the address. */
const DURATION = 'shop/charge.duration';
const DURATION_PATH = `/metrics/${encodeURIComponent(DURATION)}`;

let hearth: TestHearth;
let span: { traceId: string; spanId: string };

/** Two metrics of a real SDK: 3 and 2 orders in two regions, and one checkout. */
async function sendFromSdk(endpoint: string): Promise<void> {
  const exporter = new OTLPMetricExporter({ url: `${endpoint}/v1/metrics` });
  const provider = new metrics.MeterProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'shop' }),
    readers: [new metrics.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })],
  });
  const meter = provider.getMeter('shop');
  const orders = meter.createCounter('shop.orders', { unit: '{order}', description: 'Orders that were taken' });
  orders.add(3, { region: 'eu' });
  orders.add(2, { region: 'us' });
  meter.createHistogram('checkout.duration', { unit: 's' }).record(0.2);
  await provider.forceFlush();
  await provider.shutdown();
}

/**
 * A histogram of deltas on two channels, made by hand, for the SDK keeps no exemplars. Card: 10 up to 0.1 s and 10 up to 1 s;
 * its p95 is rank 19, 9/10 through (0.1, 1]: 910 ms. Bank: 10 up to 0.1 s; its p95 is 95 ms.
 */
async function sendByHand(endpoint: string): Promise<void> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const at = (secondsAgo: number) => String(now - BigInt(secondsAgo) * 1_000_000_000n);
  const point = (channel: string, bucketCounts: number[], exemplars: object[]) => ({
    attributes: [{ key: 'channel', value: { stringValue: channel } }],
    startTimeUnixNano: at(70),
    timeUnixNano: at(60),
    count: String(bucketCounts.reduce((sum, count) => sum + count, 0)),
    sum: 1,
    bucketCounts: bucketCounts.map(String),
    explicitBounds: [0.1, 1],
    exemplars,
  });
  const exemplar = { timeUnixNano: at(62), asDouble: 0.875, ...span };
  const dataPoints = [point('card', [10, 10, 0], [exemplar]), point('bank', [10, 0, 0], [])];
  const metric = { name: DURATION, unit: 's', description: 'How long a charge took', histogram: { aggregationTemporality: 1, dataPoints } };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'payments' } }] };
  const response = await fetch(`${endpoint}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope: {}, metrics: [metric] }] }] }),
  });
  expect(response.status).toBe(200);
}

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const sender = createSender(hearth.otlpHttp, 'payments');
  const charge = sender.tracer.startSpan('POST /charge', { root: true });
  span = { traceId: charge.spanContext().traceId, spanId: charge.spanContext().spanId };
  charge.end();
  await sender.close();
  await sendFromSdk(hearth.otlpHttp);
  await sendByHand(hearth.otlpHttp);
});
test.afterAll(() => hearth.dispose());

const list = (page: Page) => page.getByRole('treegrid', { name: 'Metrics' });
const row = (page: Page, name: string) =>
  list(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
/** The panel, not the plot in it, which has the same name. */
const chart = (page: Page) => page.locator('section').and(page.getByRole('group', { name: new RegExp(`^${DURATION}: `) }));
const box = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true });

test('the list says of every metric what it is', async ({ page }) => {
  await page.goto(`${hearth.app}/metrics`);
  await expect(row(page, 'shop.orders')).toContainText('Orders that were taken');
  await expect(row(page, 'shop.orders')).toContainText('counter');
  await expect(row(page, 'shop.orders')).toContainText('{order}');
  await expect(row(page, 'shop.orders')).toContainText('region2');
  await expect(row(page, 'checkout.duration')).toContainText('histogram');
  await expect(row(page, DURATION)).toContainText('channel2');
  // both channels together: rank 28.5 of 30, 8.5/10 through (0.1, 1] is 865 ms
  await expect(row(page, DURATION)).toContainText('865 ms');
});

test('searched, folded and opened by the keyboard alone; the address keeps it', async ({ page }) => {
  await page.goto(`${hearth.app}/metrics`);
  await expect(row(page, 'shop.orders')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('charge');
  await expect(list(page).getByRole('link')).toHaveText([DURATION]);
  await expect(page).toHaveURL(/find=charge/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowLeft');
  await expect(list(page).getByRole('link')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(DURATION_PATH));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(DURATION);
});

test('a page whose figures are those that were sent, and that becomes a panel', async ({ page }) => {
  await page.goto(`${hearth.app}${DURATION_PATH}`);
  await expect(chart(page)).toBeVisible();
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Table' }).click();
  await page.getByRole('group', { name: 'Group by' }).getByRole('button', { name: 'channel' }).click();
  await expect(chart(page).getByRole('row', { name: 'card 910 ms' })).toBeVisible();
  await expect(chart(page).getByRole('row', { name: 'bank 95 ms' })).toBeVisible();
  await expect(page).toHaveURL(/by=channel/);
  await box(page, 'Labels').getByRole('button', { name: /^card/ }).click();
  await expect(chart(page)).not.toContainText('bank');
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('channel = card');
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Figure' }).click();
  // the table had this figure, too
  await expect(chart(page).getByRole('row')).toHaveCount(0);
  await expect(chart(page)).toContainText('910 ms');

  const href = await chart(page).getByRole('link', { name: 'Add to a dashboard' }).getAttribute('href');
  const panel = Panel.parse(JSON.parse(new URL(href ?? '', hearth.app).searchParams.get('panel') ?? ''));
  expect(panel.view).toMatchObject({ kind: 'stat', unit: 'seconds' });
  await chart(page).getByRole('link', { name: 'Open in SQL' }).click();
  await expect(page).toHaveURL(/\/sql\?/);
});

test('a door with a filter lands on the page with it', async ({ page }) => {
  const [from, to] = [Date.now() - 600_000, Date.now() + 60_000];
  await page.goto(`${hearth.app}${DURATION_PATH}?q=${encodeURIComponent('channel = bank')}&view=stat&from=${from}&to=${to}`);
  await expect(chart(page)).toContainText('95 ms');
});

test('an exemplar leads to its span', async ({ page }) => {
  await page.goto(`${hearth.app}${DURATION_PATH}`);
  await expect(box(page, 'Exemplars')).toContainText('875 ms');
  await box(page, 'Exemplars').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/traces/${span.traceId}\\?.*span=${span.spanId}`));
  await expect(page.getByRole('complementary', { name: 'Span' })).toContainText('POST /charge');
});

test('what cannot be read is said to have failed; what is not there, not to be there', async ({ page }) => {
  const body: ErrorBody = { error: { fault: 'failed', message: 'The disk is full.' } };
  await page.route('**/api/metrics?*', (route) => route.fulfill({ status: 400, json: body }));
  await page.goto(`${hearth.app}/metrics`);
  await expect(page.getByRole('alert').filter({ hasText: 'The metrics could not be read' })).toContainText('The disk is full.');
  await page.unroute('**/api/metrics?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, 'shop.orders')).toBeVisible();
  await page.goto(`${hearth.app}/metrics?from=1600000000000&to=1600000300000`);
  await expect(page.getByText('No metrics in this time range.')).toBeVisible();
  await page.goto(`${hearth.app}/metrics/nobody.sent.this`);
  await expect(page.getByText('No points of this metric in this time range.')).toBeVisible();
});

for (const [name, path] of [
  ['the list', '/metrics'],
  ['a metric', DURATION_PATH],
] as const) {
  for (const colorScheme of ['dark', 'light'] as const) {
    test(`${name}, ${colorScheme}: axe finds nothing that keeps people out`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(hearth.app + path);
      await expect(path === '/metrics' ? row(page, DURATION) : box(page, 'Exemplars')).toContainText(/8\d\d\sms/);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }

  test(`${name} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(hearth.app + path);
    await expect(path === '/metrics' ? row(page, DURATION) : box(page, 'Exemplars')).toContainText(/8\d\d\sms/);
    const { content, window } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(content).toBeLessThanOrEqual(window);
  });
}
