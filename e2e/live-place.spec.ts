/** Where one is in the list of Live: the histogram shows it, and who comes Back finds it. */
import { expect, test, type Page } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { details, follow, isOpen, list, row, send, sendTrace } from '@/e2e/live';

const SERVICE = 'place';
const HEIGHT = 28;

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  // ten minutes of traces, four seconds apart: two pages of the list, and in its middle one of several spans
  const spans = Array.from({ length: 150 }, (_, index) => ({ service: SERVICE, name: `GET /${index}`, at: -60 - index * 4, millis: 5 }));
  await send(hearth, ...spans);
  await sendTrace(hearth, SERVICE, -60 - 120 * 4 - 2);
});
test.afterAll(() => hearth.dispose());

const scrolledTo = (page: Page): Promise<number> => list(page).evaluate((element) => element.scrollTop);

/** From the left edge of the histogram to the marked part's middle, as a share of its width. */
async function marked(page: Page): Promise<number> {
  const bars = await page.getByRole('img', { name: /records over time/ }).boundingBox();
  const mark = await page.locator('[data-seen]').boundingBox();
  if (!bars || !mark) return Number.NaN;
  return (mark.x + mark.width / 2 - bars.x) / bars.width;
}

/** Scrolls until a row deep in the list is seen. */
async function scrollTo(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await list(page).evaluate((element) => element.scrollBy(0, 400));
    await expect(row(page, text)).toBeVisible({ timeout: 500 });
  }).toPass();
}

test('the histogram marks the time of the rows that are seen, and the mark moves with them', async ({ page }) => {
  await follow(page, hearth, SERVICE);
  await expect(row(page, 'GET /0')).toBeVisible();
  await expect.poll(() => marked(page)).toBeGreaterThan(0.85);
  const top = await marked(page);
  await scrollTo(page, 'GET /149');
  // 9 of the window's 15 minutes earlier
  await expect.poll(() => marked(page)).toBeLessThan(top - 0.5);
  // the keyboard moves it as the wheel does
  await list(page).press('Home');
  await expect.poll(() => marked(page)).toBeGreaterThan(top - 0.1);
});

test('Back from a trace finds the list as it was left: scrolled, open and selected', async ({ page }) => {
  await follow(page, hearth, SERVICE);
  await scrollTo(page, 'POST /streams');
  await row(page, 'POST /streams')
    .getByTitle(/Click to open/)
    .click();
  await isOpen(row(page, 'POST /streams'), true);
  // one part of the opened trace is closed again
  await row(page, 'validate')
    .getByTitle(/Click to close/)
    .click();
  await expect(row(page, 'SELECT users')).toBeHidden();
  await row(page, 'validate').click({ position: { x: 400, y: 10 } });
  await expect(details(page, 'Span')).toContainText('validate');
  const before = await scrolledTo(page);
  expect(before).toBeGreaterThan(50 * HEIGHT);
  await details(page, 'Span')
    .getByRole('link', { name: /^[0-9a-f]{32}$/ })
    .click();
  await expect(page).toHaveURL(/\/traces\//);
  await page.goBack();
  await isOpen(row(page, 'POST /streams'), true);
  await isOpen(row(page, 'validate'), false);
  await expect(details(page, 'Span')).toContainText('validate');
  await expect.poll(() => scrolledTo(page)).toBe(before);
  // the keyboard goes on from where it was
  await page.keyboard.press('k');
  await expect(details(page, 'Span')).toContainText('POST /streams');
  // by its own link the page begins at the top
  await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
  await expect(page).not.toHaveURL(/q=/);
  await expect.poll(() => scrolledTo(page)).toBe(0);
});
