/**
 * What a known trace looks like, compared with pictures that were looked at: `pictures-<platform>`, as fonts are drawn in another
 * way on each; a platform without the folder compares nothing. A change that is meant is taken over by running this file with
 * `--update-snapshots`, and looked at before it is kept.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { SEARCH, SEARCH_TRACE } from '@/e2e/known-search';
import { sendKnown } from '@/e2e/known-telemetry';

const TAKEN = path.join(import.meta.dirname, `pictures-${process.platform}`);

/** Parts without a time of day, so that they are the same on every day: what they show counts from the trace's start. */
const PARTS: readonly { readonly name: string; readonly view: string; readonly part: (page: Page) => ReturnType<Page['locator']> }[] = [
  { name: 'waterfall', view: '', part: (page) => page.getByRole('treegrid', { name: 'Spans of the trace' }) },
  { name: 'flame', view: '?view=flame', part: (page) => page.getByRole('tabpanel') },
  { name: 'statistics', view: '?view=statistics', part: (page) => page.getByRole('tabpanel') },
];

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendKnown(hearth.otlpHttp, Date.now() - 60_000, SEARCH);
});
test.afterAll(() => hearth.dispose());

for (const colorScheme of existsSync(TAKEN) ? (['dark', 'light'] as const) : []) {
  for (const { name, view, part } of PARTS) {
    test(`${colorScheme}: the ${name} looks as it did`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${hearth.app}/traces/${SEARCH_TRACE}${view}`);
      await expect(part(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready);
      // edges of letters differ by a shade between builds of a browser; a row that moved is many times as much
      await expect(part(page)).toHaveScreenshot(`${name}-${colorScheme}.png`, {
        animations: 'disabled',
        caret: 'hide',
        maxDiffPixelRatio: 0.005,
      });
    });
  }
}
