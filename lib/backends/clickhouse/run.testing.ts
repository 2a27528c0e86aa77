/** A store in a temporary folder, and records to put into it: for tests that run queries on the real engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PENDING } from '@/lib/backends/clickhouse/ddl-records';
import { openIngest } from '@/lib/backends/clickhouse/ingest';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { migrate, tableDefinitions } from '@/lib/backends/clickhouse/migrate';
import { presentRollups } from '@/lib/backends/clickhouse/rollup-cover';
import { createRunner } from '@/lib/backends/clickhouse/run';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { millis, nanos } from '@/lib/base/time';
import type { Answer } from '@/lib/model/answer';
import type { Attribute } from '@/lib/model/attribute';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Frame, Measure, SeriesSpec, Spec, TableSpec } from '@/lib/model/query';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import type { LogRecord, MetricData, MetricPoint, Resource, Scope, Span } from '@/lib/model/telemetry';

const settings = { retentionDays: { traces: 10_000, logs: 10_000, metrics: 10_000 }, tenantKeys: DEFAULT_TENANT_KEYS };

export interface TestStore {
  readonly transport: Transport;
  readonly layout: Layout;
  /** The same tables as a Collector's exporter alone would have made them: without Hearth's own columns. */
  readonly plain: Layout;
  add(records: { spans?: Span[]; pendingSpans?: Span[]; logs?: LogRecord[]; points?: MetricPoint[] }): Promise<void>;
  /** `rollups` false: from the records alone. */
  ask(spec: Spec, frame: Frame, layout?: Layout, rollups?: boolean): Promise<Answer>;
  close(): Promise<void>;
}

/** Opens an empty store; `close` deletes it. */
export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-run-'));
  const transport = openEmbedded({ folder });
  const layout = await migrate(transport, settings);
  // what the tests count from is a fixed day: by the engine's clock, beginnings of that day have expired
  await transport.command(`ALTER TABLE ${PENDING} REMOVE TTL`);
  const ingest = await openIngest(transport, settings);
  const added = new Map(tableDefinitions(settings).map((table) => [table.name, new Set(table.added.map(({ name }) => name))]));
  const plain: Layout = {
    tables: new Map(
      [...layout.tables]
        .filter(([table]) => table.startsWith('otel_'))
        .map(([table, columns]) => [table, new Map([...columns].filter(([name]) => !added.get(table)?.has(name)))]),
    ),
  };
  let requests = 0n;
  return {
    transport,
    layout,
    plain,
    add: ({ spans = [], pendingSpans = [], logs = [], points = [] }) => ingest([{ id: ++requests, spans, pendingSpans, logs, points }]),
    ask: (spec, frame, own = layout, rollups = true) =>
      createRunner(transport, own, rollups ? presentRollups(own) : [])({ spec, frame }, new AbortController().signal),
    close: async () => {
      await transport.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** 2026-11-21 00:00 UTC: what the tests count from. */
export const T0 = Date.UTC(2026, 10, 21);

/** `from` and `to` in seconds since T0, the step in seconds. */
export function frame(from: number, to: number, step = to - from): Frame {
  return { range: { from: millis(T0 + from * 1_000), to: millis(T0 + to * 1_000) }, step: millis(step * 1_000) };
}

/** Nanoseconds of T0 + `seconds`, and `more` nanoseconds. */
export function at(seconds: number, more = 0n) {
  return nanos(BigInt(T0) * 1_000_000n + BigInt(Math.round(seconds * 1e9)) + more);
}

type Plain = Readonly<Record<string, string | number | boolean>>;

/** Attributes from plain values. */
export function attributes(values: Plain): Attribute[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    type: typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : Number.isInteger(value) ? 'int' : 'double',
    text: String(value),
  }));
}

const SCOPE: Scope = { name: 'test', version: '1', attributes: [], schemaUrl: '' };

/** A resource of `service`. */
export function resource(service: string, more: Plain = {}): Resource {
  return { attributes: attributes({ 'service.name': service, ...more }), schemaUrl: '' };
}

let numbers = 0;

/** A span with ids of its own. */
export function span(own: Partial<Omit<Span, 'attributes'>> & { attributes?: Plain } = {}): Span {
  numbers++;
  return {
    resource: resource('api'),
    scope: SCOPE,
    traceId: numbers.toString(16).padStart(32, '0'),
    spanId: numbers.toString(16).padStart(16, '0'),
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'work',
    kind: 'Internal',
    start: at(0),
    duration: nanos(1_000_000n),
    statusCode: 'Unset',
    statusMessage: '',
    events: [],
    links: [],
    message: '',
    level: 9,
    tags: [],
    ...own,
    attributes: attributes(own.attributes ?? {}),
  };
}

/** A log. */
export function log(own: Partial<Omit<LogRecord, 'attributes' | 'body'>> & { attributes?: Plain; body?: string } = {}): LogRecord {
  return {
    resource: resource('api'),
    scope: SCOPE,
    time: at(0),
    traceId: '',
    spanId: '',
    flags: 0,
    severity: 9,
    severityText: 'INFO',
    eventName: '',
    tags: [],
    ...own,
    body: { type: 'string', text: own.body ?? '' },
    attributes: attributes(own.attributes ?? {}),
  };
}

/** A point of `name` at `seconds` after T0, of a series that began at `start`. */
export function point(
  name: string,
  seconds: number,
  start: number,
  data: MetricData,
  own: Plain = {},
  from: Resource = resource('api'),
): MetricPoint {
  return {
    resource: from,
    scope: SCOPE,
    name,
    description: '',
    unit: '',
    attributes: attributes(own),
    start: at(start),
    time: at(seconds),
    flags: 0,
    exemplars: [],
    data,
  };
}

/** A table over spans. */
export const table = (measures: Measure[], by: Field[] = [], where?: Filter, limit = 100): TableSpec => ({
  kind: 'table',
  source: { signal: 'spans' },
  measures,
  by,
  limit,
  orderBy: 0,
  ...(where ? { where } : {}),
});
/** A series over spans. */
export const series = (measures: Measure[], by: Field[] = [], where?: Filter, limit = 100): SeriesSpec => ({
  kind: 'series',
  source: { signal: 'spans' },
  measures,
  by,
  limit,
  ...(where ? { where } : {}),
});
