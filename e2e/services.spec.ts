/** Services as a person meets them: the list, a page each, the map, and from every figure to its spans. */
import AxeBuilder from '@axe-core/playwright';
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { createSender, type Sender } from '@/e2e/sender';
import type { ServiceMap } from '@/lib/model/service-map';

const REQUESTS = 8;
const FAILED = 2;
/** Longer than half a page is wide. */
const DEADLOCK = 'Transaction was deadlocked on lock resources with another process, and chosen as the victim: run it again';

let hearth: TestHearth;

function child(sender: Sender, parent: Span, name: string, kind: SpanKind, attributes: Record<string, string>): Span {
  return sender.tracer.startSpan(name, { kind, attributes }, trace.setSpan(context.active(), parent));
}

/** `web` asks `orders`, which asks PostgreSQL; the first two queries fail. Real SDKs of two services, one trace each request. */
async function sendOrders(endpoint: string): Promise<void> {
  const [web, orders] = [createSender(endpoint, 'web'), createSender(endpoint, 'orders')];
  for (let turn = 0; turn < REQUESTS; turn++) {
    const request = web.tracer.startSpan('GET /cart', { kind: SpanKind.SERVER, root: true });
    const call = child(web, request, 'GET', SpanKind.CLIENT, { 'server.address': 'orders.internal' });
    const served = child(orders, call, 'GET /orders', SpanKind.SERVER, {});
    const query = child(orders, served, 'SELECT orders', SpanKind.CLIENT, { 'db.system.name': 'postgresql', 'db.namespace': 'shop' });
    if (turn < FAILED) {
      query.setStatus({ code: SpanStatusCode.ERROR, message: 'deadlock' });
      query.recordException({ name: 'DeadlockError', message: DEADLOCK });
    }
    for (const span of [query, served, call, request]) span.end();
  }
  // a service that serves nothing
  web.tracer.startSpan('tick', { root: true }).end();
  await Promise.all([web.close(), orders.close()]);
}

async function callsOf(to: string): Promise<ServiceMap['edges'][number] | undefined> {
  const now = Date.now();
  const response = await fetch(`${hearth.app}/api/service-map?from=${now - 900_000}&to=${now}`);
  return ((await response.json()) as ServiceMap).edges.find((edge) => edge.to === to);
}

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendOrders(hearth.otlpHttp);
  await expect.poll(async () => (await callsOf('database:postgresql/shop'))?.figures.count, { timeout: 60_000 }).toBe(REQUESTS);
});
test.afterAll(() => hearth.dispose());

const list = (page: Page) => page.getByRole('region', { name: 'Services' });
const map = (page: Page) => page.getByRole('group', { name: 'Service map' });
const calls = (page: Page) => page.getByRole('region', { name: 'Calls', exact: true });

test('the map counts what the services sent', async () => {
  expect(await callsOf('service:orders')).toMatchObject({ from: 'service:web', figures: { count: REQUESTS, errors: 0 } });
  expect(await callsOf('database:postgresql/shop')).toMatchObject({ from: 'service:orders', figures: { count: REQUESTS, errors: FAILED } });
  expect(await callsOf('host:orders.internal')).toBeUndefined();
});

test('from the list to a service, its dependencies, and the failed spans behind them', async ({ page }) => {
  await page.goto(`${hearth.app}/services`);
  await expect(list(page).getByRole('row')).toHaveCount(3);
  await expect(list(page).getByRole('row', { name: /orders/ })).toContainText('1.4.0');
  await page.getByRole('button', { name: 'Service', exact: true }).click();
  await expect(page).toHaveURL(/sort=service/);
  await page.getByRole('searchbox', { name: 'Find a service' }).fill('ord');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await list(page).getByRole('link', { name: 'orders' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'orders' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Operations', exact: true })).toContainText('GET /orders');
  await page.getByRole('region', { name: 'Dependencies' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('region', { name: 'Called by' })).toContainText('web');
  await expect(page.getByRole('region', { name: 'Called by' })).toContainText('0 %');
  await expect(calls(page)).toContainText('shop');
  // 2 of 8
  await calls(page).getByRole('link', { name: /^25 %/ }).click();
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('link', { name: 'SELECT orders' })).toHaveCount(FAILED);
});

test('a long message gives way to the figures beside it', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${hearth.app}/services/orders`);
  const exceptions = page.getByRole('region', { name: 'Exceptions' });
  await exceptions.scrollIntoViewIfNeeded();
  await expect(exceptions.getByRole('row', { name: /^DeadlockError/ })).toContainText(`${FAILED}`);
  expect(await exceptions.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('the map by keyboard: to a node, its figures, its neighbours, and back', async ({ page }) => {
  await page.goto(`${hearth.app}/services/map`);
  const node = map(page).getByRole('button', { name: /^service orders/ });
  await node.focus();
  await page.keyboard.press('Enter');
  const side = page.getByRole('complementary', { name: 'orders' });
  await expect(side).toContainText('shop');
  await expect(page).toHaveURL(/node=service/);
  await expect(node).toHaveAttribute('aria-pressed', 'true');
  await expect(map(page).getByRole('link', { name: /^orders calls shop: .* 25\s% errors$/ })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(side).toBeHidden();
  await map(page).focus();
  const drawing = map(page).locator('svg > g');
  const before = await drawing.getAttribute('transform');
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await expect(drawing).not.toHaveAttribute('transform', before ?? '');
  await page.keyboard.press('0');
  await expect(drawing).toHaveAttribute('transform', before ?? '');
});

test('an edge and a line of the list lead to the spans behind them', async ({ page }) => {
  await page.goto(`${hearth.app}/services/map?node=service%3Aorders`);
  await map(page)
    .getByRole('link', { name: /^orders calls shop/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('link', { name: 'SELECT orders' })).toHaveCount(REQUESTS);
  await page.goto(`${hearth.app}/services/map`);
  await page.getByRole('button', { name: 'List' }).click();
  await calls(page)
    .getByRole('link', { name: /spans of web to orders/ })
    .click();
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('link', { name: 'GET /orders' })).toHaveCount(REQUESTS);
});

test('where nothing is, and where the store fails, the pages say so', async ({ page }) => {
  await page.goto(`${hearth.app}/services/map?from=1600000000000&to=1600000300000`);
  await expect(page.getByText('No service sent requests in this window')).toBeVisible();
  await page.goto(`${hearth.app}/services?from=1600000000000&to=1600000300000`);
  await expect(page.getByText('No service sent anything in this window')).toBeVisible();
  await page.route('**/api/service-map**', (route) =>
    route.fulfill({ status: 400, json: { error: { fault: 'failed', message: 'The store does not answer.' } } }),
  );
  await page.goto(`${hearth.app}/services/map`);
  await expect(page.getByRole('main')).toContainText('The store does not answer.');
  await expect(page.getByText('No service sent requests')).toBeHidden();
});

const PAGES = [
  ['services', (page: Page) => expect(list(page)).toContainText('orders')],
  ['services/orders', (page: Page) => expect(page.getByRole('region', { name: 'Called by' })).toContainText('web')],
  ['services/map?node=service%3Aorders', (page: Page) => expect(map(page)).toContainText('orders')],
  ['services/map?view=list', (page: Page) => expect(calls(page)).toContainText('orders')],
] as const;

for (const [path, ready] of PAGES) {
  for (const colorScheme of ['dark', 'light'] as const) {
    test(`/${path}, ${colorScheme}: axe finds nothing that keeps people out`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${hearth.app}/${path}`);
      await ready(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const kept = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(kept.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }

  test(`/${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${hearth.app}/${path}`);
    await ready(page);
    const { content, window } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(content).toBeLessThanOrEqual(window);
  });
}
