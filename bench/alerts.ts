/**
 * `npm run bench:alerts`: alert rules on 10 million spans (BENCH_SPANS) over 30 days (BENCH_DAYS): what they cost, how long a back-test
 * takes, and how soon somebody is told. Parts can be named: `rules`, `back-tests`, `latency`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INTERVAL, latencies } from '@/bench/alert-latency';
import { manyRules, TRIED, TWO_WEEKS } from '@/bench/alert-rules';
import { fill } from '@/bench/fill';
import { printTable, quantile, timed } from '@/bench/table';
import { backTest } from '@/lib/alerts/back-test';
import { createRunner } from '@/lib/alerts/runner';
import { openOn, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { millis, MINUTE } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta } from '@/lib/meta/db';
import type { AlertStores } from '@/lib/model/alert-store';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';

const SPANS = Number(process.env.BENCH_SPANS ?? 10_000_000);
const DAYS = Number(process.env.BENCH_DAYS ?? 30);
const RULES = Number(process.env.BENCH_RULES ?? 500);
const SCHEMA = { retentionDays: { traces: 60, logs: 60, metrics: 60 }, tenantKeys: DEFAULT_TENANT_KEYS };
const signal = new AbortController().signal;

/** Minutes that are evaluated: the first makes all states, the others find them there. */
const MINUTES = 4;

/** Seconds on the clock, and of processors: the engine's and Hearth's own. */
interface Cost {
  readonly clock: number;
  readonly processor: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage();
  const clock = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { clock: clock / 1_000, processor: (user + system) / 1e6 };
}

/** Evaluates every rule for one minute after the other, as fast as it goes. */
async function evaluateMinutes(backend: ClickhouseBackend, stores: AlertStores, newest: number): Promise<Cost[]> {
  let now = newest - MINUTES * MINUTE;
  const report = (error: unknown) => {
    throw error;
  };
  const runner = createRunner({ stores, run: backend.run, publicUrl: 'http://localhost', now: () => millis(now), report });
  const measured: Cost[] = [];
  for (let turn = 0; turn < MINUTES; turn++) {
    measured.push(await costOf(() => runner.tick(signal)));
    now += MINUTE;
  }
  return measured;
}

async function groupsOf(stores: AlertStores): Promise<{ rules: number; groups: number; firing: number; failed: number }> {
  const states = await stores.states.states();
  const groups = states.flatMap(({ instances }) => instances);
  return {
    rules: states.length,
    groups: groups.length,
    firing: groups.filter(({ state }) => state === 'firing').length,
    failed: states.filter(({ error }) => error).length,
  };
}

async function evaluation(folder: string, backend: ClickhouseBackend, newest: number): Promise<void> {
  const meta = await openMeta({ mode: 'embedded', folder: path.join(folder, 'meta') }, path.resolve('lib/meta/migrations'));
  const stores = alertStores(meta, undefined);
  for (const rule of manyRules(RULES)) await stores.rules.save({ rule, basedOn: 0, note: '', savedBy: '', savedAt: millis(newest) });
  const [first, ...others] = await evaluateMinutes(backend, stores, newest);
  const { rules, groups, firing, failed } = await groupsOf(stores);
  const seconds = (list: readonly (Cost | undefined)[], of: keyof Cost) => list.map((each) => each?.[of] ?? Number.NaN);
  printTable(
    `${rules} rules, ${groups} groups, ${firing} of them firing, ${failed} questions failed`,
    ['', 'clock s', 'processor s', 'of one core'],
    [
      ['the first minute', ...rowOf(seconds([first], 'clock')[0], seconds([first], 'processor')[0])],
      ['each minute after', ...rowOf(quantile(seconds(others, 'clock'), 0.5), quantile(seconds(others, 'processor'), 0.5))],
    ],
  );
  await meta.close();
}

function rowOf(clock = Number.NaN, processor = Number.NaN): string[] {
  return [clock.toFixed(1), processor.toFixed(1), `${((processor / 60) * 100).toFixed(0)} %`];
}

async function backTests(backend: ClickhouseBackend, newest: number): Promise<void> {
  const range = { from: millis(newest - TWO_WEEKS), to: millis(newest) };
  const rows: string[][] = [];
  for (const [name, rule] of TRIED) {
    const costs: Cost[] = [];
    let found: Awaited<ReturnType<typeof backTest>> | undefined;
    for (let turn = 0; turn < 3; turn++) costs.push(await costOf(async () => (found = await backTest(rule, range, backend.run, signal))));
    const least = (of: keyof Cost) => Math.min(...costs.map((cost) => cost[of])).toFixed(2);
    const { groups = 0, firings = [], step = 0, series = [] } = found ?? {};
    const size = JSON.stringify(series).length / 1_024;
    rows.push([
      name,
      (costs[0]?.clock ?? Number.NaN).toFixed(2),
      least('clock'),
      least('processor'),
      ...[groups, firings.length, step / 1_000].map(String),
      size.toFixed(0),
    ]);
  }
  printTable('Back-tests over 14 days', ['', 'first s', 'again s', 'processor s', 'groups', 'firings', 'step s', 'KiB'], rows);
}

async function told(): Promise<void> {
  const times = (await latencies()).map((each) => each / 1_000);
  const row = [times.length, ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1))];
  printTable(
    `From a condition that is true to the message, judged every ${INTERVAL / 1_000} s`,
    ['troubles', 'p50 s', 'p95 s', 'most s'],
    [row],
  );
}

async function onSpans(wanted: (part: string) => boolean): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-bench-'));
  try {
    const transport = openEmbedded({ folder: path.join(folder, 'telemetry') });
    const backend = await openOn(transport, SCHEMA);
    // what is made ends here
    const newest = Math.floor(Date.now() / MINUTE) * MINUTE;
    const filled = await timed(() => fill(transport, SPANS, DAYS));
    console.log(`${SPANS} spans over ${DAYS} days were made in ${(filled / 1_000).toFixed(0)} s.`);
    if (wanted('rules')) await evaluation(folder, backend, newest);
    if (wanted('back-tests')) await backTests(backend, newest);
    await backend.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);
if (wanted('rules') || wanted('back-tests')) await onSpans(wanted);
if (wanted('latency')) await told();
