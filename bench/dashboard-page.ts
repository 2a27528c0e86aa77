/** A dashboard of many full charts in a browser: how soon it can be used, and how it follows the pointer. */
import type { Browser, Page } from '@playwright/test';
import { frames, settled } from '@/bench/browser';
import type { TestHearth } from '@/e2e/hearth';
import { MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { heightOf } from '@/lib/dashboards/grid';
import { DASHBOARD_VERSION, type Dashboard, type Panel } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';

const PANELS = 20;
/** Lines of a chart, and points of each: 1 200 points. */
const LINES = 10;
const STEPS = 120;
const HEIGHT = 7;
const WINDOW = (STEPS * MINUTE) as Millis;

/** A span a minute for each line's name, over the window. */
export async function sendLines(hearth: TestHearth): Promise<void> {
  const now = Date.now();
  const nanos = (millis: number) => `${millis}000000`;
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  const spans = Array.from({ length: LINES * STEPS }, (_, index) => {
    const start = now - Math.floor(index / LINES) * MINUTE - 30 * SECOND;
    return {
      traceId: hex(index + 1, 32),
      spanId: hex(index + 1, 16),
      name: `line ${index % LINES}`,
      kind: 2,
      startTimeUnixNano: nanos(start),
      endTimeUnixNano: nanos(start + 5 + ((index * 7) % 50)),
    };
  });
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'lines' } }] };
  const response = await fetch(`${hearth.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
  });
  if (!response.ok) throw new Error(`The lines were refused: ${response.status} ${await response.text()}`);
}

function panelOf(index: number): Panel {
  return {
    id: `panel-${index}`,
    title: `Panel ${index}`,
    note: '',
    at: { x: (index % 2) * 6, y: Math.floor(index / 2) * HEIGHT, w: 6, h: HEIGHT },
    ask: {
      kind: 'spec',
      spec: {
        kind: 'series',
        source: { signal: 'spans' },
        where: { op: 'eq', field: record('service'), value: 'lines' },
        // a measure of its own, so that no two panels share a question
        measures: [{ fn: 'quantile', of: record('duration'), q: 0.5 + index / 50 }],
        by: [record('name')],
        limit: LINES,
      },
    },
    view: { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [], unit: 'nanoseconds', thresholds: [] },
    empty: '',
  };
}

/** Keeps the dashboard; its address. */
export async function keepDashboard(hearth: TestHearth): Promise<string> {
  const dashboard: Dashboard = {
    version: DASHBOARD_VERSION,
    slug: 'full-charts',
    title: 'Full charts',
    description: '',
    prebuilt: false,
    folder: '',
    tags: [],
    variables: [],
    sections: [{ title: '', folded: false, panels: Array.from({ length: PANELS }, (_, index) => panelOf(index)) }],
  };
  const response = await fetch(`${hearth.app}/api/dashboards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hearth.app },
    body: JSON.stringify({ dashboard, note: '' }),
  });
  if (!response.ok) throw new Error(`The dashboard was refused: ${response.status} ${await response.text()}`);
  const to = Math.floor(Date.now() / MINUTE) * MINUTE;
  return `${hearth.app}/dashboards/full-charts?from=${to - WINDOW}&to=${to}`;
}

export interface PageFigures {
  /** From the click until every chart is drawn and the page is idle, in ms. */
  readonly ready: number;
  /** Between frames while the pointer moves over a chart and the crosshair follows on all, in ms. */
  readonly hover: readonly number[];
}

/** Waits until the page has drawn `lines` curves. The page's own changes tell: to look at every frame would make it draw more of them. */
function drawn(page: Page, lines: number): Promise<void> {
  return page.evaluate(
    (lines) =>
      new Promise<void>((resolve) => {
        if (document.querySelectorAll('.recharts-curve').length >= lines) return resolve();
        new MutationObserver((_changes, observer) => {
          if (document.querySelectorAll('.recharts-curve').length < lines) return;
          observer.disconnect();
          resolve();
        }).observe(document.body, { childList: true, subtree: true });
      }),
    lines,
  );
}

/** Opens the dashboard in a window that holds all of its panels, and moves over one of them. */
export async function openDashboard(browser: Browser, address: string): Promise<PageFigures> {
  const height = (PANELS / 2) * (heightOf(HEIGHT) + 10) + 120;
  const context = await browser.newContext({ viewport: { width: 1_440, height } });
  const page = await context.newPage();
  await settled(browser);
  const start = performance.now();
  await page.goto(address);
  await drawn(page, PANELS * LINES);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const ready = performance.now() - start;
  const box = await page.getByRole('slider').first().boundingBox();
  if (!box) throw new Error('The first chart has no box.');
  const hover = await frames(page, async () => {
    for (let move = 0; move < STEPS; move += 1) await page.mouse.move(box.x + (box.width * move) / STEPS, box.y + box.height / 2);
  });
  await context.close();
  return { ready, hover };
}
