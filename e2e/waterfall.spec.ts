/** The waterfall of one trace of which every figure is known. */
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { SEARCH } from '@/e2e/known-search';
import { sendKnown } from '@/e2e/known-telemetry';
import { bar, grid, openSearch, row } from '@/e2e/waterfall';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, Date.now() - 60_000, SEARCH);
});
test.afterAll(() => hearth.dispose());

const current = (page: Page): Promise<string | null> =>
  grid(page).evaluate((element) => document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null);

const open = (page: Page, parameters = '') => openSearch(page, hearth.app, parameters);

test('the critical path: what the end of the trace waited for, and how long each span was on it', async ({ page }) => {
  await open(page);
  const first = (name: string | RegExp) => bar(row(page, name).first());
  // before the call 0–20 and after it 1 820–2 000
  await expect(first('POST /v1/search')).toHaveAttribute('title', /200\sms of its own on the critical path/);
  // as long as its caller ran: 20–40, 100–110, 1 010–1 020, 1 520–1 560, 1 564–1 600 and 1 750–1 820
  await expect(first('POST /search')).toHaveAttribute('title', /186\sms of its own on the critical path/);
  // 110–130, 530–700, 990–1 010
  await expect(first('search_agent run')).toHaveAttribute('title', /210\sms of its own on the critical path/);
  await expect(first(/SELECT documents × 40/)).toHaveAttribute('title', /360\sms of its own on the critical path/);
  // ends while the agent is running: nobody waited for it; and the caller waited for its server all the time
  for (const name of ['publish searching', 'index later', 'POST search-api']) {
    await expect(first(name)).not.toHaveAttribute('title', /critical path/);
  }

  const button = page.getByRole('button', { name: 'critical path' });
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(page).toHaveURL(/path=false/);
  await expect(bar(row(page, 'check token'))).not.toHaveAttribute('title', /critical path/);
});

test('forty queries are one line, which opens in place and lets errors and the search in', async ({ page }) => {
  await open(page);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '26');
  const group = row(page, 'SELECT documents × 40');
  await expect(group).toContainText('1 error');
  await expect(bar(group)).toContainText(/sum 360\sms/);
  await expect(bar(group)).toHaveAttribute(
    'title',
    /40 spans in a row: 360\sms together, 9\sms to 9\sms each, 477\sms from the first to the last/,
  );
  await group.click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '65');
  await grid(page).press('ArrowLeft');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '26');
  expect(await current(page)).toContain('SELECT documents × 40');

  // the first error is the chat's, the second is within the group
  await page.keyboard.press('Home');
  await page.keyboard.press('e');
  await expect.poll(() => current(page)).toContain('chat gpt');
  await page.keyboard.press('e');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '65');
  await expect(page.getByText('error 2 of 2')).toBeVisible();

  await page.getByRole('button', { name: 'show', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Repeated spans as one line' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/grouped=false/);
  await expect(row(page, '× 40')).toHaveCount(0);
});

test('clocks that differ are said, time that nobody covers is marked, and the span keeps its place', async ({ page }) => {
  await open(page);
  const search = bar(row(page, 'POST /search'));
  await expect(search).toContainText(/8\sms before its parent/);
  await expect(search).toHaveAttribute(
    'title',
    /Starts 8\sms before its parent in gateway: the clocks of the two differ\. Drawn as it was sent\./,
  );
  await expect(bar(row(page, 'search_agent run'))).toHaveAttribute('title', /No child ran for 170\sms\./);
  await expect(bar(row(page, 'load documents'))).not.toHaveAttribute('title', /No child ran/);
});

test('ancestors stay above while their descendants scroll', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 520 });
  await open(page, '?grouped=false');
  const sticky = grid(page).locator('[aria-hidden] [data-row]');
  await expect(sticky).toHaveCount(0);
  await grid(page).evaluate((element) => element.scrollTo(0, 28 * 30));
  await expect(sticky).toHaveText([/POST \/v1\/search/, /POST search-api/, /POST \/search/, /load documents/]);
  await sticky.nth(3).click();
  await expect.poll(() => current(page)).toContain('load documents');
  await expect(grid(page).getByRole('row', { name: /load documents/ })).toBeInViewport();
});

test('every key of the tree, without a mouse', async ({ page }) => {
  await open(page);
  await grid(page).focus();
  const press = async (key: string, name: string) => {
    await page.keyboard.press(key);
    await expect.poll(() => current(page), { message: key }).toContain(name);
  };
  await press('Home', 'POST /v1/search');
  await press('ArrowRight', 'POST search-api');
  await press('ArrowDown', 'POST /search');
  await press('ArrowDown', 'check token');
  await press(']', 'search_agent run');
  await press(']', 'publish searching');
  await press(']', 'load documents');
  await press('[', 'publish searching');
  await press('ArrowLeft', 'POST /search');
  await press('End', 'index later');
  await press('PageUp', 'chat gpt');
  await press('ArrowLeft', 'search_agent run');
  await press('ArrowLeft', 'search_agent run');
  await expect(row(page, 'search_agent run')).toHaveAttribute('aria-expanded', 'false');
  await expect(row(page, 'search_agent run')).toContainText('1 error below');
  await press('*', 'search_agent run');
  await expect(row(page, 'search_agent run')).toHaveAttribute('aria-expanded', 'true');
  await press('Enter', 'search_agent run');
  await expect(page.getByRole('complementary', { name: 'Span' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Span' })).toBeHidden();

  await page.keyboard.press('/');
  await page.keyboard.type('stage');
  await page.keyboard.press('Enter');
  await expect.poll(() => current(page)).toContain('stage 0');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => current(page)).toContain('stage 5');
  await grid(page).focus();
  await press('n', 'stage 0');
  await press('N', 'stage 5');
  // nothing holds the focus
  await page.keyboard.press('Shift+Tab');
  await expect(grid(page)).not.toBeFocused();
});
