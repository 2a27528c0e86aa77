/** What the live page asks when it opens: its first page, its histogram, and the counts of its facets. */
import { askAll, asker } from '@/bench/dashboards';
import { fetched } from '@/bench/fetched';
import { quantile, timed } from '@/bench/table';
import { ask } from '@/e2e/ask';
import type { TestHearth } from '@/e2e/hearth';
import { millis, MINUTE, type TimeRange } from '@/lib/base/time';
import type { QueryRequest } from '@/lib/model/api';
import type { Filter } from '@/lib/model/filter';
import type { Spec } from '@/lib/model/query';
import { attribute, record, type RecordField } from '@/lib/model/record-field';

const SPANS = { signal: 'spans' } as const;
const ERRORS: Filter = { op: 'eq', field: record('error'), value: true };

/** Filters that people look for traces with. */
const FILTERS: readonly (readonly [string, Filter | undefined])[] = [
  ['everything', undefined],
  ['a tenant', { op: 'eq', field: record('tenant'), value: 'tenant-3' }],
  ['errors', ERRORS],
  ['an attribute of one span in 500', { op: 'eq', field: attribute('user.id'), value: 'user-77' }],
  ['free words', { op: 'search', text: 'stream' }],
];

const FACETS: readonly RecordField[] = [
  'service',
  'environment',
  'level',
  'status',
  'tenant',
  'httpRoute',
  'scope',
  'exceptionType',
  'tags',
];

const WINDOWS = [
  ['15 minutes', 15 * MINUTE],
  ['30 days', 30 * 1_440 * MINUTE],
] as const;

const TURNS = 5;
const BARS = 60;

/** The last `length` ms; every turn's is another, so that no answer is one that was kept. */
function last(length: number): TimeRange {
  const now = Date.now();
  return { from: millis(now - length), to: millis(now) };
}

/** Milliseconds of each turn: until the first question was answered, and until all were. All are asked at the same time. */
interface Opening {
  readonly first: readonly number[];
  readonly all: readonly number[];
}

async function openings(hearth: TestHearth, length: number, specs: readonly Spec[]): Promise<Opening> {
  const [first, all]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    const range = last(length);
    const questions = specs.map((spec) => ({ spec, frame: { range, step: millis(length / BARS) } }));
    const begun = performance.now();
    const ask = async (question: QueryRequest) => {
      await asker(hearth)([question]);
      if (question === questions[0]) first.push(performance.now() - begun);
    };
    all.push(await askAll(questions, ask));
  }
  return { first, all };
}

/** Traces that a page of Live begins with, and its bars; asked together. */
function liveSpecs(where: Filter | undefined): Spec[] {
  const asked = { source: SPANS, ...(where ? { where } : {}) };
  return [
    {
      ...asked,
      kind: 'rows',
      fields: [record('scope'), record('serviceVersion')],
      limit: 100,
      orderBy: 'time',
      per: 'trace',
      running: true,
      traceSummary: true,
    },
    { ...asked, kind: 'series', measures: [{ fn: 'count' }, { fn: 'ratio', where: ERRORS }], by: [], limit: 1 },
  ];
}

function facetSpecs(where: Filter | undefined): Spec[] {
  return FACETS.map((name) => ({
    kind: 'table',
    source: SPANS,
    measures: [{ fn: 'count' }],
    by: [record(name)],
    limit: 8,
    orderBy: 0,
    ...(where ? { where } : {}),
  }));
}

/** Spans that link to spans of the newest traces, over 30 days. */
async function linksTo(hearth: TestHearth): Promise<number[]> {
  const text = "SELECT TraceId, SpanId FROM otel_traces WHERE SpanKind = 'Producer' ORDER BY Timestamp DESC LIMIT 5";
  const answer = await ask(hearth.app, { kind: 'native', language: 'sql', text, limit: 5 });
  const spans = answer.kind === 'native' ? answer.table.rows : [];
  const { from, to } = last(30 * 1_440 * MINUTE);
  const times: number[] = [];
  for (const [traceId, spanId] of spans) {
    times.push(await timed(() => fetched(`${hearth.app}/api/traces/${traceId}/spans/${spanId}/links?from=${from}&to=${to}`)));
  }
  return times;
}

type Row = readonly [what: string, first50: string, first95: string, all50: string, all95: string, goal: string];

/** Rows of a table, in ms: until the first answer, which is the page of rows or a facet, p50 and p95; until all, p50 and p95. */
export async function liveQuestions(hearth: TestHearth): Promise<Row[]> {
  const row = (name: string, { first, all }: Opening, goal: string): Row => {
    const figure = (times: readonly number[], q: number) => quantile(times, q).toFixed(0);
    return [name, figure(first, 0.5), figure(first, 0.95), figure(all, 0.5), figure(all, 0.95), goal];
  };
  const rows: Row[] = [];
  for (const [window, length] of WINDOWS) {
    for (const [name, where] of FILTERS) {
      rows.push(row(`Live, ${name}, ${window}`, await openings(hearth, length, liveSpecs(where)), 'rows ≤ 500'));
    }
    rows.push(row(`facets, ${window}`, await openings(hearth, length, facetSpecs(undefined)), 'all ≤ 700'));
    rows.push(row(`facets of a tenant, ${window}`, await openings(hearth, length, facetSpecs(FILTERS[1]?.[1])), 'all ≤ 700'));
  }
  const links = await linksTo(hearth);
  rows.push(row('spans that link to a span, 30 days', { first: links, all: links }, ''));
  return rows;
}
