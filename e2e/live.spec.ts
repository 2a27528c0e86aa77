/** The list of Live: records, their traces in place, their details, by pointer and by keyboard. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { pressBoth } from '@/e2e/keys';
import { idOf, type KnownSpan } from '@/e2e/known-telemetry';
import { details, follow, isOpen, list, row, send, sendTrace } from '@/e2e/live';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await send(hearth, {
    service: 'first',
    name: 'GET /first',
    at: -5,
    millis: 20,
    kind: 'server',
    attributes: { 'http.response.status_code': 200 },
  });
});
test.afterAll(() => hearth.dispose());

test('is where Hearth opens once something has arrived; g l leads there', async ({ page }) => {
  await page.goto(hearth.app);
  await expect(page).toHaveURL(/\/live/);
  await expect(row(page, 'GET /first')).toContainText('→ 200');
  await expect(page.getByRole('navigation').getByRole('link').first()).toHaveText('Live');
  await page.goto(`${hearth.app}/connect`);
  // only the running page asks for it, and so it listens to its keys
  await expect(page.getByRole('region', { name: 'Reception' })).toContainText('stored');
  await pressBoth(page, 'g', 'l');
  await expect(page).toHaveURL(/\/live/);
});

test('a record opens in place into its trace, with its logs where they were written', async ({ page }) => {
  await sendTrace(hearth, 'tree');
  await follow(page, hearth, 'tree');
  const root = row(page, 'POST /streams');
  await expect(root).toContainText('→ 201');
  await isOpen(root, false);
  await root.getByTitle(/Click to open/).click();
  await isOpen(root, true);
  const rows = list(page).getByRole('row');
  await expect(rows).toHaveCount(5);
  for (const [at, [text, level]] of [
    ['POST /streams', '1'],
    ['validate', '2'],
    ['SELECT users', '3'],
    ['user is known', '2'],
    ['start', '2'],
  ].entries()) {
    await expect(rows.nth(at)).toContainText(text ?? '');
    await expect(rows.nth(at)).toHaveAttribute('aria-level', level ?? '');
  }
  await expect(row(page, 'start')).toContainText('QuotaExceeded');
  await row(page, 'validate')
    .getByTitle(/Click to close/)
    .click();
  await expect(rows).toHaveCount(4);
  await row(page, 'user is known').click();
  await expect(details(page, 'Log')).toContainText('user is known');
  await page.keyboard.press('x');
  await expect(rows).toHaveCount(1);
});

test('flat shows every record for itself; the address keeps it', async ({ page }) => {
  await sendTrace(hearth, 'flat');
  await follow(page, hearth, 'flat', '&view=flat');
  await expect(list(page).getByRole('row')).toHaveCount(5);
  await page.getByRole('button', { name: 'Flat', exact: true }).click();
  await expect(row(page, 'SELECT users')).toBeHidden();
  await expect(page).not.toHaveURL(/view=/);
  await page.goBack();
  await expect(row(page, 'SELECT users')).toBeVisible();
});

test('the keyboard alone: down the list, into a trace, to its details and back', async ({ page }) => {
  await sendTrace(hearth, 'keys');
  await follow(page, hearth, 'keys');
  await expect(row(page, 'POST /streams')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await isOpen(row(page, 'POST /streams'), true);
  await expect(row(page, 'validate')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(details(page, 'Span')).toContainText('SELECT users');
  await expect(page).toHaveURL(/record=[0-9a-f]{32}\.[0-9a-f]{16}/);
  await page.keyboard.press('k');
  await expect(details(page, 'Span')).toContainText('validate');
  await page.keyboard.press('Escape');
  await expect(details(page, 'Span')).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await isOpen(row(page, 'validate'), false);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await isOpen(row(page, 'POST /streams'), false);
});

test('a link opens the same details, beside or below the list', async ({ page }) => {
  await sendTrace(hearth, 'linked');
  await follow(page, hearth, 'linked', `&record=${idOf('linked trace', 16)}.${idOf('linked trace/c', 8)}`);
  await expect(details(page, 'Span')).toContainText('QuotaExceeded');
  const beside = await details(page, 'Span').boundingBox();
  await page.getByRole('button', { name: 'Show the details below' }).click();
  await expect.poll(async () => (await details(page, 'Span').boundingBox())?.width).toBeGreaterThan((beside?.width ?? 0) + 200);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Show the details at the right' })).toBeVisible();
  // a value narrows the list that one is in, and the record stays open
  const narrow = details(page, 'Span').getByRole('link', { name: /^Filter for this/ });
  await expect(narrow.first()).toHaveAttribute('href', /^\/live\?.*record=/);
});

test('a facet narrows the list, with Alt to all but it', async ({ page }) => {
  const name = 'GET /facet';
  await send(hearth, { service: 'facet-a', name, at: -1, millis: 5 }, { service: 'facet-b', name, at: -1, millis: 5 });
  await page.goto(`${hearth.app}/live?q=${encodeURIComponent(`name = "${name}"`)}`);
  await expect(list(page).getByRole('row')).toHaveCount(2);
  const facet = page.getByRole('complementary', { name: 'Facets' }).getByRole('button', { name: 'facet-a: 1' });
  await facet.click();
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await expect(list(page).getByRole('row')).toContainText('facet-a');
  await page.goBack();
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await facet.click({ modifiers: ['Alt'] });
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await expect(list(page).getByRole('row')).toContainText('facet-b');
});

test('columns can be left out, and stay so', async ({ page }) => {
  await follow(page, hearth, 'first', '&t=1h');
  await expect(row(page, 'GET /first').getByText('20 ms')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Duration' }).click();
  await page.keyboard.press('Escape');
  await expect(row(page, 'GET /first').getByText('20 ms')).toBeHidden();
  await page.reload();
  await expect(row(page, 'GET /first')).toBeVisible();
  await expect(row(page, 'GET /first').getByText('20 ms')).toBeHidden();
});

test('many records: few are drawn, scrolling holds the list and reads on', async ({ page }) => {
  await send(
    hearth,
    ...Array.from({ length: 250 }, (_, n): KnownSpan => ({ service: 'many', name: `GET /${n}`, at: -n / 100, millis: 5 })),
  );
  await follow(page, hearth, 'many', '&t=1h');
  await expect(row(page, 'GET /0')).toBeVisible();
  expect(await list(page).getByRole('row').count()).toBeLessThanOrEqual(120);
  // each time the end is reached, another page is read
  await expect(async () => {
    await list(page).press('End');
    await expect(row(page, 'GET /249')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await send(hearth, { service: 'many', name: 'GET /new', at: 0, millis: 5 });
  await page.getByRole('button', { name: '1 new' }).click();
  await expect(row(page, 'GET /new')).toBeInViewport();
});

test('a failed query is said to have failed', async ({ page }) => {
  await page.route('**/api/query', (route) =>
    route.fulfill({ status: 400, json: { error: { fault: 'failed', message: 'The disk is full.' } } }),
  );
  await page.goto(`${hearth.app}/live`);
  await expect(page.getByRole('main')).toContainText('The disk is full.');
});

test('on a phone: the list, a trace in it and its details fit the screen', async ({ page }) => {
  await sendTrace(hearth, 'phone');
  await page.setViewportSize({ width: 390, height: 844 });
  await follow(page, hearth, 'phone');
  await row(page, 'POST /streams')
    .getByTitle(/Click to open/)
    .click();
  await row(page, 'validate').click();
  await expect(details(page, 'Span')).toContainText('validate');
  expect((await details(page, 'Span').boundingBox())?.width).toBe(390);
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`${colorScheme}: axe finds nothing that keeps people out`, async ({ page }) => {
    await sendTrace(hearth, `axe-${colorScheme}`);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await follow(page, hearth, `axe-${colorScheme}`);
    await row(page, 'POST /streams')
      .getByTitle(/Click to open/)
      .click();
    // its logs come a moment later, and move the rows below them
    await expect(row(page, 'user is known')).toBeVisible();
    await row(page, 'start').click();
    await expect(details(page, 'Span')).toContainText('QuotaExceeded');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const kept = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(kept.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}
