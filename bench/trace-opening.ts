/** Ways to a trace, and how soon it is there: with nothing loaded before, once more, and from the list. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { settled } from '@/bench/browser';

/** ms since the navigation or the click: 20 rows are painted; all has come and the page is idle. */
export interface Opening {
  readonly first: number;
  readonly whole: number;
}

// as text: the compiler that runs this file adds calls to functions that a page doesn't have
const WATCH = `
  window.traceSeen = new Promise((resolve) => {
    let began = 0;
    addEventListener('click', () => (began = performance.now()), { capture: true, once: true });
    let first;
    requestAnimationFrame(function look() {
      const rows = document.querySelectorAll('[role=treegrid] [role=row]').length;
      if (rows >= 20) first ??= performance.now();
      const whole = rows >= 20 && document.querySelector('[aria-busy=false] [role=treegrid]');
      if (whole) requestIdleCallback(() => resolve({ first: first - began, whole: performance.now() - began }));
      else requestAnimationFrame(look);
    });
  });`;

export interface Opened {
  readonly page: Page;
  readonly opening: Opening;
}

/** Opens `address` in a page of its own: cold where the context is new, warm where it has been there before. */
export async function openTraceAt(browser: Browser, context: BrowserContext, address: string): Promise<Opened> {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await settled(browser);
  await page.goto(address, { timeout: 120_000 });
  return { page, opening: await page.evaluate<Opening>('window.traceSeen') };
}

/** From the list of traces, by a click. The trace has to be among the first of the last six hours. */
export async function openTraceFromList(browser: Browser, context: BrowserContext, app: string, traceId: string): Promise<Opening> {
  const page = await context.newPage();
  await page.goto(`${app}/traces?t=6h`);
  const link = page.locator(`main a[href^="/traces/${traceId}"]`);
  await link.waitFor();
  await settled(browser);
  // not what WATCH comes to, which would be waited for
  await page.evaluate(`${WATCH} undefined`);
  await link.click();
  const opening = await page.evaluate<Opening>('window.traceSeen');
  await page.close();
  return opening;
}
