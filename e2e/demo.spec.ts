import { expect, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';

/** The demo from its button: it starts, shows how far it is, can be looked at meanwhile, and stops. */
let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

test('the demo starts, fills the list, and stops', async ({ page }) => {
  await page.goto(`${hearth.app}/connect`);
  await page.getByRole('button', { name: 'Start the demo' }).click();
  const progress = page.getByRole('progressbar', { name: /last 24 hours/ });
  await expect(progress).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop the demo' })).toBeEnabled();
  await expect(page.getByRole('region', { name: 'Reception' })).toContainText('Receiving');

  await page.goto(`${hearth.app}/traces?t=2d`);
  const rows = page.getByRole('grid', { name: 'Spans' }).getByRole('row');
  await expect(rows.nth(10)).toBeVisible();

  await page.goto(`${hearth.app}/connect`);
  await page.getByRole('button', { name: 'Stop the demo' }).click();
  await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible();
  await expect(progress).toBeHidden();
  // what it sent stays
  await page.goto(`${hearth.app}/traces?t=2d`);
  await expect(rows.nth(10)).toBeVisible();
});
