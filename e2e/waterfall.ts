/** The waterfall of a trace, for browser tests. */
import { expect, type Locator, type Page } from '@playwright/test';
import { SEARCH_TRACE } from '@/e2e/known-search';

export const grid = (page: Page): Locator => page.getByRole('treegrid', { name: 'Spans of the trace' });
/** Rows in which `text` stands. */
export const row = (page: Page, text: string | RegExp): Locator => grid(page).getByRole('row').filter({ hasText: text });
export const bar = (line: Locator): Locator => line.getByRole('gridcell').nth(1);

/** Opens the known search at `app`, and waits until all of it has come. `parameters`: as they stand in the address, `?self=true`. */
export async function openSearch(page: Page, app: string, parameters = ''): Promise<void> {
  await page.goto(`${app}/traces/${SEARCH_TRACE}${parameters}`);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', /^\d\d?$/);
  await page.waitForLoadState('networkidle');
}
