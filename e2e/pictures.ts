/**
 * `npm run pictures`: takes docs/pictures from a Hearth of its own that plays the demo, or from one that runs already:
 * `npm run pictures -- http://localhost:3000`.
 */
import { mkdir, stat } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { ask } from '@/e2e/ask';
import { CHROMIUM } from '@/e2e/chromium';
import { startTestHearth } from '@/e2e/hearth';
import type { SpanRow } from '@/lib/model/answer';
import type { Status } from '@/lib/model/api';
import type { Filter } from '@/lib/model/filter';
import type { RowsSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const FOLDER = 'docs/pictures';
/** A README that loads slowly is not read. Bytes. */
const MOST_BYTES = 300 * 1024;
const HOUR = 3_600_000;

const SQL = `SELECT ServiceName, SpanName, count() AS spans,
  round(quantile(0.95)(Duration) / 1e6, 1) AS p95_ms,
  round(100 * countIf(StatusCode = 'Error') / count(), 2) AS error_percent
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
GROUP BY ServiceName, SpanName
ORDER BY spans DESC
LIMIT 50`;

/** Waits until the demo has filled in the past. Throws when it fails. */
async function untilLive(app: string): Promise<void> {
  for (;;) {
    const { demo } = (await (await fetch(`${app}/api/status`)).json()) as Status;
    if (demo.state === 'live') return;
    if (demo.state === 'failed') throw new Error(demo.message);
    if (demo.state === 'filling') process.stdout.write(`\rfilling in the past: ${Math.floor(demo.progress * 100)} %`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

async function spans(app: string, where: Filter): Promise<SpanRow[]> {
  const spec: RowsSpec = { kind: 'rows', source: { signal: 'spans' }, where, limit: 200, fields: [], orderBy: 'time', traceSummary: true };
  const answer = await ask(app, spec, 12 * HOUR);
  return answer.kind === 'rows' ? answer.rows.filter((row): row is SpanRow => row.signal === 'spans') : [];
}

/** The path of a search by the marketing agent that failed, a span with an exception selected. */
async function failedSearch(app: string): Promise<string> {
  const failed: Filter = { op: 'eq', field: record('error'), value: true };
  const agent: Filter = { op: 'contains', field: record('service'), value: 'marketing' };
  const inAgent = await spans(app, { op: 'and', of: [failed, agent] });
  const [largest] = inAgent.toSorted((a, b) => (b.trace?.spans ?? 0) - (a.trace?.spans ?? 0));
  if (!largest) throw new Error('No search of the demo failed.');
  const ofTrace = inAgent.filter(({ traceId }) => traceId === largest.traceId);
  const chosen = ofTrace.find(({ exceptionType }) => exceptionType !== '') ?? largest;
  return `/traces/${largest.traceId}?span=${chosen.spanId}`;
}

/** Waits until nothing on the page is loading or dimmed, and the pictures of its type are there. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // what is below the window has not asked yet
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main [aria-busy="true"], main [role="status"][aria-label^="Reading"]')].every(
      (element) => element.getBoundingClientRect().top > window.innerHeight,
    ),
  );
  await page.evaluate(() => document.fonts.ready);
}

async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  const path = `${FOLDER}/${name}.png`;
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(path);
  console.log(`${path}  ${Math.ceil(size / 1024)} KiB`);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES / 1024} KiB.`);
}

const [running] = process.argv.slice(2);
const own = running === undefined ? await startTestHearth({ args: ['--demo'] }) : undefined;
const app = own?.app ?? running ?? '';
const browser = await chromium.launch(CHROMIUM);
try {
  await mkdir(FOLDER, { recursive: true });
  await untilLive(app);
  const paths = {
    traces: '/traces?t=15m',
    trace: await failedSearch(app),
    'api-overview': '/dashboards/api-overview?t=1h',
    alert: '/alerts/high-error-rate?days=1',
    sql: `/sql?t=6h&q=${encodeURIComponent(SQL)}`,
    connect: '/connect',
  };
  for (const colorScheme of ['dark', 'light'] as const) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${app}${path}`);
      await take(page, `${name}-${colorScheme}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await own?.dispose();
}
