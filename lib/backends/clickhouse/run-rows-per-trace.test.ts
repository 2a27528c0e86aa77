/** One row for each trace. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, openTestStore, span, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { SpanRow } from '@/lib/model/answer';
import type { Filter } from '@/lib/model/filter';
import type { Frame, RowsSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import type { Span } from '@/lib/model/telemetry';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const traces: RowsSpec = {
  kind: 'rows',
  source: { signal: 'spans' },
  fields: [],
  limit: 100,
  orderBy: 'time',
  per: 'trace',
  traceSummary: false,
};
const failed: Filter = { op: 'eq', field: record('error'), value: true };

async function pages(spec: RowsSpec, when: Frame): Promise<SpanRow[][]> {
  const found: SpanRow[][] = [];
  for (let after: string | undefined; found.length < 200;) {
    const answer = await store.ask(after === undefined ? spec : { ...spec, after }, when);
    if (answer.kind !== 'rows') throw new Error(answer.kind);
    found.push(answer.rows.filter((row) => row.signal === 'spans'));
    after = answer.next;
    if (after === undefined) return found;
  }
  throw new Error('pages without end');
}
const rows = async (spec: RowsSpec, when: Frame) => (await pages(spec, when)).flat();

let numbers = 0;
/** A trace of spans that begin at these seconds, the first of them its root; `own` says more of some. */
function trace(seconds: readonly number[], own: Readonly<Record<number, Parameters<typeof span>[0]>> = {}): [Span, ...Span[]] {
  const traceId = `7ace${(++numbers).toString(16).padStart(28, '0')}`;
  const root = span({ traceId, start: at(seconds[0] ?? 0), name: `root ${numbers}`, ...own[0] });
  const others = seconds
    .slice(1)
    .map((second, index) => span({ traceId, parentSpanId: root.spanId, start: at(second), ...own[index + 1] }));
  return [root, ...others];
}

describe('one row for each trace', () => {
  it('is its root, in the order of the newest span that passes the filter', async () => {
    const early = trace([10, 90]);
    const late = trace([20, 30, 31], { 1: { statusCode: 'Error' }, 2: { statusCode: 'Error' } });
    const twoHours = trace([-7_200, 50], { 1: { statusCode: 'Error' } });
    await store.add({ spans: [...early, ...late, ...twoHours] });
    expect((await rows(traces, frame(0, 100))).map(({ name, match }) => [name, match])).toEqual([
      [early[0].name, { time: `${at(90)}`, spanId: early[1]?.spanId }],
      // its root began before the range
      [twoHours[0].name, { time: `${at(50)}`, spanId: twoHours[1]?.spanId }],
      [late[0].name, { time: `${at(31)}`, spanId: late[2]?.spanId }],
    ]);
    const summed = await rows({ ...traces, where: failed, traceSummary: true, fields: [record('duration')] }, frame(0, 100));
    expect(summed).toMatchObject([
      { spanId: twoHours[0].spanId, time: `${at(-7_200)}`, trace: { spans: 2, errors: 1 }, children: 1, values: ['1000000'] },
      { spanId: late[0].spanId, match: { spanId: late[2]?.spanId }, trace: { spans: 3, errors: 2 }, children: 2 },
    ]);
  });

  it('is the matching span where the root has not come, and the earliest of several roots', async () => {
    const [, first, second] = trace([210, 211, 212]);
    const [root, ...rest] = trace([220, 221]);
    const secondRoot = span({ traceId: root.traceId, start: at(222) });
    await store.add({ spans: [first, second, root, ...rest, secondRoot].filter((each) => each !== undefined) });
    const found = await rows(traces, frame(200, 300));
    expect(found.map(({ spanId }) => spanId)).toEqual([root.spanId, second?.spanId]);
    expect(found.map(({ match }) => match?.spanId)).toEqual([secondRoot.spanId, second?.spanId]);
  });

  it('is paged with every trace once, also when traces go on across windows and pages', async () => {
    // 24 traces; of every trace a span in each of 3 hours, at seconds of its own: all pages meet all traces again
    const HOURS = 3;
    const whole = Array.from({ length: 24 }, (_, index) =>
      trace(Array.from({ length: HOURS }, (_, hour) => 100_000 + hour * 3_600 + ((index * 7) % 24) * 10)),
    );
    await store.add({ spans: whole.flat() });
    const expected = whole
      .map((spans) => ({ traceId: spans[0].traceId, newest: spans.at(-1)?.start ?? 0n }))
      .sort((one, other) => (one.newest < other.newest ? 1 : -1))
      .map(({ traceId }) => traceId);
    for (const limit of [7, 23, 24]) {
      const found = await pages({ ...traces, limit }, frame(99_000, 120_000));
      expect(found).toHaveLength(Math.ceil(24 / limit));
      expect(found.flat().map(({ traceId }) => traceId)).toEqual(expected);
    }
  });

  it('is paged through traces whose matches are of one nanosecond', async () => {
    const same = Array.from({ length: 20 }, () => trace([300_000, 300_001]));
    await store.add({ spans: same.flat() });
    const found = await pages({ ...traces, limit: 6 }, frame(299_999, 300_100));
    expect(found).toHaveLength(4);
    expect(new Set(found.flat().map(({ traceId }) => traceId)).size).toBe(20);
    expect(found.flat()).toHaveLength(20);
  });

  it('takes in spans that have not ended', async () => {
    const [root, child] = trace([400_000, 400_010], { 0: { attributes: { who: 'me' } } });
    const [openRoot] = trace([400_005]);
    const inEnded = span({ traceId: root.traceId, parentSpanId: root.spanId, start: at(400_020), name: 'open child' });
    await store.add({ spans: [child].filter((each) => each !== undefined), pendingSpans: [root, openRoot, inEnded] });
    const ask = (where?: Filter) =>
      rows({ ...traces, running: true, traceSummary: true, ...(where ? { where } : {}) }, frame(399_000, 401_000));
    expect(await ask()).toMatchObject([
      { spanId: root.spanId, duration: '-1', match: { spanId: inEnded.spanId }, children: 2, trace: { spans: 1 } },
      { spanId: openRoot.spanId, duration: '-1', children: 0, trace: { spans: 0 } },
    ]);
    expect(await ask({ op: 'eq', field: attribute('who'), value: 'me' })).toMatchObject([
      { spanId: root.spanId, match: { spanId: root.spanId } },
    ]);
    await store.add({ spans: [{ ...root, name: 'ended', attributes: [] }] });
    expect(await ask({ op: 'eq', field: attribute('who'), value: 'me' })).toEqual([]);
    expect(await ask()).toMatchObject([{ name: 'ended', duration: '1000000' }, { spanId: openRoot.spanId }]);
    expect(await ask({ op: 'eq', field: record('running'), value: true })).toMatchObject([
      { name: 'ended', match: { spanId: inEnded.spanId } },
      {},
    ]);
  });

  it('works in a database of someone else', async () => {
    const [root, child] = trace([500_000, 500_010]);
    await store.add({ spans: [root, child].filter((each) => each !== undefined) });
    const answer = await store.ask({ ...traces, running: true, traceSummary: true }, frame(499_000, 501_000), store.plain);
    expect(answer).toMatchObject({ rows: [{ spanId: root.spanId, match: { spanId: child?.spanId }, trace: { spans: 2 }, children: 1 }] });
  });

  it.each<[Partial<RowsSpec>, string]>([
    [{ source: { signal: 'logs' } }, 'Only spans are listed by trace.'],
    [{ orderBy: 'oldest' }, 'Traces are listed newest first only.'],
  ])('refuses %j', async (own, message) => {
    await expect(store.ask({ ...traces, ...own }, frame(0, 1))).rejects.toMatchObject({ fault: 'unsupported', message });
  });

  it('refuses the cursor of another list', async () => {
    const other = await store.ask({ ...traces, per: 'record', limit: 1 }, frame(299_999, 300_100));
    const after = (other.kind === 'rows' && other.next) || '';
    expect(after).not.toBe('');
    await expect(store.ask({ ...traces, after }, frame(299_999, 300_100))).rejects.toMatchObject({ fault: 'invalid' });
  });
});
