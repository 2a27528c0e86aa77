/** `npm run bench:ui`: what a browser loads, how traces of up to a million spans (BENCH_SPANS_MAX) and a dashboard of 20 full charts behave in it. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openBrowser } from '@/bench/browser';
import { keepDashboard, openDashboard, sendLines } from '@/bench/dashboard-page';
import { printTable, quantile } from '@/bench/table';
import { fillTraces, openTrace, printTraces, type TraceFigures } from '@/bench/trace-page';
import { startTestHearth } from '@/e2e/hearth';

const RUNS = 3;

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

const dataFolder = await mkdtemp(path.join(tmpdir(), 'hearth-data-'));
const traces = await fillTraces(dataFolder, Number(process.env.BENCH_SPANS_MAX ?? 1_000_000));
const hearth = await startTestHearth({ dataFolder });
const browser = await openBrowser();

const weights: (readonly string[])[] = [];
for (const route of ['/connect', '/traces', `/traces/${traces[0]?.traceId}`, '/dashboards/api-overview', '/sql']) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { first, all } = await scriptKib(page, hearth.app + route);
  weights.push([route.replace(/[0-9a-f]{32}/, '[traceId]'), first.toFixed(0), all.toFixed(0), route === '/sql' ? '' : '≤ 350']);
  await context.close();
}

const figures: TraceFigures[] = [];
for (const trace of traces) figures.push(await openTrace(browser, hearth.app, trace));

await sendLines(hearth);
const dashboard = await keepDashboard(hearth);
const charts = [];
for (let run = 0; run < RUNS; run++) charts.push(await openDashboard(browser, dashboard));
const hover = charts.flatMap((figures) => figures.hover);

await browser.close();
await hearth.dispose();

printTable('JavaScript of a page’s first load, KiB compressed', ['page', 'with the page', 'and loaded later', 'goal'], weights);
printTraces(figures);
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
