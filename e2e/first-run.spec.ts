import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendCheckout } from '@/e2e/sender';

/** From nothing to an answer: what a person does in the first five minutes. */
let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

/** axe's findings that keep people out, by rule. */
async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('first run → Connect → a real SDK sends → trace → dashboard → SQL', async ({ page, context }) => {
  const elsewhere: string[] = [];
  const broken: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(hearth.app) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });

  await test.step('an empty Hearth leads to Connect, which shows its real address', async () => {
    await page.goto(hearth.app);
    await expect(page).toHaveURL(/\/connect/);
    await expect(page.getByRole('region', { name: 'Reception' })).toContainText('Waiting for the first span');
    await expect(page.getByRole('main')).toContainText(hearth.otlpHttp);
    expect(await seriousFindings(page)).toEqual([]);
  });

  const traceId = await sendCheckout(hearth.otlpHttp);

  await test.step('Connect flips by itself and leads to the trace', async () => {
    await expect(page.getByRole('region', { name: 'Reception' })).toContainText('Receiving');
    await page.getByRole('link', { name: 'Open the newest trace' }).click();
    await expect(page).toHaveURL(new RegExp(`/traces/${traceId}`));
  });

  await test.step('the trace reads as it was sent', async () => {
    const rows = page.getByRole('treegrid').getByRole('row');
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(0)).toContainText('POST /checkout');
    await expect(rows.nth(0)).toHaveAttribute('aria-level', '1');
    await expect(rows.nth(3)).toContainText('POST payments.example/charge');
    await expect(rows.nth(3)).toHaveAttribute('aria-level', '2');
    await rows.nth(3).click();
    const panel = page.getByRole('complementary', { name: 'Span' });
    await expect(panel).toContainText('PaymentRefused');
    // text, never HTML
    await expect(panel).toContainText('card <b>expired</b>');
    await expect(page).toHaveURL(/span=[0-9a-f]{16}/);
    await rows.nth(0).click();
    await expect(panel).toContainText('cart.items');
    await expect(panel).toContainText('acme');
    expect(await seriousFindings(page)).toEqual([]);
  });

  await test.step('a pasted link shows the same span', async () => {
    const copy = await context.newPage();
    await copy.goto(page.url());
    await expect(copy.getByRole('complementary', { name: 'Span' })).toContainText('cart.items');
    await copy.close();
  });

  await test.step('the list finds it by a filter', async () => {
    await page.goto(`${hearth.app}/traces`);
    await page.getByRole('combobox', { name: 'Filter' }).fill('tenant = "acme" and http.response.status_code >= 500');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Spans' })).toContainText('POST /checkout');
    await page.getByRole('combobox', { name: 'Filter' }).fill('tenant = "nobody"');
    await page.keyboard.press('Enter');
    await expect(page.getByText('No spans match.')).toBeVisible();
    // what the facets counted before is dimmed until the new counts are there
    await expect(page.locator('main ul[aria-busy="true"]')).toHaveCount(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  await test.step('a filter that does not parse says where', async () => {
    await page.getByRole('combobox', { name: 'Filter' }).fill('duration >');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  });

  await test.step('the dashboard shows it', async () => {
    await page.goto(`${hearth.app}/dashboards/api-overview`);
    const panel = (title: string) => page.getByRole('group', { name: title, exact: true });
    await expect(panel('Error rate')).toContainText('100');
    await expect(panel('Routes')).toContainText('/checkout');
    await expect(panel('Top tenants')).toContainText('acme');
    expect(await seriousFindings(page)).toEqual([]);
  });

  await test.step('SQL finds it', async () => {
    await page.goto(`${hearth.app}/sql?q=${encodeURIComponent('SELECT SpanName, StatusCode FROM otel_traces ORDER BY Timestamp')}`);
    // it runs by itself; neither a click meanwhile nor a second one cancels it
    await page.getByRole('button', { name: 'Run' }).dblclick();
    await expect(page.getByRole('main')).toContainText('POST payments.example/charge');
    // the rows of the run before are dimmed until those of this one are there, and come back within 100 ms
    const rows = page.getByRole('region', { name: 'Result' });
    await expect(rows).toHaveAttribute('aria-busy', 'false');
    await expect(rows).toHaveCSS('opacity', '1');
    expect(await seriousFindings(page)).toEqual([]);
  });

  expect(elsewhere, 'nothing is loaded from another host').toEqual([]);
  expect(broken, 'no page breaks or is kept from loading something').toEqual([]);
});
