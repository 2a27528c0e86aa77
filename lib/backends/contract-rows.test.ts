/** What every store must do when it is asked for rows, on a real engine: embedded, and behind a server's protocol. */
import { expect, test } from 'vitest';
import { at, log, request, span, START } from '@/lib/backends/clickhouse/sample.testing';
import { describeStores } from '@/lib/backends/contract.testing';
import { millis, MINUTE } from '@/lib/base/time';
import type { RowsSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const { signal } = new AbortController();

const ROWS: RowsSpec = { kind: 'rows', source: { signal: 'spans' }, fields: [], limit: 10, orderBy: 'time', traceSummary: false };

describeStores('rows of a store', (store) => {
  test('lists a span that has begun among the rows where it is asked for, until its end comes', async () => {
    const traceId = 'a'.repeat(31) + '4';
    const begun = span({ traceId, spanId: '0000000000000030', name: 'long' });
    const range = { from: millis(Number(START / 1_000_000n)), to: millis(Number(START / 1_000_000n) + 1) };
    const spec: RowsSpec = { ...ROWS, where: { op: 'eq', field: record('name'), value: 'long' }, running: true };
    const list = async (own: Partial<RowsSpec> = {}) => {
      const answer = await store.backend.run({ spec: { ...spec, ...own }, frame: { range, step: MINUTE } }, signal);
      return answer.kind === 'rows' ? answer.rows : [];
    };
    await store.backend.ingest([request({ pendingSpans: [begun] })]);
    expect(await list()).toMatchObject([{ traceId, spanId: begun.spanId, duration: '-1' }]);
    // nothing was heard of its process for an hour
    expect(await list({ per: 'trace' })).toMatchObject([
      { duration: '-1', lost: true, match: { time: String(START), spanId: begun.spanId } },
    ]);
    expect(await list({ running: false })).toEqual([]);
    await store.backend.ingest([request({ spans: [begun] })]);
    expect(await list({ per: 'trace', traceSummary: true })).toMatchObject([
      { duration: '1500000', children: 0, trace: { spans: 1, errors: 0, inputTokens: 0, outputTokens: 0, cost: 0 } },
    ]);
    expect(await list({ where: { op: 'eq', field: record('running'), value: true } })).toEqual([]);
  });

  test('pages through traces and through logs, the newest or the oldest first', async () => {
    const spans = [1, 2, 3].map((number) =>
      span({ traceId: `${number}`.padStart(32, '9'), name: 'paged', start: at(BigInt(number) * 1_000_000_000n) }),
    );
    await store.backend.ingest([
      request({ spans, logs: [1n, 2n, 3n].map((number) => log({ time: at(number), body: { type: 'string', text: `paged ${number}` } })) }),
    ]);
    const range = { from: millis(Number(START / 1_000_000n)), to: millis(Number(START / 1_000_000n) + 10_000) };
    const list = async (spec: RowsSpec) => {
      const texts: string[] = [];
      for (let after: string | undefined; ;) {
        const answer = await store.backend.run(
          { spec: { ...spec, limit: 2, ...(after === undefined ? {} : { after }) }, frame: { range, step: MINUTE } },
          signal,
        );
        if (answer.kind !== 'rows') throw new Error(answer.kind);
        texts.push(...answer.rows.map((row) => (row.signal === 'logs' ? row.body : row.traceId)));
        after = answer.next;
        if (after === undefined) return texts;
      }
    };
    const paged = { op: 'eq', field: record('name'), value: 'paged' } as const;
    expect(await list({ ...ROWS, per: 'trace', where: paged })).toEqual(spans.map(({ traceId }) => traceId).toReversed());
    const logs: RowsSpec = { ...ROWS, source: { signal: 'logs' }, where: { op: 'contains', field: record('body'), value: 'paged' } };
    expect(await list({ ...logs, orderBy: 'oldest' })).toEqual(['paged 1', 'paged 2', 'paged 3']);
    expect(await list(logs)).toEqual(['paged 3', 'paged 2', 'paged 1']);
  });

  test('finds the spans that link to a span', async () => {
    const target = { traceId: 'e'.repeat(31) + '1', spanId: 'e'.repeat(16) };
    const link = (traceId: string, spanId: string) => ({ traceId, spanId, traceState: '', attributes: [] });
    const linking = (number: number, ...links: ReturnType<typeof link>[]) =>
      span({ traceId: 'e'.repeat(31) + '2', spanId: `00000000000000f${number}`, start: at(BigInt(number)), links });
    const other = link('e'.repeat(32), 'd'.repeat(16));
    const spans = [
      linking(1, link(target.traceId, target.spanId)),
      linking(2, other, link(target.traceId, target.spanId)),
      // the trace of one link and the span of another
      linking(3, link(target.traceId, other.spanId), link(other.traceId, target.spanId)),
      linking(4),
    ];
    await store.backend.ingest([request({ spans })]);
    const from = Number(START / 1_000_000n);
    const found = await store.backend.linksTo?.(target, { from: millis(from), to: millis(from + 60_000) }, signal);
    expect(found).toMatchObject([
      { signal: 'spans', traceId: 'e'.repeat(31) + '2', spanId: '00000000000000f2', time: String(at(2n)), service: 'checkout' },
      { spanId: '00000000000000f1' },
    ]);
    expect(await store.backend.linksTo?.(target, { from: millis(from - 60_000), to: millis(from) }, signal)).toEqual([]);
  });
});
