/** Hearth without a mouse. */
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { pressBoth } from '@/e2e/keys';
import { sendCheckout } from '@/e2e/sender';

let hearth: TestHearth;
let traceId: string;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendCheckout(hearth.otlpHttp);
  traceId = await sendCheckout(hearth.otlpHttp);
});
test.afterAll(() => hearth.dispose());

const grid = (page: Page) => page.getByRole('grid', { name: 'Spans' });
const waterfall = (page: Page) => page.getByRole('treegrid', { name: 'Spans of the trace' });

/** Opens `path` and waits until the page listens to its keys: what only the running page asks for is there. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(hearth.app + path);
  const counted = page.getByRole('region', { name: 'Reception' }).getByText(/stored/);
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await expect(counted.or(editor).or(grid(page).getByRole('row')).or(page.getByText('No spans match.')).first()).toBeVisible();
}

test('the first Tab offers to skip the navigation', async ({ page }) => {
  await open(page, '/traces');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('g and a letter goes to each page', async ({ page }) => {
  await open(page, '/connect');
  for (const [letter, address] of [
    ['t', /\/traces/],
    ['d', /\/dashboards\/api-overview/],
    ['c', /\/connect/],
    ['s', /\/sql/],
  ] as const) {
    await pressBoth(page, 'g', letter);
    await expect(page).toHaveURL(address);
  }
});

test('Tab leaves the filter for what stands behind it, though its list is open', async ({ page }) => {
  await open(page, '/traces');
  await page.keyboard.press('/');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Errors' })).toBeFocused();
});

test('Escape leaves the SQL editor, and Tab goes on to what runs it', async ({ page }) => {
  await open(page, '/sql');
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await editor.focus();
  await page.keyboard.insertText('SELECT 1');
  await page.keyboard.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Run' })).toBeFocused();
});

test('the command menu opens a pasted trace id', async ({ page }) => {
  await open(page, '/connect');
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('A page, a dashboard, a service, a trace id …')).toBeFocused();
  await page.keyboard.insertText(traceId);
  await expect(page.getByRole('option', { name: /Open trace/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}`));
  await expect(waterfall(page).getByRole('row')).toHaveCount(4);
});

test('from the list into a trace, through its tree and to its error', async ({ page }) => {
  await open(page, '/traces');
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Filter' })).toBeFocused();
  // the first closes the completions, the second leaves the field
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Filter' })).not.toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(grid(page).getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('k');
  await expect(grid(page).getByRole('row').nth(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);

  const rows = waterfall(page).getByRole('row');
  await expect(rows).toHaveCount(4);
  await waterfall(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(rows).toHaveCount(4);
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Span' });
  await expect(panel).toContainText('PaymentRefused');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(waterfall(page)).toBeFocused();
});

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await open(page, '/traces');
  const button = page.getByRole('button', { name: 'Keyboard shortcuts (?)' });
  await button.focus();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Go to the filter');
  const inside = () => sheet.evaluate((box) => box.contains(document.activeElement));
  for (let press = 0; press < 4; press += 1) {
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(true);
  }
  // the first may close only the tooltip of the button that has the focus
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect(button).toBeFocused();
});

test('a dialog whose field has the focus at once gives it back, too', async ({ page }) => {
  await page.goto(`${hearth.app}/alerts/silences`);
  const opener = page.getByRole('button', { name: 'Silence', exact: true });
  await opener.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Why' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a time range is typed', async ({ page }) => {
  await open(page, '/traces?from=1600000000000&to=1600000300000');
  await expect(page.getByText('No spans match.')).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('textbox', { name: 'Time range in words' })).toBeFocused();
  await page.keyboard.type('last 3h');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/t=3h/);
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('button', { name: /^Time range/ })).toBeFocused();
});

test('SQL is typed and run', async ({ page }) => {
  await open(page, '/sql');
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await expect(editor).toBeFocused();
  await page.keyboard.insertText("SELECT count() AS spans FROM otel_traces WHERE ServiceName = 'shop'");
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: '1 row' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('cell', { name: '8', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=SELECT/);
});

test('wherever Tab goes, it is seen where', async ({ page }) => {
  await open(page, '/traces');
  await expect(grid(page).getByRole('row')).toHaveCount(2);
  for (let press = 0; press < 30; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      // a field within a frame may draw the ring on the frame
      const shows = (node: Element | null): boolean => node !== null && getComputedStyle(node).outlineStyle !== 'none';
      const ringed = shows(element) || shows(element.parentElement) || shows(element.parentElement?.parentElement ?? null);
      return { what: element.outerHTML.slice(0, 120), ringed };
    });
    if (focus) expect(focus).toMatchObject({ ringed: true });
  }
});
