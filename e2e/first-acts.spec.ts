/** A page that is seen but whose script is still on its way: what is done on it is done once the script is there. */
import { expect, test, type Page } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { hold } from '@/e2e/hold';
import { sendKnown } from '@/e2e/known-telemetry';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const log = (name: string, at: number) => ({ service: 'shop', name, at, millis: 5 });
  await sendKnown(hearth.otlpHttp, Date.now(), { spans: [log('GET /a', -2), log('GET /b', -1)] });
});
test.afterAll(() => hearth.dispose());

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });

/** Opens `path`, its script held until what it returns is called. */
async function openHeld(page: Page, path: string): Promise<() => void> {
  const letGo = await hold(page, '**/_next/static/**/*.js');
  await page.goto(hearth.app + path, { waitUntil: 'domcontentloaded' });
  return letGo;
}

test('a button is pressed, and once', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  await page.getByRole('button', { name: 'Errors' }).click();
  letGo();
  await expect(filter(page)).toHaveValue('error');
  await expect(page).toHaveURL(/q=error/);
});

test('a filter that was typed is applied by Enter', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  await filter(page).click();
  await page.keyboard.type('name = "GET /a"');
  await page.keyboard.press('Enter');
  letGo();
  await expect(page).toHaveURL(/q=name/);
  await expect(filter(page)).toHaveValue('name = "GET /a"');
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row')).toHaveCount(1);
});

test('a filter that was typed but not applied stays, and goes on', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  await filter(page).click();
  await page.keyboard.type('name = ');
  letGo();
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row')).toHaveCount(2);
  await expect(filter(page)).toHaveValue('name = ');
  await expect(filter(page)).toBeFocused();
  await page.keyboard.type('"GET /b"');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row')).toHaveCount(1);
});

test('a menu opens', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  await page.getByRole('button', { name: /^Time range/ }).click();
  letGo();
  await expect(page.getByRole('textbox', { name: 'Time range in words' })).toBeVisible();
});

test('a key opens the sheet of shortcuts', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  await page.keyboard.press('?');
  letGo();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('a key that opens a field does not write its letter there, though the field opens before the letter comes', async ({ page }) => {
  const letGo = await openHeld(page, '/traces');
  const keys = await page.context().newCDPSession(page);
  const t = { key: 't', code: 'KeyT', windowsVirtualKeyCode: 84 };
  await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...t });
  letGo();
  const words = page.getByRole('textbox', { name: 'Time range in words' });
  await expect(words).toBeFocused();
  await keys.send('Input.dispatchKeyEvent', { type: 'char', ...t, text: 't' });
  await page.keyboard.type('last');
  await expect(words).toHaveValue('last');
});

test('a link leads at once', async ({ page }) => {
  await openHeld(page, '/traces');
  await page.getByRole('navigation').getByRole('link', { name: 'Logs' }).click();
  await expect(page).toHaveURL(/\/logs/);
});

test('what is typed for the command menu while its code is on its way stands in it, and is no shortcut', async ({ page }) => {
  await page.goto(`${hearth.app}/traces`);
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('row')).toHaveCount(2);
  await page.waitForLoadState('networkidle');
  const letGo = await hold(page, '**/_next/static/**/*.js');
  const asked = page.waitForRequest('**/_next/static/**/*.js');
  await page.keyboard.press('Control+k');
  await asked;
  // as shortcuts these lead to the services
  await page.keyboard.type('gv');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('SQ');
  letGo();
  const menu = page.getByPlaceholder('A page, a dashboard, a service, a trace id …');
  await expect(menu).toBeFocused();
  await expect(menu).toHaveValue('SQ');
  await page.keyboard.type('L');
  await expect(menu).toHaveValue('SQL');
  await expect(page.getByRole('option', { name: 'SQL' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sql/);
});
