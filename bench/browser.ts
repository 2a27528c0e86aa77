/** The browser that benches look through. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { residentMib } from '@/bench/processes';
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

/** Ids of the browser's processes of one type. */
export async function pidsOf(browser: Browser, type: string): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter((each) => each.type === type).map(({ id }) => id);
}

/** The process that has the page: the largest that draws pages. The browser draws one of its own, with nothing in it. */
export async function pageProcess(browser: Browser): Promise<number> {
  const [largest] = (await pidsOf(browser, 'renderer')).toSorted((one, other) => residentMib(other) - residentMib(one));
  if (largest === undefined) throw new Error('The browser has no page.');
  return largest;
}
