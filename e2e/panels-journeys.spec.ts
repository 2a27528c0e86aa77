import { expect, test } from '@playwright/test';
import { hourOf, panelOf, pastHour } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { idOf, sendKnown, type KnownSpan } from '@/e2e/known-telemetry';

/** On each dashboard: choose a service, zoom into a chart, and go through a row to the trace behind it. */
const START = pastHour(3);
const TRACE = 'order';

const span = (service: string, name: string, more: Partial<KnownSpan> = {}): KnownSpan => ({
  service,
  name,
  at: 1_800,
  millis: 40,
  attributes: {},
  ...more,
});
const order = {
  trace: TRACE,
  version: '1.0',
  exception: { type: 'ValueError', message: 'bad id' },
} as const;
const spans = [
  span('shop', 'POST /orders', {
    ...order,
    id: 'request',
    kind: 'server',
    attributes: { 'http.route': '/orders', 'http.response.status_code': 500, 'tenant.id': 'acme', 'operation.type': 'update' },
  }),
  span('shop', 'SELECT', {
    trace: TRACE,
    parent: 'request',
    kind: 'client',
    attributes: { 'db.system.name': 'postgresql', 'db.operation.name': 'SELECT', 'tenant.id': 'acme' },
  }),
  span('shop', 'send_receipt', {
    trace: TRACE,
    parent: 'request',
    kind: 'consumer',
    attributes: { 'messaging.system': 'redis', 'messaging.destination.name': 'receipts', 'tenant.id': 'acme' },
  }),
  span('other', 'GET /health', { kind: 'server' }),
];

let hearth: TestHearth;
test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, START, { spans });
});
test.afterAll(() => hearth.dispose());

/** A chart to zoom into, and a panel whose first row leads to spans, or, where `record`, to the trace itself. */
const JOURNEYS = [
  { slug: 'api-overview', chart: 'throughput', rows: 'routes', record: false },
  { slug: 'stream-processing', chart: 'messages-processed', rows: 'destinations', record: false },
  { slug: 'business-metrics', chart: 'active-over-time', rows: 'operations', record: false },
  { slug: 'infrastructure-health', chart: 'query-p95-over-time', rows: 'queries', record: false },
  { slug: 'error-tracking', chart: 'errors-by-service', rows: 'latest-errors', record: true },
] as const;

for (const { slug, chart, rows, record } of JOURNEYS) {
  test(`${slug}: a choice, a zoom, and the trace behind a row`, async ({ page }) => {
    await page.goto(hourOf(hearth.app, slug, START));
    await page
      .getByRole('group', { name: 'Variables' })
      .getByRole('button', { name: /^service/i })
      .click();
    await page.getByRole('option', { name: /^shop/ }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/var\.service=shop/);

    // a panel asks once it is nearly in view
    await panelOf(page, chart).scrollIntoViewIfNeeded();
    const plot = panelOf(page, chart).getByRole('slider').first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error('The chart has no box.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.35, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, y, { steps: 4 });
    await page.mouse.up();
    await expect(page).not.toHaveURL(new RegExp(`from=${START}&`));
    // half past the hour is in it: everything of the shop is still there
    await panelOf(page, rows).scrollIntoViewIfNeeded();
    // what was drawn for all services stays, dimmed, until the answer for the shop is there
    await expect(panelOf(page, rows)).not.toContainText('/health');
    await panelOf(page, rows).getByRole('link').first().click();
    if (!record) {
      await expect(page).toHaveURL(/\/traces\?/);
      await page.getByRole('grid', { name: 'Spans' }).getByRole('link').first().click();
    }
    await expect(page).toHaveURL(new RegExp(`/traces/${idOf(TRACE, 16)}`));
    await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(3);
  });
}
