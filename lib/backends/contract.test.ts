/** What every store must do, on a real engine: embedded, and behind a server's protocol. */
import { expect, test } from 'vitest';
import {
  at,
  attribute,
  EVERY_METRIC,
  EVERY_TYPE,
  log,
  point,
  request,
  SCOPE,
  span,
  START,
  TRACE,
} from '@/lib/backends/clickhouse/sample.testing';
import { describeStores } from '@/lib/backends/contract.testing';
import { present } from '@/lib/base/assert';
import { millis, MINUTE, nanos } from '@/lib/base/time';
import type { Suggest } from '@/lib/model/backend';
import type { RowsSpec, SeriesSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const { signal } = new AbortController();

describeStores('a store', (store) => {
  test('keeps a log exactly, and finds it by its time and its id', async () => {
    const time = at(1_000_000_001n);
    const whole = log({ time, tags: ['shop'], eventName: 'stock.missing', attributes: EVERY_TYPE, body: { type: 'map', text: '{"a":1}' } });
    // at the same nanosecond
    await store.backend.ingest([request({ logs: [whole, log({ time, body: { type: 'string', text: 'another' } })] })]);
    const ms = Number(time / 1_000_000n);
    const spec: RowsSpec = { kind: 'rows', source: { signal: 'logs' }, fields: [], limit: 10, orderBy: 'time', traceSummary: false };
    const answer = await store.backend.run({ spec, frame: { range: { from: millis(ms), to: millis(ms + 1) }, step: MINUTE } }, signal);
    const rows = answer.kind === 'rows' ? answer.rows : [];
    const found = present(
      rows.find((row) => row.signal === 'logs' && row.eventName === 'stock.missing'),
      'the log in the list',
    );
    const id = found.signal === 'logs' ? found.id : '';

    expect(rows).toHaveLength(2);
    expect(await store.backend.log?.({ time: found.time, id }, signal)).toEqual({
      time: String(time),
      traceId: TRACE,
      spanId: '0000000000000001',
      flags: 1,
      service: 'checkout',
      severity: 17,
      severityText: 'ERROR',
      body: { type: 'map', text: '{"a":1}' },
      eventName: 'stock.missing',
      tags: ['shop'],
      scope: { name: SCOPE.name, version: SCOPE.version },
      attributes: EVERY_TYPE,
      resource: whole.resource.attributes,
    });
    expect(await store.backend.log?.({ time: found.time, id: '1' }, signal)).toBeUndefined();
  });

  test('counts what it holds, and stores a request that comes again once', async () => {
    const before = await store.backend.stats(signal);
    const all = request({
      spans: [span({ traceId: 'd'.repeat(32) })],
      logs: [log({ attributes: EVERY_TYPE, body: { type: 'map', text: '{"a":1}' } }), log({ severity: 9 })],
      points: EVERY_METRIC.map((data) => point(`m.${data.type}`, data)),
    });
    await store.backend.ingest([all, all]);
    await Promise.all([store.backend.ingest([all]), store.backend.ingest([all])]);

    const after = await store.backend.stats(signal);
    expect({ spans: after.spans - before.spans, logs: after.logs - before.logs, points: after.points - before.points }).toEqual({
      spans: 1,
      logs: 2,
      points: 5,
    });
    expect(after.bytes).toBeGreaterThan(before.bytes);
  });

  test('suggests keys and values, the most frequent first', async () => {
    const spans = ['ada', 'ada', 'adam', 'bob'].map((user, index) =>
      span({
        traceId: 'e'.repeat(32),
        spanId: `00000000000000e${index}`,
        tags: ['x', user],
        attributes: [attribute('suggest.user', user)],
      }),
    );
    await store.backend.ingest([request({ spans, points: EVERY_METRIC.map((data) => point(`suggest.${data.type}`, data)) })]);
    const at = Number(START / 1_000_000n);
    const range = { from: millis(at - 60_000), to: millis(at + 60_000), limit: 50 };
    const ask = (values: Omit<Suggest, keyof typeof range>) => store.backend.suggest({ ...range, ...values }, signal);

    expect(await ask({ signal: 'spans', prefix: 'SUGGEST' })).toEqual([{ text: 'suggest.user', in: 'attributes', count: 4 }]);
    expect(await ask({ signal: 'spans', prefix: 'process.pid' })).toMatchObject([{ text: 'process.pid', in: 'resource' }]);
    const field = { in: 'attributes', key: 'suggest.user' } as const;
    expect(await ask({ signal: 'spans', prefix: 'AD', field })).toEqual([
      { text: 'ada', count: 2 },
      { text: 'adam', count: 1 },
    ]);
    expect(await ask({ signal: 'spans', prefix: 'ad', field: record('tags') })).toEqual([
      { text: 'ada', count: 2 },
      { text: 'adam', count: 1 },
    ]);
    expect(await ask({ signal: 'spans', prefix: 'check', field: record('service') })).toMatchObject([{ text: 'checkout' }]);
    expect(await ask({ signal: 'metrics', prefix: 'suggest.', field: record('name') })).toHaveLength(5);
  });

  test('keeps exceptions of spans and logs as records of their own', async () => {
    const traceId = 'c'.repeat(32);
    const raised = [attribute('exception.type', 'ContractError'), attribute('exception.message', 'no answer after 30 s')];
    const broken = span({ traceId, events: [{ time: at(5n), name: 'exception', attributes: raised }] });
    await store.backend.ingest([
      request({ spans: [broken, span({ traceId, spanId: '00000000000000c2' })], logs: [log({ traceId, attributes: raised })] }),
    ]);
    const range = { from: millis(Number(START / 1_000_000n) - 60_000), to: millis(Number(START / 1_000_000n) + 60_000) };
    const asked = {
      source: { signal: 'exceptions' },
      where: { op: 'eq', field: record('exceptionType'), value: 'ContractError' },
      limit: 10,
    } as const;
    const frame = { range, step: MINUTE };

    const spec: TableSpec = { ...asked, kind: 'table', measures: [{ fn: 'count' }], by: [record('exceptionGroup')], orderBy: 0 };
    expect(await store.backend.run({ spec, frame }, signal)).toMatchObject({
      table: { rows: [['ContractError: no answer after # s', 2]] },
    });
    const rows: RowsSpec = { ...asked, kind: 'rows', fields: [], orderBy: 'time', traceSummary: false };
    expect(await store.backend.run({ spec: rows, frame }, signal)).toMatchObject({
      rows: [
        { signal: 'spans', time: String(at(5n)), traceId, spanId: broken.spanId, message: 'ContractError: no answer after 30 s' },
        { signal: 'logs', time: String(START), traceId, body: 'it broke' },
      ],
    });
    const ask: Suggest = { signal: 'exceptions', prefix: 'contract', field: record('exceptionGroup'), ...range, limit: 10 };
    expect(await store.backend.suggest(ask, signal)).toEqual([{ text: 'ContractError: no answer after # s', count: 2 }]);
  });

  test('tells of windows that slide, also of what lies before the range', async () => {
    const minute = (BigInt(START) / 60_000_000_000n) * 60_000_000_000n;
    const begun = (seconds: bigint, spanId: string) =>
      span({
        traceId: 'f'.repeat(32),
        spanId,
        name: 'slides',
        start: nanos(minute + seconds * 1_000_000_000n),
        duration: nanos(seconds + 100n),
      });
    await store.backend.ingest([request({ spans: [begun(-90n, '00000000000000f1'), begun(10n, '00000000000000f2')] })]);
    const from = Number(minute / 1_000_000n);
    const frame = { range: { from: millis(from), to: millis(from + 3 * MINUTE) }, step: MINUTE, over: millis(3 * MINUTE) };
    const spec: SeriesSpec = {
      kind: 'series',
      source: { signal: 'spans' },
      where: { op: 'eq', field: record('name'), value: 'slides' },
      measures: [{ fn: 'count' }, { fn: 'quantile', of: record('duration'), q: 1 }],
      by: [record('name')],
      limit: 10,
    };
    // [−2 min, 1 min) has both, [−1 min, 2 min) and [0, 3 min) the later one
    expect(await store.backend.run({ spec, frame }, signal)).toMatchObject({
      series: [{ points: [[from, 2], [from + MINUTE, 1], [from + 2 * MINUTE, 1]] }, { points: [[from, 110], [from + MINUTE, 110], [from + 2 * MINUTE, 110]] }],
    }); // prettier-ignore
    const last = { ...frame, range: { from: millis(from + 2 * MINUTE), to: frame.range.to } };
    expect(await store.backend.run({ spec, frame: last }, signal)).toMatchObject({ series: [{ points: [[from + 2 * MINUTE, 1]] }, {}] });
  });

  test('lists the columns that a person can query', async () => {
    const tables = new Map((await store.backend.schema(signal)).map(({ table, columns }) => [table, columns]));
    expect(tables.get('otel_traces')).toContainEqual({ name: 'Timestamp', type: 'DateTime64(9)' });
    expect(tables.get('otel_logs')).toContainEqual({ name: 'Body', type: 'String' });
  });

  test('gives up at once when nobody waits any more', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(store.backend.check(stop.signal)).rejects.toMatchObject({ name: 'BackendError', fault: 'cancelled' });
    await expect(store.backend.check(signal)).resolves.toBeUndefined();
  });
});
