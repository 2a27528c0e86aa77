/** The browser that benches look through. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { processorSeconds, residentMib } from '@/bench/processes';
import { CHROMIUM } from '@/e2e/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

// as text: the compiler that runs this file adds calls to functions that a page doesn't have
const BEGIN = `
  window.frameLog = { times: [], last: performance.now(), on: true };
  requestAnimationFrame(function next(now) {
    const log = window.frameLog;
    log.times.push(now - log.last);
    log.last = now;
    if (log.on) requestAnimationFrame(next);
  });`;
const END = '(window.frameLog.on = false, window.frameLog.times.slice(1))';

/** Milliseconds between the frames that the page paints while `work` goes on. */
export async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(BEGIN);
  await work();
  return page.evaluate<number[]>(END);
}

/** Ids of the browser's processes, of one type where that is given. */
export async function pidsOf(browser: Browser, type?: string): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter((each) => type === undefined || each.type === type).map(({ id }) => id);
}

/** The browser counts as quiet when it takes less than QUIET processor seconds in LOOK ms, and is waited for LOOKS times at most. */
const QUIET = 0.02;
const LOOK = 300;
const LOOKS = 30;

/**
 * Waits until the browser has done what is its own: for each new context it opens a window, and draws that window's bars for the
 * better part of a second of processor time, which nobody who opens a page waits for. Nothing of the page is loaded before.
 */
export async function settled(browser: Browser): Promise<void> {
  const used = async () => (await pidsOf(browser)).reduce((sum, pid) => sum + processorSeconds(pid), 0);
  for (let look = 0, before = await used(); look < LOOKS; look += 1) {
    await sleep(LOOK);
    const now = await used();
    if (now - before < QUIET) return;
    before = now;
  }
}

/** The process that has the page: the largest that draws pages. The browser draws one of its own, with nothing in it. */
export async function pageProcess(browser: Browser): Promise<number> {
  const [largest] = (await pidsOf(browser, 'renderer')).toSorted((one, other) => residentMib(other) - residentMib(one));
  if (largest === undefined) throw new Error('The browser has no page.');
  return largest;
}
