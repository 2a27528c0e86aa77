/** Every page as a person meets it: in both themes, on a phone, empty, failing, and with strings that are no harm. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { hold } from '@/e2e/hold';
import { traceRequest } from '@/e2e/otlp';
import { failQuestions } from '@/e2e/questions';
import { createSender, sendCheckout } from '@/e2e/sender';
import type { ErrorBody } from '@/lib/model/api';

const HOSTILE = '<img src=x onerror="window.broken=1"><script>window.broken=2</script>\u001b[31mred\u001b[0m';
const LARGE = 10_000;

let hearth: TestHearth;
let traceId: string;
let hostileId: string;
let largeId: string;

/** A trace whose every string is markup. Returns its id. */
async function sendHostile(endpoint: string): Promise<string> {
  const sender = createSender(endpoint, HOSTILE);
  const span = sender.tracer.startSpan(HOSTILE, {
    root: true,
    kind: 1,
    attributes: {
      [HOSTILE]: HOSTILE,
      'http.route': HOSTILE,
      'http.request.method': 'GET',
      'http.response.status_code': 500,
      'tenant.id': HOSTILE,
    },
  });
  span.recordException({ name: HOSTILE, message: HOSTILE, stack: HOSTILE });
  span.setStatus({ code: 2, message: HOSTILE });
  span.end();
  await sender.close();
  return span.spanContext().traceId;
}

test.beforeAll(async () => {
  hearth = await startTestHearth();
  traceId = await sendCheckout(hearth.otlpHttp);
  hostileId = await sendHostile(hearth.otlpHttp);
  const large = traceRequest('large', LARGE);
  largeId = large.traceId;
  const headers = { 'content-type': 'application/x-protobuf' };
  const response = await fetch(`${hearth.otlpHttp}/v1/traces`, { method: 'POST', headers, body: large.body });
  expect(response.status).toBe(200);
});
test.afterAll(() => hearth.dispose());

const grid = (page: Page) => page.getByRole('grid', { name: 'Spans' });
const waterfall = (page: Page) => page.getByRole('treegrid', { name: 'Spans of the trace' });
const spanPanel = (page: Page) => page.getByRole('complementary', { name: 'Span' });
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
const panel = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true });

/** Where each page is, and what is there once it can be read. */
const PAGES = [
  {
    name: 'Connect',
    path: () => '/connect',
    ready: (page: Page) => expect(page.getByRole('region', { name: 'Reception' })).toContainText('stored'),
  },
  { name: 'Traces', path: () => '/traces', ready: (page: Page) => expect(grid(page)).toContainText('POST /checkout') },
  {
    name: 'a trace',
    path: () => `/traces/${traceId}`,
    ready: (page: Page) => expect(waterfall(page).getByRole('row')).toHaveCount(4),
  },
  {
    name: 'API overview',
    path: () => '/dashboards/api-overview',
    ready: async (page: Page) => {
      // a panel asks once it is nearly in view
      await panel(page, 'Routes').scrollIntoViewIfNeeded();
      await expect(panel(page, 'Routes')).toContainText('/checkout');
    },
  },
  {
    name: 'SQL',
    path: () => `/sql?q=${encodeURIComponent('SELECT SpanName FROM otel_traces ORDER BY Timestamp DESC LIMIT 20')}`,
    ready: (page: Page) => expect(page.getByRole('status').filter({ hasText: '20 rows' })).toBeVisible(),
  },
] as const;

for (const { name, path, ready } of PAGES) {
  for (const colorScheme of ['dark', 'light'] as const) {
    test(`${name}, ${colorScheme}: axe finds nothing that keeps people out`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(hearth.app + path());
      await ready(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const kept = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(kept.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }

  test(`${name} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(hearth.app + path());
    await ready(page);
    const { content, window } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(content).toBeLessThanOrEqual(window);
  });
}

test('the letters of a page are asked for with it, and only once', async ({ page }) => {
  const fonts: string[] = [];
  page.on('request', (request) => request.resourceType() === 'font' && fonts.push(request.url()));
  const response = await page.goto(`${hearth.app}/traces`);
  await expect(grid(page)).toContainText('POST /checkout');
  const inter = fonts.filter((font) => font.includes('inter'));
  expect(inter.length).toBe(1);
  expect(response?.headers().link).toContain(new URL(inter[0] ?? '').pathname);
});

test('on a phone: the drawer leads to the list, the list to a trace, a row to its details', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${hearth.app}/connect`);
  await page.getByRole('button', { name: 'Pages' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Traces' }).click();
  await grid(page).getByRole('link', { name: 'POST /checkout' }).click();
  await waterfall(page).getByRole('row').nth(3).click();
  await expect(spanPanel(page)).toContainText('PaymentRefused');
  const box = await spanPanel(page).boundingBox();
  expect(box?.width).toBe(390);
  await spanPanel(page).getByRole('button', { name: 'Close (Escape)' }).click();
  await expect(spanPanel(page)).toBeHidden();
});

test('where nothing is, the page says what to try', async ({ page }) => {
  const past = 'from=1600000000000&to=1600000300000';
  await page.goto(`${hearth.app}/traces?${past}`);
  await expect(page.getByText('No spans match. Try the last hour.')).toBeVisible();
  await page.getByRole('button', { name: 'Show the last hour' }).click();
  await expect(grid(page)).toContainText('POST /checkout');
  await page.goto(`${hearth.app}/dashboards/api-overview?${past}`);
  await expect(panel(page, 'Routes')).toContainText('No data');
  await page.goto(`${hearth.app}/traces/${'0'.repeat(31)}1`);
  await expect(page.getByText('No spans of this trace are here.')).toBeVisible();
});

const SENTENCE = 'The store does not answer: its disk is full.';
const FAILURE: ErrorBody = { error: { fault: 'failed', message: SENTENCE } };

test('a failed query is said to have failed, and can be tried again', async ({ page }) => {
  // 400: a query that the store refused is not asked again by itself
  await page.route('**/api/query', (route) => route.fulfill({ status: 400, json: FAILURE }));
  await page.goto(`${hearth.app}/traces`);
  const main = page.getByRole('main');
  await expect(main.getByText('The spans could not be read')).toBeVisible();
  await expect(main).toContainText(SENTENCE);
  await expect(main.getByText(/^Could not count the spans over time/)).toContainText(SENTENCE);
  await expect(main.getByText('No spans match')).toBeHidden();
  await page.unroute('**/api/query');
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(grid(page)).toContainText('POST /checkout');
});

test('a server that fails once is asked again without a word', async ({ page }) => {
  let asked = 0;
  await page.route('**/api/query', (route) => {
    asked += 1;
    return asked <= 2 ? route.fulfill({ status: 500, json: FAILURE }) : route.continue();
  });
  await page.goto(`${hearth.app}/traces`);
  await expect(grid(page)).toContainText('POST /checkout');
  await expect(page.getByText(SENTENCE)).toBeHidden();
});

test('a panel that fails leaves the others alone', async ({ page }) => {
  // the only table of the page that is ordered by its fifth measure
  await failQuestions(page, ({ spec }) => spec.kind === 'table' && spec.orderBy === 4, FAILURE);
  await page.goto(`${hearth.app}/dashboards/api-overview`);
  await expect(panel(page, 'Routes')).toContainText(SENTENCE);
  await expect(panel(page, 'Routes')).not.toContainText('No data');
  await expect(panel(page, 'Top tenants')).toContainText('acme');
  await page.unroute('**/api/query');
  await panel(page, 'Routes').getByRole('button', { name: 'Try again' }).click();
  await expect(panel(page, 'Routes')).toContainText('/checkout');
});

test('while a new answer is under way the old one stays, marked as old', async ({ page }) => {
  await page.goto(`${hearth.app}/traces`);
  await expect(grid(page)).toContainText('POST /checkout');
  const letGo = await hold(page, '**/api/query');
  await page.getByRole('button', { name: 'Longest first' }).click();
  await expect(grid(page)).toHaveAttribute('aria-busy', 'true');
  await expect(grid(page)).toContainText('POST /checkout');
  letGo();
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
});

test('markup and terminal codes stay text on every page', async ({ page }) => {
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  await page.goto(`${hearth.app}/traces`);
  await expect(grid(page)).toContainText('<img src=x');
  await page.goto(`${hearth.app}/traces/${hostileId}`);
  await waterfall(page).getByRole('row').first().click();
  await expect(spanPanel(page)).toContainText('<script>window.broken=2</script>');
  await page.getByRole('tab', { name: 'Raw' }).click();
  await expect(spanPanel(page).getByLabel('The span as JSON', { exact: true })).toContainText('<script>');
  await page.goto(`${hearth.app}/dashboards/api-overview`);
  await expect(panel(page, 'Routes')).toContainText('<img src=x');
  await expect(page.locator('main img, main script')).toHaveCount(0);
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  expect(broken).toEqual([]);
});

test('a trace of 10 000 spans: few rows are drawn; search, errors and collapsing reach all of them', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${largeId}`);
  await expect(page.getByText('10 000 rows')).toBeVisible();
  const rows = waterfall(page).getByRole('row');
  expect(await rows.count()).toBeLessThanOrEqual(120);
  await expect(waterfall(page)).toHaveAttribute('aria-rowcount', String(LARGE));
  // every fortieth span has this name
  await page.getByRole('textbox', { name: 'Search in this trace' }).fill('step 39');
  await expect(page.getByRole('status').filter({ hasText: '250' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 / 250')).toBeVisible();
  await expect(waterfall(page).getByRole('row', { selected: true }).or(waterfall(page).getByText('step 39').first())).toBeVisible();
  await waterfall(page).focus();
  await page.keyboard.press('End');
  expect(await rows.count()).toBeLessThanOrEqual(120);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(waterfall(page)).toHaveAttribute('aria-rowcount', String(LARGE));
});

test('drag over the histogram and over a chart to zoom; Escape and Back return', async ({ page }) => {
  const drag = async (name: RegExp) => {
    const box = await page.getByRole('slider', { name }).or(page.getByRole('img', { name })).first().boundingBox();
    if (!box) throw new Error('The chart has no box.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.5, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 });
    await page.mouse.up();
  };
  await page.goto(`${hearth.app}/traces?t=1h`);
  await expect(grid(page)).toContainText('POST /checkout');
  await drag(/spans over time/);
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/t=1h/);
  await page.goBack();
  await expect(page).toHaveURL(/from=\d+&to=\d+/);

  await page.goto(`${hearth.app}/dashboards/api-overview?t=1h`);
  await expect(panel(page, 'Routes')).toContainText('/checkout');
  await drag(/Throughput/);
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/from=/);
});

test('a choice on a dashboard is in the address, and the address alone brings it back', async ({ page, context }) => {
  await page.goto(`${hearth.app}/dashboards/api-overview`);
  await expect(panel(page, 'Top tenants')).toContainText('acme');
  await page
    .getByRole('group', { name: 'Variables' })
    .getByRole('button', { name: /service/i })
    .click();
  await page.getByRole('option', { name: /^shop/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/shop/);
  await expect(panel(page, 'Routes')).not.toContainText('<img');
  const copy = await context.newPage();
  await copy.goto(page.url());
  await expect(panel(copy, 'Routes')).toContainText('/checkout');
  await expect(panel(copy, 'Routes')).not.toContainText('<img');
});

test('the filter offers keys and values that are there', async ({ page }) => {
  await page.goto(`${hearth.app}/traces`);
  await filter(page).click();
  await filter(page).pressSequentially('tena');
  const choices = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
  await expect(choices.first()).toContainText('tenant');
  await page.keyboard.press('Tab');
  await filter(page).fill('tenant = ');
  await expect(choices.filter({ hasText: 'acme' })).toBeVisible();
  await choices.filter({ hasText: 'acme' }).click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=tenant/);
  await expect(grid(page)).toContainText('POST /checkout');
  await expect(grid(page)).not.toContainText('<img');
});
