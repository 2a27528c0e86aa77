/** How Chromium is started for tests, benches and pictures. */
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const executablePath = process.env.HEARTH_CHROMIUM ?? INSTALLED.find((file) => existsSync(file));

/** The machine's own Chromium where there is one, else Playwright's download; no call home. */
export const CHROMIUM: LaunchOptions = {
  ...(executablePath ? { executablePath } : {}),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};
