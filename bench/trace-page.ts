/** How a large trace behaves in a browser: how soon it is there, how it moves, what it takes. */
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { frames, pageProcess } from '@/bench/browser';
import { fillTrace, type TraceShape } from '@/bench/fill-trace';
import { residentMib } from '@/bench/processes';
import { printTable, quantile } from '@/bench/table';
import { openTraceAt, openTraceFromList, type Opening } from '@/bench/trace-opening';
import { openOn } from '@/lib/backends/clickhouse/backend';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { DEFAULT_TRACE_LIMIT } from '@/lib/model/trace';

const RUNS = 3;

export interface BenchTrace {
  readonly traceId: string;
  readonly spans: number;
  readonly shape: TraceShape;
}

const TRACES: readonly Omit<BenchTrace, 'traceId'>[] = [
  { spans: 10_000, shape: 'tree' },
  { spans: 100_000, shape: 'tree' },
  { spans: 100_000, shape: 'chain' },
  { spans: 100_000, shape: 'siblings' },
  { spans: 1_000_000, shape: 'tree' },
];

/** Fills a new store with a trace of each kind that has at most `most` spans. */
export async function fillTraces(dataFolder: string, most: number): Promise<BenchTrace[]> {
  const transport = openEmbedded({ folder: path.join(dataFolder, 'telemetry') });
  const backend = await openOn(transport, { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: DEFAULT_TENANT_KEYS });
  const traces = TRACES.filter(({ spans }) => spans <= most).map((trace, index) => ({ ...trace, traceId: String(index + 1).repeat(32) }));
  for (const { traceId, spans, shape } of traces) await fillTrace(transport, traceId, spans, shape);
  await backend.close();
  return traces;
}

export interface TraceFigures extends BenchTrace {
  /** ms, medians, with nothing of Hearth loaded before. */
  readonly firstRows: number;
  readonly interactive: number;
  /** The same once more in the same browser, and by a click in the list, which opens no more than is usual. */
  readonly again: number;
  readonly fromList: number | undefined;
  /** Resident memory of the page's process after all of it, MiB. */
  readonly memory: number;
  /** ms between painted frames, 95th percentile. */
  readonly scroll: number;
  readonly collapse: number;
  readonly search: number;
  /** ms until the rows half-way down the trace are painted, worst. */
  readonly jump: number;
  readonly domRows: number;
}

// as text: the compiler that runs this file adds calls to functions that a page doesn't have
const JUMP = `new Promise((resolve) => {
  const grid = document.querySelector('[role=treegrid]');
  const began = performance.now();
  grid.scrollTop = grid.scrollHeight / 2 * (0.8 + 0.4 * Math.random());
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
})`;

/** Opens the trace a few times, each in a browser context of its own, and tries what people do with one. */
export async function openTrace(browser: Browser, app: string, trace: BenchTrace): Promise<TraceFigures> {
  const runs: Run[] = [];
  // by its id alone, as people open one; a larger one than is usual has to be asked for
  const address = `${app}/traces/${trace.traceId}${trace.spans > DEFAULT_TRACE_LIMIT ? `?limit=${trace.spans}` : ''}`;
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, opening } = await openTraceAt(browser, context, address);
    const measured = { opening, ...(await tried(page)), memory: residentMib(await pageProcess(browser)) };
    await page.close();
    const { page: second, opening: again } = await openTraceAt(browser, context, address);
    await second.close();
    const listed = trace.spans <= DEFAULT_TRACE_LIMIT;
    runs.push({ ...measured, again, fromList: listed ? await openTraceFromList(browser, context, app, trace.traceId) : undefined });
    await context.close();
  }
  const each = <T>(figure: (run: (typeof runs)[number]) => T): T[] => runs.map(figure);
  return {
    ...trace,
    firstRows: quantile(
      each(({ opening }) => opening.first),
      0.5,
    ),
    interactive: quantile(
      each(({ opening }) => opening.whole),
      0.5,
    ),
    again: quantile(
      each(({ again }) => again.whole),
      0.5,
    ),
    fromList:
      trace.spans > DEFAULT_TRACE_LIMIT
        ? undefined
        : quantile(
            each(({ fromList }) => fromList?.whole ?? 0),
            0.5,
          ),
    memory: Math.max(...each(({ memory }) => memory)),
    scroll: quantile(
      runs.flatMap(({ scroll }) => scroll),
      0.95,
    ),
    collapse: quantile(
      runs.flatMap(({ collapse }) => collapse),
      0.95,
    ),
    search: quantile(
      runs.flatMap(({ search }) => search),
      0.95,
    ),
    jump: Math.max(...runs.flatMap(({ jumps }) => jumps)),
    domRows: Math.max(...each(({ domRows }) => domRows)),
  };
}

/** What one opening of the trace gave: times in ms, memory in MiB. */
interface Run {
  readonly opening: Opening;
  readonly again: Opening;
  readonly fromList: Opening | undefined;
  readonly scroll: number[];
  readonly jumps: number[];
  readonly collapse: number[];
  readonly search: number[];
  readonly domRows: number;
  readonly memory: number;
}

/** Scrolls, leaps, collapses and searches. */
async function tried(page: Page): Promise<Pick<Run, 'scroll' | 'jumps' | 'collapse' | 'search' | 'domRows'>> {
  const grid = page.getByRole('treegrid');
  let domRows = 0;
  const count = async () => (domRows = Math.max(domRows, await grid.getByRole('row').count()));
  await grid.hover();
  const scroll = await frames(page, async () => {
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 300);
    await page.waitForTimeout(200);
  });
  await count();
  const jumps: number[] = [];
  for (let turn = 0; turn < 5; turn++) jumps.push(await page.evaluate<number>(JUMP));
  await count();
  await grid.focus();
  await page.keyboard.press('Home');
  const collapse = await frames(page, async () => {
    for (let turn = 0; turn < 3; turn++) {
      await page.keyboard.press('ArrowLeft');
      await page.waitForTimeout(100);
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(100);
    }
  });
  await count();
  await page.getByRole('textbox', { name: 'Search in this trace' }).focus();
  const search = await frames(page, async () => {
    await page.keyboard.type('redis:pub', { delay: 60 });
    await page.waitForTimeout(300);
  });
  await count();
  return { scroll, jumps, collapse, search, domRows };
}

/** What each size may take at most. Frames: p95, ms. */
const goalOf = (spans: number) =>
  spans > 100_000
    ? { first: '≤ 2000', interactive: '≤ 12000', memory: '≤ 600', frame: '≤ 33' }
    : { first: '', interactive: spans > 10_000 ? '≤ 2000' : '≤ 700', memory: '', frame: spans > 10_000 ? '≤ 20' : '' };

/**
 * jaeger-ui 2.20.0 (commit c321fb32bbca), production build, measured in headless Chromium with software raster at 1440 × 900
 * on two cores that it shared with its server, medians of 3 runs. Traces of one root, 5 to 10 children, 11 to 12 levels.
 */
const JAEGER = [
  ['10 000', 2_604, 955, 150, 1_196, 718, 1_433, 300],
  ['100 000', 6_523, 2_127, 150, 1_157, 1_172, 1_733, 300],
  ['200 000', 7_915, 2_793, 133, 1_050, 2_086, 1_617, 300],
] as const;

/** Prints the figures, their goals below them, and another viewer's. */
export function printTraces(figures: readonly TraceFigures[]): void {
  printTable(
    `A trace in the browser, opened cold, again (all of Hearth cached) and by a click in the list; median of ${RUNS}, software rendering; frames: p95`,
    [
      'spans',
      'first rows, ms',
      'interactive, ms',
      'again, ms',
      'from the list, ms',
      'memory, MiB',
      'scroll frame',
      'collapse frame',
      'search frame',
      'jump, ms',
      'rows in the DOM',
    ],
    figures.flatMap((trace) => {
      const goal = goalOf(trace.spans);
      const openings = [trace.firstRows, trace.interactive, trace.again, trace.fromList];
      const others = [trace.memory, trace.scroll, trace.collapse, trace.search, trace.jump];
      return [
        [`${trace.spans} ${trace.shape}`, ...[...openings, ...others].map((figure) => figure?.toFixed(0) ?? ''), trace.domRows],
        ['  goal', goal.first, goal.interactive, '', '', goal.memory, goal.frame, goal.frame, goal.frame, '', '≤ 120'],
      ];
    }),
  );
  printTable(
    'Jaeger UI 2.20.0, measured on a machine of the same kind',
    [
      'spans',
      'interactive, ms',
      'memory after scrolling, MB',
      'scroll frame p95',
      'expand root, ms',
      'search key → count, ms',
      'jump, mean frame',
      'rows in the DOM',
    ],
    JAEGER,
  );
}
