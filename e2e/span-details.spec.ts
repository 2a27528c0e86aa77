/** The details of a span: payloads that real SDKs sent, and some that nobody should send, each read as what it is. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendPayloads, type PayloadTrace } from '@/e2e/payloads';

let hearth: TestHearth;
let trace: PayloadTrace;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  trace = await sendPayloads(hearth.otlpHttp);
});
test.afterAll(async () => hearth.dispose());

const panel = (page: Page) => page.getByRole('complementary', { name: 'Span' });
const part = (page: Page, name: string) => panel(page).getByRole('region', { name, exact: true });

async function open(page: Page, name: string, tab?: string): Promise<void> {
  await page.goto(`${hearth.app}/traces/${trace.traceId}?span=${trace.spanId(name)}${tab === undefined ? '' : `&tab=${tab}`}`);
  await expect(panel(page).getByRole('tab', { name: 'Details' })).toBeVisible();
}

test('arguments of Logfire read as the values that they were', async ({ page }) => {
  await open(page, 'values of shop');
  const given = part(page, 'Arguments');
  for (const text of [
    "Decimal('19.90')",
    "datetime('2026-01-02T03:04:05.678901+00:00')",
    "Colour('red')",
    'Fraction(1, 3)',
    'None',
    "b'\\x00\\x01hi'",
  ]) {
    await expect(given).toContainText(text);
  }
  await given.getByRole('button', { name: /Order\(id, address/ }).click();
  await given.getByRole('button', { name: /Address\(city, zip\)/ }).click();
  await expect(given).toContainText("city='Zürich'");
  // every digit of a number beyond 2^53
  await given.getByRole('button', { name: '[2]' }).first().click();
  await expect(given).toContainText('1180591620717411303424');
  const frame = given.getByRole('region', { name: 'DataFrame as a table' });
  await expect(frame.getByRole('columnheader', { name: 'people' })).toBeVisible();
  await expect(frame).toContainText('421878');
  // what was passed is not told twice
  await expect(part(page, 'Attributes')).not.toContainText('json_schema');
});

test('an exception: own calls open, library calls folded, its cause, the line in its repository', async ({ page }) => {
  await open(page, 'price cart');
  await expect(part(page, 'Exception')).toContainText('/app/shop/capture.py:53 in outer');
  await part(page, 'Exception').getByRole('button', { name: 'The whole exception' }).click();
  await expect(page).toHaveURL(/tab=exception/);
  await expect(panel(page)).toContainText("Caused by KeyError: 'sku-12'");
  await expect(panel(page)).toContainText('raise RuntimeError("could not price the cart") from e');
  await expect(panel(page).getByRole('link', { name: 'Source of /app/shop/capture.py:53 in outer' })).toHaveAttribute(
    'href',
    'https://github.com/acme/shop/blob/a3f2a1bc9d0/services/shop/shop/capture.py#L53',
  );
  await panel(page).getByRole('button', { name: 'as sent' }).click();
  await expect(panel(page).getByLabel('Stack trace', { exact: true })).toContainText('Traceback (most recent call last)');
  await open(page, 'a node error', 'exception');
  await expect(panel(page)).toContainText('/app/src/cart.js:12 in Cart.total');
  await panel(page).getByRole('button', { name: '+ 3 library calls' }).click();
  await expect(panel(page)).toContainText('node:internal/process/task_queues:95');
});

test('what a model found not valid is listed by its place', async ({ page }) => {
  await open(page, 'validate order', 'exception');
  const list = panel(page).getByRole('list', { name: 'What was not valid' });
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await expect(list).toContainText('address.zip');
  await expect(list).toContainText('Field required');
});

test('a conversation: messages, a tool with what it was asked and what it answered, tokens, cost; nothing is loaded', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await open(page, 'agent run');
  await panel(page).getByRole('tab', { name: 'Conversation' }).click();
  const messages = panel(page).getByRole('list', { name: 'Messages' });
  await expect(messages).toContainText('calls get_weather');
  await expect(messages).toContainText('result of get_weather');
  await expect(messages).toContainText('temp: 18');
  await expect(messages.locator('strong')).toHaveText('18 °C');
  await expect(messages).toContainText('https://images.example/paris.png');
  await expect(panel(page)).toContainText('138 tokens in');
  await open(page, 'chat with a model', 'conversation');
  await expect(panel(page)).toContainText('$0.000026');
  await expect(panel(page)).toContainText('tool_calls');
  await open(page, 'old agent run', 'conversation');
  await expect(panel(page).getByRole('list', { name: 'Messages' })).toContainText('You know the weather.');
  expect(loaded.filter((url) => !url.startsWith(hearth.app))).toEqual([]);
  await open(page, 'a query', 'conversation');
  await expect(panel(page).getByRole('tab', { name: 'Conversation' })).toHaveCount(0);
  await expect(panel(page).getByRole('tab', { name: 'Details' })).toHaveAttribute('data-state', 'active');
});

test('a statement is formatted, and as it was sent at a click; what links to its span is told', async ({ page }) => {
  await open(page, 'a query');
  const text = part(page, 'Attributes').locator('bdi', { hasText: 'SELECT' });
  await expect(text).toHaveText(/SELECT\n {2}id,/);
  await part(page, 'Attributes').getByRole('button', { name: 'as sent' }).click();
  await expect(text).toHaveText(/^SELECT id, name FROM/);
  await part(page, 'Linked from')
    .getByRole('link', { name: /consume the query/ })
    .click();
  await expect(part(page, 'Links')).toContainText(trace.traceId);
  await part(page, 'Links').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${trace.traceId}\\?span=${trace.spanId('a query')}`));
});

test('a request in one line, with the line of code that sent it; its reply as a tree', async ({ page }) => {
  await open(page, 'a request');
  await expect(panel(page).getByRole('group', { name: 'Request' })).toHaveText(
    /POST.*https:\/\/api\.example\/v1\/charge.*502.*2\sKiB sent · 316\sB received · sent again 3 times/,
  );
  await expect(panel(page).getByRole('link', { name: /shop\/pay\.py:41 in charge/ })).toHaveAttribute(
    'href',
    /\/blob\/a3f2a1bc9d0\/services\/shop\/shop\/pay\.py#L41$/,
  );
  await panel(page)
    .getByRole('button', { name: /\{code, id\}/ })
    .click();
  await expect(panel(page)).toContainText('12345678901234567890');
});

test('what nobody should send is shown as text, and nothing of it runs', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, 'hostile');
  const attributes = part(page, 'Attributes');
  await expect(attributes).toContainText('<img src=x onerror="document.title=1">');
  await expect(attributes).toContainText('␇bell red');
  await expect(attributes).toContainText('usertxt.exe');
  await expect(attributes).toContainText('{"a": [1, 2');
  await expect(attributes).toContainText('__proto__');
  await expect(attributes).toContainText('9007199254740993');
  await expect(attributes).toContainText(/The first 10\s000 values of it/);
  await attributes.getByRole('button', { name: /show all, 500/ }).click();
  await expect(attributes).toContainText('The first 200');
  await panel(page).getByRole('tab', { name: 'Raw' }).click();
  await expect(panel(page).getByLabel('The span as JSON', { exact: true })).toContainText('"hostile"');
  expect(errors).toEqual([]);
  expect(await page.title()).not.toBe('1');
});

test('a value leads on: filter, exclude, and groups of what is around it', async ({ page }) => {
  await open(page, 'a request');
  const attributes = part(page, 'Attributes');
  await attributes.getByText('request.method', { exact: true }).hover();
  await expect(attributes.getByRole('link', { name: 'Exclude this http.request.method' })).toHaveAttribute(
    'href',
    /q=http\.request\.method\+%21%3D\+POST/,
  );
  await attributes.getByRole('button', { name: 'Group by http.request.method' }).click();
  const values = page.getByRole('dialog', { name: 'Values of http.request.method' });
  await expect(values.getByRole('link', { name: /POST/ })).toBeVisible();
  await expect(values.getByRole('link', { name: 'Open in SQL' })).toHaveAttribute('href', /^\/sql\?q=SELECT/);
  await page.keyboard.press('Escape');
  await panel(page).getByRole('textbox', { name: 'Search the attributes' }).fill('resend');
  await expect(attributes.getByRole('definition')).toHaveCount(1);
});

test('the panel is made wider by its edge, and stands below when asked', async ({ page }) => {
  await open(page, 'a query');
  const width = async () => (await panel(page).boundingBox())?.width ?? 0;
  const before = await width();
  await panel(page).getByRole('separator', { name: 'Size of the details' }).press('ArrowLeft');
  await expect.poll(width).toBe(before + 24);
  await panel(page).getByRole('button', { name: 'Show the details below' }).click();
  await expect.poll(width).toBeGreaterThan(1_000);
  await page.reload();
  await expect.poll(width).toBeGreaterThan(1_000);
});

test('a log with the lines around it in its service', async ({ page }) => {
  await page.goto(`${hearth.app}/logs?q=severity+%3E%3D+warn`);
  await page
    .getByRole('grid', { name: 'Logs' })
    .getByRole('row', { name: /slow: \{not json\}/ })
    .click();
  const log = page.getByRole('complementary', { name: 'Log' });
  await expect(log).toContainText('slow: {not json}');
  await expect(log).toContainText('Without the colours of its terminal');
  await log.getByRole('tab', { name: 'Context' }).click();
  const lines = log.getByRole('list', { name: 'Lines around it' });
  // ten before it and ten after it, of which the list's filter shows none
  await expect(lines.getByRole('listitem')).toHaveCount(21);
  await expect(lines.getByText('line 5', { exact: true })).toBeVisible();
  const before = page.url();
  await lines.getByRole('link', { name: /amount/ }).click();
  await expect(page).not.toHaveURL(before);
  await log.getByRole('tab', { name: 'Details' }).click();
  await expect(log).toContainText('amount: 12345678901234567890');
});

test('on a phone the details are a sheet as wide as the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'agent run', 'conversation');
  await expect(panel(page).getByRole('list', { name: 'Messages' })).toBeVisible();
  expect((await panel(page).boundingBox())?.width).toBe(390);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [name, tab] of [
    ['values of shop', 'details'],
    ['price cart', 'exception'],
    ['agent run', 'conversation'],
    ['a request', 'details'],
  ] as const) {
    test(`${colorScheme}: axe finds nothing in the ${tab} of ${name} that keeps people out`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page, name, tab);
      const { violations } = await new AxeBuilder({ page }).include('aside[aria-label="Span"]').analyze();
      const kept = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(kept.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });
  }
}
