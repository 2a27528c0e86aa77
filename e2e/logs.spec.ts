/** The page of logs, with what a real SDK sends: list, filter, details, the way to the trace. */
import AxeBuilder from '@axe-core/playwright';
import { context, SpanKind, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { logs, resources } from '@opentelemetry/sdk-node';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { hold } from '@/e2e/hold';
import { createSender } from '@/e2e/sender';

/** More than a page, so that the list has to read on. */
const ROUTINE = 130;

let hearth: TestHearth;
let traceId: string;
/** When the logs were sent, ms: the oldest is about a minute older. */
let sentAt: number;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const sender = createSender(hearth.otlpHttp, 'shop');
  const span = sender.tracer.startSpan('POST /checkout', { kind: SpanKind.SERVER, attributes: { 'tenant.id': 'acme' } });
  traceId = span.spanContext().traceId;
  const provider = new logs.LoggerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'shop', 'service.version': '1.4.0' }),
    processors: [new logs.BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${hearth.otlpHttp}/v1/logs` }) })],
  });
  const logger = provider.getLogger('checkout', '2.0.0');
  const now = Date.now();
  sentAt = now;
  for (let n = 0; n < ROUTINE; n++)
    logger.emit({ timestamp: now - 60_000 - n, severityNumber: SeverityNumber.INFO, severityText: 'INFO', body: `tick ${n}` });
  logger.emit({
    timestamp: now - 2_000,
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    eventName: 'quota.exceeded',
    body: { limit: { streams: 10 }, used: 12 },
    attributes: { 'tenant.id': 'globex' },
  });
  logger.emit({
    timestamp: now - 1_000,
    severityNumber: SeverityNumber.ERROR,
    severityText: 'ERROR',
    body: 'the card was refused',
    attributes: {
      'tenant.id': 'acme',
      'cart.size': 3,
      'exception.type': 'PaymentRefused',
      'exception.message': 'card <b>expired</b>',
      'exception.stacktrace': 'PaymentRefused: card expired\n    at charge (payments.ts:12:5)',
    },
    context: trace.setSpan(context.active(), span),
  });
  span.end();
  await provider.shutdown();
  await sender.close();
});
test.afterAll(() => hearth.dispose());

const grid = (page: Page) => page.getByRole('grid', { name: 'Logs' });
const row = (page: Page, text: string) => grid(page).getByRole('row').filter({ hasText: text });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Log' });
/** A part of the panel: the raw JSON below says everything again. */
const part = (page: Page, name: 'Attributes' | 'Exception') => panel(page).getByRole('region', { name });
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });

test('lists logs newest first, reads on while it is scrolled, and says how many there are', async ({ page }) => {
  await page.goto(`${hearth.app}/logs`);
  await expect(grid(page).getByRole('row').first()).toContainText('the card was refused');
  await expect(page.getByRole('img', { name: `${ROUTINE + 2} logs over time` })).toBeVisible();
  await grid(page).press('End');
  await grid(page).press('End');
  await expect(page.getByText(`That is all: ${ROUTINE + 2}.`)).toBeVisible();
});

test('filters by severity, by words and by key; the address keeps it', async ({ page }) => {
  await page.goto(`${hearth.app}/logs`);
  await page.getByRole('button', { name: 'Warnings' }).click();
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  await expect(filter(page)).toHaveValue('severity >= warn');
  await page.getByRole('button', { name: 'Errors' }).click();
  await expect(grid(page).getByRole('row')).toHaveCount(1);
  await expect(filter(page)).toHaveValue('severity >= error');
  await page.keyboard.press('/');
  await filter(page).fill('tenant = globex');
  await filter(page).press('Enter');
  await expect(grid(page).getByRole('row')).toHaveCount(1);
  await expect(row(page, 'quota.exceeded')).toBeVisible();
  await page.reload();
  await expect(row(page, 'quota.exceeded')).toBeVisible();
  await filter(page).fill('"tick 77"');
  await filter(page).press('Enter');
  await expect(row(page, 'tick 77')).toBeVisible();
  await expect(grid(page).getByRole('row')).toHaveCount(1);
  await filter(page).fill('nothing like it');
  await filter(page).press('Enter');
  await expect(page.getByText(/No logs match/)).toBeVisible();
});

test('opens all of a log: its body as a tree, its attributes, its exception, its trace', async ({ page }) => {
  await page.goto(`${hearth.app}/logs`);
  await row(page, 'quota.exceeded').click();
  await expect(panel(page)).toContainText('limit');
  await panel(page)
    .getByRole('button', { name: /\{streams\}/ })
    .click();
  await expect(panel(page)).toContainText('streams: 10');
  // the same panel goes along with the keyboard
  await page.keyboard.press('k');
  await expect(part(page, 'Exception')).toContainText('PaymentRefused');
  await expect(part(page, 'Exception')).toContainText('card <b>expired</b>');
  await expect(part(page, 'Attributes')).toContainText('cart.size');
  await page.reload();
  await expect(part(page, 'Exception')).toContainText('PaymentRefused');
  await panel(page).getByRole('link', { name: 'Open its trace' }).click();
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}\\?span=`));
  await expect(page.getByRole('complementary', { name: 'Span' })).toContainText('POST /checkout');
});

test('from log to log the panel stays: the one before is read until the next is there, and the focus is kept', async ({ page }) => {
  await page.goto(`${hearth.app}/logs?q=severity+%3E%3D+warn`);
  await row(page, 'the card was refused').click();
  const raw = panel(page).getByRole('tab', { name: 'Raw' });
  await raw.click();
  await expect(panel(page).getByLabel('The log as JSON', { exact: true })).toContainText('the card was refused');
  const letGo = await hold(page, '**/api/logs/*/*');
  const asked = page.waitForRequest('**/api/logs/*/*');
  await page.keyboard.press('j');
  await asked;
  await expect(panel(page).getByLabel('The log as JSON', { exact: true })).toContainText('the card was refused');
  await expect(raw).toBeFocused();
  letGo();
  await expect(panel(page).getByLabel('The log as JSON', { exact: true })).toContainText('quota.exceeded');
  await expect(raw).toBeFocused();
});

test('a value of the panel adds to the filter', async ({ page }) => {
  await page.goto(`${hearth.app}/logs?q=severity+%3E%3D+warn`);
  await row(page, 'the card was refused').click();
  await part(page, 'Attributes').getByText('cart.size').hover();
  await panel(page).getByRole('link', { name: 'Filter for this cart.size' }).click();
  await expect(filter(page)).toHaveValue('severity >= warn and cart.size = 3');
  await expect(grid(page).getByRole('row')).toHaveCount(1);
  await expect(part(page, 'Exception')).toContainText('PaymentRefused');
});

test('the keyboard alone: down the list, into a log, back', async ({ page }) => {
  await page.goto(`${hearth.app}/logs?q=severity+%3E%3D+warn`);
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('quota.exceeded');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
});

test('dragging over the histogram looks closer, and Escape goes back', async ({ page }) => {
  // five minutes of which the first two have no logs, however long ago these were sent
  await page.goto(`${hearth.app}/logs?from=${sentAt - 240_000}&to=${sentAt + 60_000}`);
  const histogram = page.getByRole('img', { name: /logs over time/ });
  await expect(histogram).toHaveAccessibleName(/^132 logs/);
  const box = await histogram.boundingBox();
  if (!box) throw new Error('the histogram is on the page');
  await page.mouse.move(box.x + box.width * 0.02, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText(/No logs match/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(histogram).toHaveAccessibleName(/^132 logs/);
});

test('a log that cannot be read, and one that is gone, are said to be', async ({ page }) => {
  await page.route('**/api/query', (route) =>
    route.fulfill({ status: 400, json: { error: { fault: 'failed', message: 'The disk is full.' } } }),
  );
  await page.goto(`${hearth.app}/logs?log=1-1`);
  await expect(page.getByText('The logs could not be read')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('The disk is full.');
  await expect(panel(page)).toContainText('This log is not there');
});

test('on a phone: a row opens its details over the full width, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${hearth.app}/logs`);
  // the filter has the line that its switches would take most of
  const [filter, errors, saved] = await Promise.all(
    [page.getByRole('combobox', { name: 'Filter' }), ...['Errors', 'Saved'].map((name) => page.getByRole('button', { name }))].map((each) =>
      each.boundingBox(),
    ),
  );
  expect(filter?.width).toBeGreaterThan(250);
  expect(errors?.y).toBeGreaterThan((filter?.y ?? 0) + (filter?.height ?? 0));
  expect(Math.abs((saved?.y ?? 0) - (errors?.y ?? 0))).toBeLessThan(4);
  await row(page, 'the card was refused').click();
  await expect(part(page, 'Exception')).toContainText('PaymentRefused');
  expect((await panel(page).boundingBox())?.width).toBe(390);
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
  await panel(page).getByRole('button', { name: 'Close (Escape)' }).click();
  await expect(panel(page)).toBeHidden();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`${colorScheme}: axe finds nothing that keeps people out`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${hearth.app}/logs`);
    await row(page, 'the card was refused').click();
    await expect(part(page, 'Exception')).toContainText('PaymentRefused');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const kept = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(kept.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}
