/** The page of SQL while its parts come late. */
import { expect, test, type Page } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

const editor = (page: Page) => page.getByRole('textbox', { name: 'SQL' });

/** The page with `text` in its address, run. */
async function openWith(page: Page, text: string): Promise<void> {
  await page.goto(`${hearth.app}/sql?q=${encodeURIComponent(text)}`);
  await expect(page.getByRole('status').filter({ hasText: '1 row' })).toBeVisible();
  await expect(editor(page)).toBeFocused();
}

test('another time window runs what ran, and leaves what is being typed', async ({ page }) => {
  await openWith(page, "SELECT 'ran' AS what");
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(", 'typed' AS more");
  await expect(page.locator('.view-lines')).toContainText('typed');
  const asked = page.waitForRequest('**/api/query');
  await page.getByRole('button', { name: /^Time range/ }).click();
  await page.getByRole('button', { name: 'Last 6 hours' }).click();
  await expect(page).toHaveURL(/t=6h/);
  await asked;
  await expect(page.getByRole('status').filter({ hasText: '1 row' })).toBeVisible();
  await expect(page.locator('.view-lines')).toContainText('typed');
});

test('the editor that comes late does not take the focus from who types elsewhere by then', async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch();
    const code = await response.text();
    if (code.includes('monaco-editor')) await held;
    await route.fulfill({ response, body: code });
  });
  await page.goto(`${hearth.app}/sql`);
  const words = page.getByRole('textbox', { name: 'Time range in words' });
  await page.keyboard.press('t');
  await expect(words).toBeFocused();
  await page.keyboard.type('last ');
  await expect(page.locator('.monaco-editor')).toHaveCount(0);
  letGo();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await expect(words).toBeFocused();
  await page.keyboard.type('3h');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/t=3h/);
});
