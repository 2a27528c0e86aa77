/** The tail on the real engine: its rows are the rows that a query answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClickhouse, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { attribute as sent, EVERY_TYPE, log, request, span } from '@/lib/backends/clickhouse/sample.testing';
import { openTail } from '@/lib/backends/clickhouse/tail';
import { millis, type Nanos } from '@/lib/base/time';
import type { RecordRow } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import type { Query } from '@/lib/model/query';
import { attribute, record, RECORD_FIELDS } from '@/lib/model/record-field';
import type { IngestRequest, Span } from '@/lib/model/telemetry';

const settings = { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: ['customer', 'tenant.id'] };
const folder = mkdtempSync(join(tmpdir(), 'hearth-tail-'));
let backend: ClickhouseBackend;
beforeAll(async () => {
  backend = await openClickhouse({ mode: 'embedded', folder, ...settings });
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A moment ago, to the nanosecond: what began an hour ago would be taken for lost. */
const START = BigInt(Date.now() - 5_000) * 1_000_000n + 123_001n;

const ask: TailAsk = { signals: ['spans', 'logs'], roots: false, fields: [] };

/** Follows, stores `requests` when the tail is there, and answers with the events until `enough` of them are. */
async function tailed(own: Partial<TailAsk>, requests: IngestRequest[], enough: (event: TailEvent) => boolean): Promise<TailEvent[]> {
  const leaving = new AbortController();
  const events: TailEvent[] = [];
  for await (const event of backend.tail?.({ ...ask, ...own }, leaving.signal) ?? []) {
    events.push(event);
    // the cursor says that it has begun
    if (event.kind === 'records' && events.length === 2) await backend.ingest(requests);
    else if (enough(event)) leaving.abort();
  }
  return events;
}

const rowsOf = (events: readonly TailEvent[]): RecordRow[] => events.flatMap((event) => (event.kind === 'records' ? event.rows : []));
const withRows = (event: TailEvent) => event.kind === 'records' && event.rows.length > 0;

async function queried(signal: 'spans' | 'logs', fields: Field[]): Promise<readonly RecordRow[]> {
  const from = millis(Number(START / 1_000_000n) - 60_000);
  const query: Query = {
    spec: { kind: 'rows', source: { signal }, fields, limit: 100, orderBy: 'time', running: true, traceSummary: false },
    frame: { range: { from, to: millis(from + 3_600_000) }, step: millis(1_000) },
  };
  const answer = await backend.run(query, new AbortController().signal);
  return answer.kind === 'rows' ? answer.rows : [];
}

const at = (offset: bigint) => (START + offset) as Nanos;
const id = (number: number) => number.toString(16).padStart(16, '0');
const exception = (type: string, message: string) => ({
  time: at(0n),
  name: 'exception',
  attributes: [sent('exception.type', type), sent('exception.message', message)],
});

/** All but those that only the store can write out: see whyPolled. */
const KNOWN = RECORD_FIELDS.filter((name) => name !== 'time' && name !== 'exceptionGroup').map(record);
const fields: Field[] = KNOWN.slice(0, 24);
const moreFields: Field[] = KNOWN.slice(24, 48);
const attributeFields: Field[] = [
  ...KNOWN.slice(48),
  ...EVERY_TYPE.map(({ key }) => attribute(key)),
  attribute('not.there'),
  { in: 'resource', key: 'process.pid' },
  { in: 'scope', key: 'scope.key' },
];

const SPANS: readonly Partial<Span>[] = [
  {},
  { attributes: EVERY_TYPE, parentSpanId: id(99), kind: 'Client', statusCode: 'Error', statusMessage: 'no', level: 17, tags: ['a', 'b'] },
  { attributes: [sent('http.response.status_code', '503', 'int'), sent('http.route', '/a/{b}')], message: 'GET /a/1' },
  { attributes: [sent('http.status_code', '70000')], duration: 18_000_000_000_000_000_000n as Nanos },
  { attributes: [sent('customer', 'acme'), sent('tenant.id', 'other')], events: [exception('KeyError', "'x'"), exception('B', 'b')] },
  { name: 'ünï 💩', level: 0, flags: 0x300, attributes: [sent('gen_ai.usage.input_tokens', '12', 'int'), sent('operation.cost', '0.5')] },
];

describe('rows', () => {
  const spans = SPANS.map((own, index) => span({ ...own, spanId: id(index + 1), start: at(BigInt(index)) }));
  const begun = span({ name: 'still on its way', spanId: id(50), start: at(20n), duration: 0n as Nanos });
  const logs = [
    log({ time: at(0n) }),
    log({ time: at(1n), traceId: '', spanId: '', severity: 0, severityText: '', body: { type: 'map', text: '{"a":[1]}' } }),
    log({ time: at(2n), attributes: EVERY_TYPE, eventName: 'order.placed', tags: ['t'] }),
    log({ time: at(3n), attributes: [sent('exception.type', 'E'), sent('http.status_code', '404', 'int'), sent('customer', 'c')] }),
  ];

  it('are the same, field by field, as those that a query answers', async () => {
    const first = await tailed({ fields }, [request({ spans, pendingSpans: [begun], logs })], withRows);
    expect(first[0]).toEqual({ kind: 'mode', pushed: true });
    const bySignal = (rows: readonly RecordRow[], signal: RecordRow['signal']) =>
      rows.filter((row) => row.signal === signal).toSorted((one, other) => (BigInt(one.time) > BigInt(other.time) ? -1 : 1));
    expect(bySignal(rowsOf(first), 'spans')).toEqual(await queried('spans', fields));
    expect(bySignal(rowsOf(first), 'logs')).toEqual(await queried('logs', fields));
    expect(rowsOf(first)).toHaveLength(11);
  });

  it('are the same for all other fields', async () => {
    for (const [round, others] of [moreFields, attributeFields].entries()) {
      const again = spans.map((each, index) => ({ ...each, traceId: 'd'.repeat(32), spanId: id(1_000 * (round + 1) + index) }));
      const rows = rowsOf(await tailed({ fields: others }, [request({ spans: again })], withRows));
      const ids = new Set(again.map(({ spanId }) => spanId));
      expect(rows.toReversed()).toEqual((await queried('spans', others)).filter(({ spanId }) => ids.has(spanId)));
    }
  });

  it('tells of a running span that it runs, and of its end', async () => {
    const ids = { traceId: 'b'.repeat(32), spanId: id(77) };
    const events = await tailed({}, [request({ pendingSpans: [span({ ...ids, duration: 0n as Nanos })] })], withRows);
    expect(rowsOf(events)).toMatchObject([{ ...ids, duration: '-1' }]);
  });
});

it('asks the store where the filter has a regular expression, and says so', async () => {
  const now = BigInt(Date.now()) * 1_000_000n;
  const spans = ['GET /old', 'POST /a', 'GET /b'].map((name, index) =>
    span({ name, traceId: 'c'.repeat(32), spanId: id(200 + index), start: (now + BigInt(index)) as Nanos }),
  );
  const events = await tailed(
    { signals: ['spans'], where: { op: 'matches', field: record('name'), value: '^GET /[ab]$' } },
    [request({ spans })],
    withRows,
  );
  expect(events[0]).toMatchObject({
    kind: 'mode',
    pushed: false,
    every: 2_000,
    reason: expect.stringContaining('regular expression') as string,
  });
  expect(rowsOf(events)).toMatchObject([{ name: 'GET /b', trace: { spans: 3, errors: 0 } }]);
});

it('asks a server, to which others may write', async () => {
  const { tail, close } = openTail({ tenantKeys: [], shared: true }, backend.run);
  const { value } = (await tail(ask, new AbortController().signal)[Symbol.asyncIterator]().next()) as { value: TailEvent };
  expect(value).toMatchObject({ kind: 'mode', pushed: false, reason: 'The store is a server, to which others may write.' });
  close();
});

it('refuses a filter that is wrong before it begins', async () => {
  const first = async (where: TailAsk['where']) =>
    backend
      .tail?.({ ...ask, ...(where ? { where } : {}) }, new AbortController().signal)
      [Symbol.asyncIterator]()
      .next();
  await expect(first({ op: 'matches', field: record('name'), value: '(' })).rejects.toMatchObject({ fault: 'invalid' });
  await expect(first({ op: 'eq', field: record('name'), value: { variable: 'v' } })).rejects.toMatchObject({ fault: 'invalid' });
});
