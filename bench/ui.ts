/** `npm run bench:ui`: what a browser loads, how a trace of 10 000 spans and a dashboard of 20 full charts behave in it. */
import type { Page } from '@playwright/test';
import { frames, openBrowser } from '@/bench/browser';
import { keepDashboard, openDashboard, sendLines } from '@/bench/dashboard-page';
import { printTable, quantile } from '@/bench/table';
import { startTestHearth } from '@/e2e/hearth';
import { traceRequest } from '@/e2e/otlp';

const RUNS = 3;
const SIZES = [1_000, 10_000];

/** KiB of JavaScript that come over the wire, compressed: with the page itself, and with all that it loads after. */
async function scriptKib(page: Page, url: string): Promise<{ first: number; all: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on(
    'Network.responseReceived',
    ({ requestId, type, response }) => void (type === 'Script' && scripts.set(requestId, response.url)),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) bytes.set(new URL(script).pathname, encodedDataLength);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await session.detach();
  const html = await (await fetch(url)).text();
  const kib = (names: Iterable<[string, number]>) => [...names].reduce((sum, [, size]) => sum + size, 0) / 1_024;
  return { first: kib([...bytes].filter(([name]) => html.includes(name))), all: kib(bytes) };
}

const hearth = await startTestHearth();
const browser = await openBrowser();
const traceIds = new Map<number, string>();
for (const size of SIZES) {
  const { traceId, body } = traceRequest('bench', size);
  const response = await fetch(`${hearth.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body,
  });
  if (!response.ok) throw new Error(`The trace of ${size} spans was refused: ${response.status}`);
  traceIds.set(size, traceId);
}

const weights: (readonly string[])[] = [];
for (const path of ['/connect', '/traces', `/traces/${traceIds.get(1_000)}`, '/dashboards/api-overview', '/sql']) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { first, all } = await scriptKib(page, hearth.app + path);
  weights.push([path.replace(/[0-9a-f]{32}/, '[traceId]'), first.toFixed(0), all.toFixed(0), path === '/sql' ? '' : '≤ 350']);
  await context.close();
}

const rows: (readonly (string | number)[])[] = [];
for (const size of SIZES) {
  const ready: number[] = [];
  let scroll: number[] = [];
  let collapse: number[] = [];
  let domRows = 0;
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(`${hearth.app}/traces/${traceIds.get(size)}`);
    const grid = page.getByRole('treegrid');
    await grid.getByRole('row').nth(20).waitFor();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    ready.push(performance.now() - start);
    await grid.hover();
    scroll = scroll.concat(
      await frames(page, async () => {
        for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 300);
        await page.waitForTimeout(200);
      }),
    );
    domRows = Math.max(domRows, await grid.getByRole('row').count());
    await grid.focus();
    await page.keyboard.press('Home');
    collapse = collapse.concat(
      await frames(page, async () => {
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('ArrowRight');
        await page.waitForTimeout(100);
      }),
    );
    await context.close();
  }
  rows.push([
    size,
    quantile(ready, 0.5).toFixed(0),
    quantile(scroll, 0.5).toFixed(0),
    quantile(scroll, 0.95).toFixed(0),
    quantile(collapse, 0.95).toFixed(0),
    domRows,
  ]);
}
await sendLines(hearth);
const dashboard = await keepDashboard(hearth);
const charts = [];
for (let run = 0; run < RUNS; run++) charts.push(await openDashboard(browser, dashboard));
const hover = charts.flatMap((figures) => figures.hover);

await browser.close();
await hearth.dispose();

printTable('JavaScript of a page’s first load, KiB compressed', ['page', 'with the page', 'and loaded later', 'goal'], weights);
printTable(
  `A trace, median of ${RUNS}, software rendering`,
  ['spans', 'interactive, ms', 'scroll frame p50, ms', 'p95', 'collapse frame p95, ms', 'rows in the DOM'],
  rows,
);
printTable(
  `A dashboard of 20 charts of 1 200 points, all in view, median of ${RUNS}, software rendering`,
  ['', 'interactive, ms', 'hover frame p50, ms', 'p95'],
  [
    [
      'measured',
      quantile(
        charts.map(({ ready }) => ready),
        0.5,
      ).toFixed(0),
      quantile(hover, 0.5).toFixed(0),
      quantile(hover, 0.95).toFixed(0),
    ],
    ['goal', '≤ 1500', '', '≤ 20'],
  ],
);
