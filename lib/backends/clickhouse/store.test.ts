/** What only this store promises: exactly once over crashes, tables that others write, changes of settings. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { present } from '@/lib/base/assert';
import { HOUR, millis, MINUTE, nowMillis } from '@/lib/base/time';
import { openOn, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { CRASH_ROWS, crashRequest, SCHEMA } from '@/lib/backends/clickhouse/crash.testing';
import { createTable, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { encodeLogs } from '@/lib/backends/clickhouse/encode-logs';
import { encodeSpans } from '@/lib/backends/clickhouse/encode-spans';
import { tableDefinitions } from '@/lib/backends/clickhouse/migrate';
import type { Block } from '@/lib/backends/clickhouse/native';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { attribute, request, span } from '@/lib/backends/clickhouse/sample.testing';
import type { TracePart } from '@/lib/model/trace';
import { record } from '@/lib/model/record-field';

const { signal } = new AbortController();
let folder: string;
let transport: Transport | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-store-'));
});
afterEach(async () => {
  await transport?.close();
  transport = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function open(): Transport {
  transport = openEmbedded({ folder });
  return transport;
}

async function reopen(): Promise<Transport> {
  await transport?.close();
  return open();
}

async function rowsOf(engine: Transport, text: string): Promise<readonly (readonly unknown[])[]> {
  return (await engine.query(text, {}, { signal })).rows;
}

async function valueOf(engine: Transport, text: string): Promise<unknown> {
  return (await rowsOf(engine, text))[0]?.[0];
}

/** Rows that the tables have of each of the requests 0 … `last`, in order of the requests. */
async function held(engine: Transport, last: number): Promise<Record<string, number>[]> {
  const counts = Object.keys(CRASH_ROWS).map((table) => `SELECT '${table}' AS held, IngestRequest FROM ${table}`);
  const rows = await rowsOf(
    engine,
    `SELECT IngestRequest, held, count() FROM (${counts.join(' UNION ALL ')}) GROUP BY IngestRequest, held ORDER BY IngestRequest, held`,
  );
  return Array.from({ length: last + 1 }, (_, n) => {
    const own = rows.filter(([request]) => request === String(crashRequest(n).id));
    return Object.fromEntries(own.map(([, table, count]) => [String(table), Number(count)]));
  });
}

function whole(last: number): Record<string, number>[] {
  return Array.from({ length: last + 1 }, () => ({ ...CRASH_ROWS }));
}

function startChild(): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'crash.testing.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function exited(child: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}

test('a process killed in the middle of inserts loses nothing it acknowledged, and a retry stores the rest once', async () => {
  const child = startChild();
  let acknowledged = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 15) child.kill('SIGKILL');
  }
  await exited(child);
  writeFileSync(join(folder, 'hearth-inserts', 'left.native'), 'half a block');

  const engine = open();
  const backend = await openOn(engine, SCHEMA);
  expect(acknowledged).toBeGreaterThanOrEqual(15);
  expect(readdirSync(join(folder, 'hearth-inserts'))).toEqual([]);
  expect(await held(engine, acknowledged)).toEqual(whole(acknowledged));

  // The sender saw no answer to the last one, and may repeat those before as well.
  const again = whole(acknowledged + 1).map((_, n) => crashRequest(n));
  await backend.ingest(again.slice(acknowledged));
  await backend.ingest(again);
  expect(await held(engine, acknowledged + 1)).toEqual(whole(acknowledged + 1));
}, 120_000);

async function put(engine: Transport, block: Block): Promise<void> {
  await engine.insert(block.table, block.columns, block.bytes);
}

test('of a request that was stored in part, the rest is stored: per table and per day', async () => {
  const half = crashRequest(1);
  const engine = open();
  await openOn(engine, SCHEMA);
  // Its logs and the spans of one of its days came in, and no bounds of its trace, nor the exceptions of these spans.
  await engine.command('DROP VIEW otel_traces_trace_id_ts_mv');
  await put(engine, encodeLogs([{ request: half.id, records: half.logs }]));
  await put(engine, encodeSpans('otel_traces', [{ request: half.id, records: half.spans.filter((_, index) => index % 2 === 1) }]));
  await engine.command("ALTER TABLE hearth_exceptions DELETE WHERE Signal = 'span' SETTINGS mutations_sync = 2");

  const again = await reopen();
  const backend = await openOn(again, SCHEMA);
  await backend.ingest([half, crashRequest(0)]);
  expect(await held(again, 1)).toEqual(whole(1));
  expect(await spansOf(backend, half.spans[0]?.traceId ?? '')).toBe(CRASH_ROWS.otel_traces);
});

async function spansOf(backend: ClickhouseBackend, traceId: string): Promise<number> {
  const parts: TracePart[] = [];
  for await (const part of backend.trace(traceId, { limit: 1_000 }, signal)) parts.push(part);
  const end = parts.at(-1);
  return end?.kind === 'end' ? end.spans : -1;
}

test('an insert that fails leaves nothing twice when it is tried again', async () => {
  const engine = open();
  const backend = await openOn(engine, SCHEMA);
  await engine.command('RENAME TABLE otel_logs TO otel_logs_away');
  await expect(backend.ingest([crashRequest(0)])).rejects.toMatchObject({ name: 'BackendError' });
  await engine.command('RENAME TABLE otel_logs_away TO otel_logs');
  await backend.ingest([crashRequest(0)]);
  expect(await held(engine, 0)).toEqual(whole(0));
});

test('a table that is missing is no fault of the sender, who shall come again', async () => {
  const engine = open();
  const backend = await openOn(engine, SCHEMA);
  await engine.command('DROP TABLE otel_traces SYNC');
  const sent = request({ id: 7n, spans: [span({})] });
  await expect(backend.ingest([sent])).rejects.toMatchObject({ name: 'BackendError', fault: 'failed', message: /otel_traces/ });
  const spans = tableDefinitions(SCHEMA).find(({ name }) => name === 'otel_traces');
  await engine.command(createTable(present(spans, 'the table of spans'), 30));
  await backend.ingest([sent]);
  expect(await valueOf(engine, 'SELECT count() FROM otel_traces')).toBe('1');
});

test('a second process on the same folder is told so in one sentence', async () => {
  await openOn(open(), SCHEMA);
  const child = startChild();
  let said = '';
  for await (const chunk of child.stdout) said += String(chunk);
  await exited(child);
  expect(child.exitCode).toBe(1);
  expect(said).toBe(`denied: The data folder ${folder} can't be opened: another Hearth is using it, or it isn't readable.\n`);
});

const EXPORTER_INSERT = `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind, ServiceName,
  ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage, Events.Timestamp, Events.Name,
  Events.Attributes, Links.TraceId, Links.SpanId, Links.TraceState, Links.Attributes) SELECT
  now64(9), 'abc1', 'def1', '', '', 'GET /', 'Server', 'shop', map('service.name', 'shop'), 'lib', '1', map('logfire.msg', 'hello',
  'tenant.id', 'acme', 'http.status_code', '503'), 42, 'Error', 'oh', [now64(9)], ['exception'], [map('exception.type', 'OSError')],
  ['t'], ['s'], [''], [map('k', 'v')]`;

const EXPORTED = {
  spanId: 'def1',
  duration: '42',
  level: 17,
  message: 'hello',
  tags: [],
  flags: 0,
  kind: 'Server',
  status: 'Error',
  resource: [attribute('service.name', 'shop')],
  events: [{ name: 'exception', attributes: [attribute('exception.type', 'OSError')] }],
  links: [{ traceId: 't', spanId: 's', attributes: [attribute('k', 'v')] }],
};

/** Exceptions of the last two hours by group. */
async function exceptionsOf(backend: ClickhouseBackend): Promise<unknown> {
  const now = nowMillis();
  const answer = await backend.run(
    {
      spec: {
        kind: 'table',
        source: { signal: 'exceptions' },
        measures: [{ fn: 'count' }],
        by: [record('exceptionGroup')],
        limit: 10,
        orderBy: 0,
      },
      frame: { range: { from: millis(now - 2 * HOUR), to: millis(now + MINUTE) }, step: MINUTE },
    },
    signal,
  );
  return answer.kind === 'table' ? answer.table.rows : undefined;
}

test('a Collector that knows only its own columns can write', async () => {
  const engine = open();
  const backend = await openOn(engine, SCHEMA);
  await engine.command(EXPORTER_INSERT);
  expect(await backend.span('abc1', 'def1', signal)).toMatchObject(EXPORTED);
  expect(await spansOf(backend, 'abc1')).toBe(1);
  expect(await rowsOf(engine, 'SELECT Tenant, HttpStatus, ExceptionType, Entry FROM otel_traces')).toEqual([
    ['acme', 503, 'OSError', true],
  ]);
});

test('a plain exporter database is read as it is, and brought up to date when it becomes ours', async () => {
  const engine = open();
  const plain = tableDefinitions(SCHEMA).filter(({ name }) => name.startsWith('otel_'));
  for (const table of plain) await engine.command(createTable({ ...table, added: [] } satisfies TableDefinition, 30));
  await engine.command(EXPORTER_INSERT);

  const reader = await openOn(engine, { ...SCHEMA, foreign: true });
  expect(await reader.span('abc1', 'def1', signal)).toMatchObject(EXPORTED);
  expect(await spansOf(reader, 'abc1')).toBe(1);
  expect(reader.capabilities.ingest).toBe(false);
  expect(await exceptionsOf(reader)).toEqual([['OSError', 1]]);
  await expect(reader.ingest([request({})])).rejects.toMatchObject({ fault: 'unsupported' });
  expect(await valueOf(engine, "SELECT count() FROM system.columns WHERE table = 'otel_traces' AND name = 'Tenant'")).toBe('0');

  const owner = await openOn(engine, SCHEMA);
  await owner.ingest([request({ spans: [span({ traceId: 'abc1', attributes: [attribute('i', '1', 'int')] })] })]);
  expect(await spansOf(owner, 'abc1')).toBe(2);
  // those from before are taken over, once
  expect(await exceptionsOf(owner)).toEqual([['OSError', 1]]);
  expect(await exceptionsOf(await openOn(engine, SCHEMA))).toEqual([['OSError', 1]]);
  expect(await valueOf(engine, 'SELECT count() FROM hearth_exceptions')).toBe('1');
  expect(await owner.span('abc1', 'def1', signal)).toMatchObject(EXPORTED);
  expect(await rowsOf(engine, "SELECT Tenant FROM otel_traces WHERE SpanId = 'def1'")).toEqual([['acme']]);
});

test('retention and tenant keys follow the settings', async () => {
  const engine = open();
  const backend = await openOn(engine, SCHEMA);
  await backend.ingest([request({ spans: [span({ attributes: [attribute('tenant.id', 'one'), attribute('shop', 'two')] })] })]);
  expect(await valueOf(engine, 'SELECT Tenant FROM otel_traces')).toBe('one');

  await openOn(engine, { retentionDays: { traces: 7, logs: 8, metrics: 9 }, tenantKeys: ['shop'] });
  const engines = await rowsOf(
    engine,
    "SELECT name, extract(engine_full, 'toIntervalDay\\\\((\\\\d+)\\\\)') FROM system.tables ORDER BY name",
  );
  const days = Object.fromEntries(engines.filter(([, value]) => value !== ''));
  expect(days).toEqual({
    hearth_calls: '7',
    hearth_exceptions: '7',
    hearth_pending_spans: '1',
    hearth_people_12h: '7',
    hearth_spans_1h: '7',
    hearth_spans_5m: '7',
    hearth_usage_15m: '7',
    otel_logs: '8',
    otel_metrics_exponential_histogram: '9',
    otel_metrics_gauge: '9',
    otel_metrics_histogram: '9',
    otel_metrics_sum: '9',
    otel_metrics_summary: '9',
    otel_traces: '7',
    otel_traces_trace_id_ts: '7',
  });
  await expect.poll(() => valueOf(engine, 'SELECT Tenant FROM otel_traces')).toBe('two');

  const statements: string[] = [];
  const spied: Transport = { ...bound(engine), command: (text) => (statements.push(text), Promise.resolve()) };
  await openOn(spied, { retentionDays: { traces: 7, logs: 8, metrics: 9 }, tenantKeys: ['shop'] });
  expect(statements).toEqual([]);
});

/** A transport's methods as plain functions. */
function bound(engine: Transport): Transport {
  return {
    query: (...given) => engine.query(...given),
    stream: (...given) => engine.stream(...given),
    command: (...given) => engine.command(...given),
    insert: (...given) => engine.insert(...given),
    close: () => engine.close(),
  };
}
