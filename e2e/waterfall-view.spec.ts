/** What the waterfall of a known trace shows and hides, and how one looks closer. */
import AxeBuilder from '@axe-core/playwright';
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

const open = (page: Page, parameters = '') => openSearch(page, hearth.app, parameters);

async function choose(page: Page, menu: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitemcheckbox', { name: item }).click();
  await page.keyboard.press('Escape');
}

test('a service is hidden: its children move up, and the address keeps it', async ({ page }) => {
  await open(page);
  await expect(row(page, 'chat gpt').first()).toHaveAttribute('aria-level', '5');
  await choose(page, /^hide service/, 'search-api');
  await expect(page).toHaveURL(/hide=search-api/);
  await expect(row(page, 'load documents')).toHaveCount(0);
  await expect(row(page, 'chat gpt').first()).toHaveAttribute('aria-level', '3');
  await expect(row(page, 'SELECT documents × 40')).toHaveAttribute('aria-level', '3');
  await page.reload();
  const button = page.getByRole('button', { name: '5 hidden' });
  await expect(button).toHaveAttribute('title', 'Hidden: search-api');
  await choose(page, /hidden$/, 'litellm');
  // the way through the errors leaves out what is hidden; the figure does not
  await expect(page.getByText('1 error', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('2 errors', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /hidden$/ }).click();
  await page.getByRole('menuitem', { name: 'Show all services' }).click();
  await expect(row(page, 'load documents')).toBeVisible();
});

test('self time on demand; logs and events as ticks', async ({ page }) => {
  await open(page);
  const load = bar(row(page, 'load documents'));
  await expect(load).toHaveAttribute('title', /2 logs and events\./);
  for (const tone of ['warn', 'error']) await expect(load.locator(`path[stroke="var(--${tone})"]`)).toHaveCount(1);
  await choose(page, /^show$/, 'Self time on the bars');
  await expect(page).toHaveURL(/self=true/);
  await expect(load).toHaveAttribute('title', /140\sms of it are its own/);
  await choose(page, /^show$/, 'Logs and events on the bars');
  await expect(load.locator('path[stroke="var(--warn)"]')).toHaveCount(0);
  // the events of a span are known when it is selected
  await choose(page, /^show$/, 'Logs and events on the bars');
  const chat = row(page, 'chat gpt').nth(1);
  await chat.click();
  await expect(bar(chat)).toHaveAttribute('title', /1 log or event\./);
});

test('zoom with the wheel, the ruler, the overview and the keys; the address keeps it; back with Escape', async ({ page }) => {
  await open(page);
  const ruler = page.locator('[data-time-axis]');
  const box = await ruler.boundingBox();
  if (!box) throw new Error('The ruler is nowhere.');
  const zoom = (): [number, number] | undefined => {
    const [from, to] = (new URL(page.url()).searchParams.get('zoom') ?? '').split('-').map(Number);
    return from !== undefined && to !== undefined ? [from / 1e6, to / 1e6] : undefined;
  };
  // a drag over the second quarter: 500–1 000 ms
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => zoom()?.map((at) => Math.round(at / 10) * 10)).toEqual([500, 1_000]);
  // a span before the part that is seen
  await expect(bar(row(page, 'check token'))).toContainText('‹');

  await page.reload();
  await expect(bar(row(page, 'check token'))).toContainText('‹');
  // bars are dragged to the side: by half of the width, half of 500 ms earlier
  const agent = await bar(row(page, 'search_agent run')).boundingBox();
  if (!agent) throw new Error('The bar is nowhere.');
  await page.mouse.move(agent.x + 20, agent.y + 10);
  await page.mouse.down();
  await page.mouse.move(agent.x + 20 + box.width / 2, agent.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => zoom()?.map((at) => Math.round(at / 10) * 10)).toEqual([250, 750]);
  // and that opened no details
  await expect(page.getByRole('complementary', { name: 'Span' })).toHaveCount(0);

  // the right edge in the overview goes to the end: the window is 250 ms to almost 2 000 ms
  const edge = page.locator('[data-grip="to"]');
  const handle = await edge.boundingBox();
  if (!handle) throw new Error('The edge is nowhere.');
  await page.mouse.move(handle.x + 3, handle.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 5, handle.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => (zoom()?.[1] ?? 0) > 1_900).toBe(true);

  await grid(page).focus();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/zoom=/);
  await page.keyboard.press('+');
  // 2 000 ms / 1.5 around the middle of nothing but the view
  await expect.poll(() => zoom()?.map(Math.round)).toEqual([333, 1_667]);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => zoom()?.map(Math.round)).toEqual([600, 1_933]);
  await page.keyboard.press('-');
  await expect(page).not.toHaveURL(/zoom=/);

  // at the pointer: what is under it stays there
  await page.mouse.move(box.x, agent.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect.poll(() => zoom()?.[0]).toBe(0);
  expect(zoom()?.[1]).toBeLessThan(1_500);
  await ruler.dblclick();
  await expect(page).not.toHaveURL(/zoom=/);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${colorScheme} theme, and 390 px are enough`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '?self=true&hide=redis');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(row(page, 'search_agent run')).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
