/** `npm run bench:query`: the pages' questions on 10 million spans over 30 days, asked through the HTTP API of a built Hearth. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from '@/bench/browser';
import { fillSpans } from '@/bench/fill';
import { printTable, quantile, timed } from '@/bench/table';
import { ask } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { openOn } from '@/lib/backends/clickhouse/backend';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';

import type { Field } from '@/lib/model/field';
import type { RowsSpec } from '@/lib/model/query';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { attribute, record } from '@/lib/model/record-field';

const SPANS = Number(process.env.BENCH_SPANS ?? 10_000_000);
const DAYS = 30;
const HOUR = 3_600_000;
const COLD_RUNS = 3;
const env = { HEARTH_RETENTION_DAYS_TRACES: '60' };

async function fill(dataFolder: string): Promise<number> {
  const transport = openEmbedded({ folder: path.join(dataFolder, 'telemetry') });
  const backend = await openOn(transport, { retentionDays: { traces: 60, logs: 30, metrics: 30 }, tenantKeys: DEFAULT_TENANT_KEYS });
  const millis = await timed(() => fillSpans(transport, SPANS, DAYS));
  await backend.close();
  return millis / 1_000;
}

async function traceById(hearth: TestHearth): Promise<number[]> {
  const text = 'SELECT TraceId FROM otel_traces ORDER BY sipHash64(TraceId) LIMIT 1 BY TraceId LIMIT 60';
  const answer = await ask(hearth.app, {
    kind: 'native',
    language: 'sql',
    text: `SELECT * FROM (${text.replace('ORDER BY', 'WHERE sipHash64(SpanId) % 5000 = 1 ORDER BY')})`,
    limit: 60,
  });
  const ids = answer.kind === 'native' ? answer.table.rows.map((row) => String(row[0])) : [];
  const times: number[] = [];
  for (const id of ids) times.push(await timed(async () => (await fetch(`${hearth.app}/api/traces/${id}`)).text()));
  return times;
}

async function listPage(hearth: TestHearth, millis: number): Promise<number[]> {
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'spans' },
    where: { op: 'eq', field: record('root'), value: true },
    limit: 100,
    fields: [],
    orderBy: 'time',
    traceSummary: true,
  };
  const times: number[] = [];
  for (let turn = 0; turn < 10; turn++) times.push(await timed(() => ask(hearth.app, spec, millis)));
  return times;
}

/** What the filter bar asks while a person types. */
async function suggestions(hearth: TestHearth, field: Field | undefined, prefix: string, millis: number): Promise<number[]> {
  const to = Date.now();
  const body = JSON.stringify({ signal: 'spans', field, prefix, from: to - millis, to, limit: 50 });
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', origin: hearth.app }, body };
    times.push(await timed(async () => (await fetch(`${hearth.app}/api/suggest`, init)).text()));
  }
  return times;
}

/** From the first question of the page to the last answer, in ms, in a browser, on a Hearth that was just started. */
async function overview(dataFolder: string): Promise<{ cold: number; warm: number; questions: number }> {
  const hearth = await startTestHearth({ dataFolder, env });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 3_000 } });
  const load = async () => {
    const asked: Promise<unknown>[] = [];
    let first = 0;
    page.on('request', (request) => {
      if (!request.url().includes('/api/query')) return;
      first ||= performance.now();
      asked.push(request.response().then((response) => response?.finished()));
    });
    await page.goto(`${hearth.app}/dashboards/api-overview?t=24h`, { waitUntil: 'networkidle' });
    await Promise.all(asked);
    const answered = await page.evaluate(() =>
      Math.max(
        ...performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.includes('/api/query'))
          .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
      ),
    );
    const begun = await page.evaluate(() =>
      Math.min(
        ...performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.includes('/api/query'))
          .map((entry) => (entry as PerformanceResourceTiming).requestStart),
      ),
    );
    page.removeAllListeners('request');
    return { millis: answered - begun, questions: asked.length };
  };
  const cold = await load();
  const warm = await load();
  await browser.close();
  await hearth.stop();
  return { cold: cold.millis, warm: warm.millis, questions: cold.questions };
}

const dataFolder = await mkdtemp(path.join(tmpdir(), 'hearth-query-'));
const filled = await fill(dataFolder);
const hearth = await startTestHearth({ dataFolder, env });
const traces = await traceById(hearth);
const pages = [
  ['1 hour', HOUR],
  ['24 hours', 24 * HOUR],
  ['30 days', 720 * HOUR],
] as const;
const lists: (readonly [string, number[]])[] = [];
for (const [name, millis] of pages) lists.push([`newest 100 roots of ${name}`, await listPage(hearth, millis)]);
for (const [name, millis] of pages) {
  lists.push([`keys suggested, ${name}`, await suggestions(hearth, undefined, 'http', millis)]);
  lists.push([`values of tenant, ${name}`, await suggestions(hearth, record('tenant'), '', millis)]);
  lists.push([`values of an attribute, ${name}`, await suggestions(hearth, attribute('server.address'), '', millis)]);
}
await hearth.stop();
const overviews: Awaited<ReturnType<typeof overview>>[] = [];
for (let run = 0; run < COLD_RUNS; run++) overviews.push(await overview(dataFolder));
const last = await startTestHearth({ dataFolder, env });
await last.dispose();

printTable(
  `${SPANS.toLocaleString('en')} spans over ${DAYS} days (filled in ${filled.toFixed(0)} s); ms`,
  ['figure', 'p50', 'p95', 'goal'],
  [
    ['trace by id', quantile(traces, 0.5).toFixed(0), quantile(traces, 0.95).toFixed(0), 'p95 ≤ 100'],
    ...lists.map(
      ([name, times]) =>
        [name, quantile(times, 0.5).toFixed(0), quantile(times, 0.95).toFixed(0), name.startsWith('newest') ? '≤ 500' : ''] as const,
    ),
  ],
);
printTable(
  `API overview over 24 h, all panels (${overviews[0]?.questions ?? 0} questions), ms, median of ${COLD_RUNS}`,
  ['figure', 'measured', 'goal'],
  [
    [
      'cold: a process just started',
      quantile(
        overviews.map(({ cold }) => cold),
        0.5,
      ).toFixed(0),
      '≤ 1 500',
    ],
    [
      'again',
      quantile(
        overviews.map(({ warm }) => warm),
        0.5,
      ).toFixed(0),
      '',
    ],
  ],
);
