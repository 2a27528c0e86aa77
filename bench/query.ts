/**
 * `npm run bench:query`: the pages' questions on 10 million spans (BENCH_SPANS) over 30 days, asked through the HTTP API of a built
 * Hearth. BENCH_TIMES: every span that many times, e.g. 10 for 100 million within minutes. BENCH_STORE is a data folder that is filled
 * where it is new, read as it is where it is not, and kept.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askAll, asker, recordDashboards, type Asked } from '@/bench/dashboards';
import { fetched } from '@/bench/fetched';
import { fill as fillStore } from '@/bench/fill';
import { liveQuestions } from '@/bench/live-questions';
import { repeat } from '@/bench/repeat';
import { printTable, quantile, timed } from '@/bench/table';
import { ask } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { openOn } from '@/lib/backends/clickhouse/backend';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { CATALOG } from '@/lib/dashboards/catalog-list';

import type { QueryRequest } from '@/lib/model/api';
import { BackendError } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import type { RowsSpec } from '@/lib/model/query';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import { attribute, record } from '@/lib/model/record-field';

const SPANS = Number(process.env.BENCH_SPANS ?? 10_000_000);
const TIMES = Number(process.env.BENCH_TIMES ?? 1);
const DAYS = 30;
const HOUR = 3_600_000;
const SCHEMA = { retentionDays: { traces: 60, logs: 60, metrics: 60 }, tenantKeys: DEFAULT_TENANT_KEYS };
const env = { HEARTH_RETENTION_DAYS_TRACES: '60', HEARTH_RETENTION_DAYS_LOGS: '60', HEARTH_RETENTION_DAYS_METRICS: '60' };

async function fill(dataFolder: string): Promise<number> {
  const transport = openEmbedded({ folder: path.join(dataFolder, 'telemetry') });
  const backend = await openOn(transport, SCHEMA);
  const millis = await timed(async () => {
    await fillStore(transport, SPANS, DAYS);
    if (TIMES > 1) await repeat(transport, TIMES);
  });
  await backend.close();
  return millis / 1_000;
}

async function traceById(hearth: TestHearth): Promise<number[]> {
  // a few at random, each once
  const text = `SELECT * FROM (
    SELECT TraceId FROM otel_traces WHERE sipHash64(SpanId) % 5000 = 1 ORDER BY sipHash64(TraceId) LIMIT 1 BY TraceId LIMIT 60)`;
  const answer = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 60 });
  const ids = answer.kind === 'native' ? answer.table.rows.map((row) => String(row[0])) : [];
  const times: number[] = [];
  for (const id of ids) times.push(await timed(() => fetched(`${hearth.app}/api/traces/${id}`)));
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
    times.push(await timed(() => fetched(`${hearth.app}/api/suggest`, init)));
  }
  return times;
}

const WINDOWS = ['24h', '30d'];

interface Figures {
  readonly asked: Asked;
  /** In ms: on a Hearth that was just started, right afterwards, and from the records alone. */
  readonly cold: number;
  readonly warm: number;
  readonly raw: number;
  /** Questions that a roll-up answered. */
  readonly fromRollups: number;
}

/** Each page's questions, on a Hearth of their own. */
async function answered(dataFolder: string, asked: Asked): Promise<Omit<Figures, 'raw'>> {
  const hearth = await startTestHearth({ dataFolder, env });
  const ask = asker(hearth);
  let fromRollups = 0;
  const cold = await askAll(asked.requests, async (questions) => {
    for (const { rollup } of await ask(questions)) if (rollup !== undefined) fromRollups++;
  });
  const warm = await askAll(asked.requests, ask);
  await hearth.stop();
  return { asked, cold, warm, fromRollups };
}

/** The same questions on the same store, read without roll-ups, in this process; undefined where one takes longer than is allowed. */
async function withoutRollups(dataFolder: string, asked: readonly Asked[]): Promise<(number | undefined)[]> {
  const transport = openEmbedded({ folder: path.join(dataFolder, 'telemetry') });
  const backend = await openOn(transport, { ...SCHEMA, rollups: false });
  const { signal } = new AbortController();
  const times: (number | undefined)[] = [];
  for (const { requests } of asked) {
    let late = false;
    const run = async ({ spec, frame }: QueryRequest) => {
      await backend.run({ spec, frame }, signal).catch((cause: unknown) => {
        if (!(cause instanceof BackendError && cause.fault === 'timeout')) throw cause;
        late = true;
      });
    };
    const millis = await askAll(requests.flat(), run);
    times.push(late ? undefined : millis);
  }
  await backend.close();
  return times;
}

/** Bytes on disk of all the store's tables that `like` names, for each span. */
async function bytesPerSpan(hearth: TestHearth, like: string): Promise<number> {
  const text = `SELECT sumIf(bytes_on_disk, match(table, '${like}')) / sumIf(rows, table = 'otel_traces') FROM system.parts WHERE active AND database = currentDatabase()`;
  const answer = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 1 });
  return answer.kind === 'native' ? Number(answer.table.rows[0]?.[0]) : Number.NaN;
}

const kept = process.env.BENCH_STORE;
const dataFolder = kept ?? (await mkdtemp(path.join(tmpdir(), 'hearth-query-')));
const filled = existsSync(path.join(dataFolder, 'telemetry')) ? undefined : await fill(dataFolder);
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
const live = await liveQuestions(hearth);
const recorded = await recordDashboards(
  hearth,
  CATALOG.map(({ slug }) => slug),
  WINDOWS,
);
const bytes = { spans: await bytesPerSpan(hearth, '^otel_traces'), rollups: await bytesPerSpan(hearth, '^hearth_(spans|usage)') };
await hearth.stop();
const fast: Omit<Figures, 'raw'>[] = [];
for (const asked of recorded) fast.push(await answered(dataFolder, asked));
const raw = await withoutRollups(dataFolder, recorded);
if (kept === undefined) await rm(dataFolder, { recursive: true, force: true });

printTable(
  `${(SPANS * TIMES).toLocaleString('en')} spans over ${DAYS} days (${filled === undefined ? 'filled before' : `filled in ${filled.toFixed(0)} s`}); ms`,
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
  'What Live asks when it opens, all of it together; ms until the rows (of facets: the first), and until all',
  ['figure', 'rows p50', 'p95', 'all p50', 'p95', 'goal'],
  live,
);
printTable(
  'Every panel of a dashboard, ms (goals: 24 h cold ≤ 1 000, warm ≤ 300; 30 days cold ≤ 2 000)',
  ['dashboard', 'window', 'questions', 'requests', 'from roll-ups', 'cold', 'warm', 'records alone'],
  fast.map(({ asked, cold, warm, fromRollups }, index) => [
    asked.slug,
    asked.last,
    asked.requests.flat().length,
    asked.requests.length,
    fromRollups,
    cold.toFixed(0),
    warm.toFixed(0),
    raw[index]?.toFixed(0) ?? 'too long',
  ]),
);
printTable(
  'Bytes on disk for each span',
  ['tables', 'bytes'],
  [
    ['spans and their traces', bytes.spans.toFixed(1)],
    ['roll-ups', bytes.rollups.toFixed(1)],
  ],
);
