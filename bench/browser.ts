/** The browser that benches look through. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHROMIUM } from '@/e2e/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

/** Milliseconds between the frames that the page paints while `work` goes on. */
export async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const state = { times, on: true };
    (globalThis as { frameLog?: typeof state }).frameLog = state;
    const next = (now: number) => {
      times.push(now - last);
      last = now;
      if (state.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await work();
  return page.evaluate(() => {
    const state = (globalThis as { frameLog?: { times: number[]; on: boolean } }).frameLog;
    if (!state) return [];
    state.on = false;
    return state.times.slice(1);
  });
}
