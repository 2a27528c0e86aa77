import { defineConfig } from '@playwright/test';
import { CHROMIUM } from '@/e2e/chromium';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // two cores: one browser and the Hearth that it looks at
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // what pages looked like: fonts are drawn in another way on each platform
  snapshotPathTemplate: '{testDir}/pictures-{platform}/{arg}{ext}',
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    trace: 'retain-on-failure',
    launchOptions: CHROMIUM,
  },
});
