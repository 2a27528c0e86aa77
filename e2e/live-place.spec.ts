/** Where one is in the list of Live: the histogram shows it, and who comes Back finds it. */
import { expect, test, type Page } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { details, follow, isOpen, list, row, send, sendTrace } from '@/e2e/live';

const SERVICE = 'place';
const HEIGHT = 28;

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  // ten minutes of traces, four seconds apart: two pages of 100 in the list, and early in the second one of several spans
  const spans = Array.from({ length: 150 }, (_, index) => ({ service: SERVICE, name: `GET /${index}`, at: -60 - index * 4, millis: 5 }));
  await send(hearth, ...spans);
  await sendTrace(hearth, SERVICE, -60 - 103 * 4 - 2);
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
    // whatever a busy machine takes to draw a frame, the rows are drawn before they are scrolled away
    await list(page).evaluate((element) => {
      element.scrollBy(0, 400);
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    await expect(row(page, text)).toBeVisible({ timeout: 200 });
  }).toPass({ intervals: [50] });
}

test('the histogram marks the time of the rows that are seen, and the mark moves with them', async ({ page }) => {
  await follow(page, hearth, SERVICE);
  await expect(row(page, 'GET /0')).toBeVisible();
  // from a minute ago to three, of 15; all of it moves to the left while time passes
  await expect.poll(() => marked(page)).toBeGreaterThan(0.6);
  const top = await marked(page);
  await scrollTo(page, 'GET /149');
  // 9 of the window's 15 minutes earlier
  await expect.poll(() => marked(page)).toBeLessThan(top - 0.5);
  // the keyboard moves it as the wheel does
  await list(page).press('Home');
  await expect.poll(() => marked(page)).toBeGreaterThan(top - 0.1);
});

/** Opens a trace of the list's second page, closes and selects a part of it, scrolls to line `top`, and goes to the trace's own page. */
async function leaveFrom(page: Page, top: number): Promise<void> {
  await follow(page, hearth, SERVICE);
  await scrollTo(page, 'POST /streams');
  await row(page, 'POST /streams')
    .getByTitle(/Click to open/)
    .click();
  await isOpen(row(page, 'POST /streams'), true);
  await row(page, 'validate')
    .getByTitle(/Click to close/)
    .click();
  await expect(row(page, 'SELECT users')).toBeHidden();
  await row(page, 'validate').click({ position: { x: 400, y: 10 } });
  await expect(details(page, 'Span')).toContainText('validate');
  await list(page).evaluate((element, to) => element.scrollTo(0, to), top * HEIGHT);
  await expect.poll(() => scrolledTo(page)).toBe(top * HEIGHT);
  await details(page, 'Span')
    .getByRole('link', { name: /^[0-9a-f]{32}$/ })
    .click();
  await expect(page).toHaveURL(/\/traces\//);
}

/** Expects the list as `leaveFrom` left it. */
async function isAsLeft(page: Page, top: number): Promise<void> {
  await isOpen(row(page, 'POST /streams'), true);
  await isOpen(row(page, 'validate'), false);
  await expect(details(page, 'Span')).toContainText('validate');
  await expect.poll(() => scrolledTo(page)).toBe(top * HEIGHT);
}

/** From now on ten seconds have passed, and questions are held until what it returns is called: that waits until one is answered. */
async function holdAfterAWhile(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 10_000;
  });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let asked = 0;
  await page.route('**/api/query', async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  return async () => {
    await expect.poll(() => asked).toBeGreaterThan(0);
    const answered = page.waitForResponse('**/api/query');
    letGo();
    await answered;
  };
}

// the line at the upper edge is on the list's first page of 100, or on the second as the open trace is
for (const [edge, top] of [
  ['first', 96],
  ['second', 101],
] as const) {
  test(`Back from a trace finds the list as it was left, its upper edge in its ${edge} page`, async ({ page }) => {
    await leaveFrom(page, top);
    await page.goBack();
    await isAsLeft(page, top);
    // the keyboard goes on from where it was
    await page.keyboard.press('k');
    await expect(details(page, 'Span')).toContainText('POST /streams');
    // by its own link the page begins at the top
    await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await expect(page).not.toHaveURL(/q=/);
    await expect.poll(() => scrolledTo(page)).toBe(0);
  });

  test(`Back after a while reads the list anew, and it stays as it was left, its upper edge in its ${edge} page`, async ({ page }) => {
    await leaveFrom(page, top);
    const letGo = await holdAfterAWhile(page);
    await page.goBack();
    // as it was known, its trace read again, while the list is on its way
    await isAsLeft(page, top);
    await letGo();
    await expect(list(page)).toHaveAttribute('aria-busy', 'false');
    await isAsLeft(page, top);
  });
}

test('another list begins at its top, also while the place that Back leads to is still sought', async ({ page }) => {
  await leaveFrom(page, 101);
  const letGo = await holdAfterAWhile(page);
  await page.goBack();
  await isAsLeft(page, 101);
  await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
  await expect(page).not.toHaveURL(/q=/);
  await letGo();
  await expect(list(page)).toHaveAttribute('aria-busy', 'false');
  await expect(row(page, 'GET /0')).toBeVisible();
  expect(await scrolledTo(page)).toBe(0);
});
