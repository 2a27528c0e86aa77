/** Spans that have begun and not ended, among the rows. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { at, frame, log, openTestStore, resource, span, table, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { millis, nanos, nowMillis, type Nanos } from '@/lib/base/time';
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

const all: RowsSpec = {
  kind: 'rows',
  source: { signal: 'spans' },
  fields: [],
  limit: 100,
  orderBy: 'time',
  traceSummary: false,
  running: true,
};
const isRunning: Filter = { op: 'eq', field: record('running'), value: true };

async function rows(spec: RowsSpec, when: Frame): Promise<SpanRow[]> {
  const answer = await store.ask(spec, when);
  if (answer.kind !== 'rows') throw new Error(answer.kind);
  return answer.rows.flatMap((row) => (row.signal === 'spans' ? [row] : []));
}
const names = (found: readonly SpanRow[]) => found.map(({ name, duration }) => (duration === '-1' ? `${name}…` : name));

/** A span, and its beginning: without its end's status and duration. */
function twice(own: Parameters<typeof span>[0]): { whole: Span; begun: Span } {
  const whole = span(own);
  return { whole, begun: { ...whole, duration: nanos(0n), statusCode: 'Unset', level: 9, events: [] } };
}

describe('beginnings', () => {
  it('are shown until the end comes, whichever came first', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name, index) => twice({ name, start: at(10 + index) }));
    if (!a || !b || !c) throw new Error('three');
    await store.add({ pendingSpans: [a.begun, c.begun] });
    expect(names(await rows(all, frame(0, 100)))).toEqual(['c…', 'a…']);
    expect(names(await rows({ ...all, running: false }, frame(0, 100)))).toEqual([]);
    await store.add({ spans: [b.whole, c.whole] });
    await store.add({ pendingSpans: [b.begun] });
    expect(names(await rows(all, frame(0, 100)))).toEqual(['c', 'b', 'a…']);
    expect(names(await rows({ ...all, orderBy: 'oldest' }, frame(0, 100)))).toEqual(['a…', 'b', 'c']);
    // in every other question they are left out
    const counted = await store.ask(table([{ fn: 'count' }]), frame(0, 100));
    expect(counted).toMatchObject({ table: { rows: [[2]] } });
  });

  it('do not come back when a filter leaves their spans out', async () => {
    const failed = twice({ name: 'failed', start: at(210), statusCode: 'Error', level: 17 });
    const open = twice({ name: 'open', start: at(211), attributes: { shop: 'a' } });
    await store.add({ spans: [failed.whole], pendingSpans: [failed.begun, open.begun] });
    const ask = async (where: Filter) => names(await rows({ ...all, where }, frame(200, 300)));
    expect(await ask({ op: 'ne', field: record('error'), value: true })).toEqual(['open…']);
    expect(await ask({ op: 'eq', field: record('error'), value: true })).toEqual(['failed']);
    expect(await ask({ op: 'eq', field: attribute('shop'), value: 'a' })).toEqual(['open…']);
    // how long they will take is not known
    expect(await ask({ op: 'gte', field: record('duration'), value: 0 })).toEqual(['failed']);
    expect(await ask({ op: 'not', of: { op: 'exists', field: record('duration') } })).toEqual(['open…']);
  });

  it('are asked for by a filter, and by nothing else', async () => {
    await store.add({ spans: [span({ name: 'done', start: at(310) })], pendingSpans: [span({ name: 'open', start: at(311) })] });
    const ask = async (where: Filter) => names(await rows({ ...all, running: false, where }, frame(300, 400)));
    expect(await ask(isRunning)).toEqual(['open…']);
    expect(await ask({ op: 'not', of: isRunning })).toEqual(['done']);
    expect(await ask({ op: 'or', of: [isRunning, { op: 'eq', field: record('name'), value: 'done' }] })).toEqual(['open…', 'done']);
    const counted = await store.ask(table([{ fn: 'count' }], [], isRunning), frame(300, 400));
    expect(counted).toMatchObject({ table: { rows: [[0]] } });
  });

  it('have the fields that attributes carry', async () => {
    const begun = span({
      name: 'x',
      start: at(410),
      attributes: { account_id: 't1', 'http.route': '/a', n: 1 },
      tags: ['t'],
      message: 'X!',
    });
    await store.add({ pendingSpans: [begun] });
    const fields = [record('tenant'), record('httpRoute'), attribute('n'), record('duration'), record('running')];
    expect(await rows({ ...all, fields, where: { op: 'eq', field: record('tenant'), value: 't1' } }, frame(400, 500))).toMatchObject([
      { duration: '-1', values: ['t1', '/a', '1', '', 'true'], tags: ['t'], message: 'X!', spanId: begun.spanId, time: String(at(410)) },
    ]);
  });

  it('are paged with the others, each once', async () => {
    const mixed = Array.from({ length: 30 }, (_, index) => twice({ name: `n${String(index).padStart(2, '0')}`, start: at(510 + index) }));
    await store.add({
      pendingSpans: mixed.map(({ begun }) => begun),
      spans: mixed.flatMap(({ whole }, index) => (index % 3 ? [whole] : [])),
    });
    const expected = mixed.map(({ whole }, index) => (index % 3 ? whole.name : `${whole.name}…`));
    for (const orderBy of ['time', 'oldest'] as const) {
      const found: SpanRow[] = [];
      for (let after: string | undefined, pages = 0; pages < 9; pages++) {
        const answer = await store.ask({ ...all, orderBy, limit: 4, ...(after === undefined ? {} : { after }) }, frame(500, 600));
        if (answer.kind !== 'rows') throw new Error(answer.kind);
        found.push(...(answer.rows as SpanRow[]));
        after = answer.next;
        if (after === undefined) break;
      }
      expect(names(found)).toEqual(orderBy === 'oldest' ? expected : expected.toReversed());
    }
  });

  it('have no place among the longest', async () => {
    const sentence = 'Spans that are still running have no duration to be ordered by.';
    await expect(store.ask({ ...all, orderBy: 'duration' }, frame(0, 1))).rejects.toMatchObject({
      fault: 'unsupported',
      message: sentence,
    });
  });

  it('are not there in a database of someone else', async () => {
    const answer = await store.ask(all, frame(300, 400), store.plain);
    expect(answer.kind === 'rows' && answer.rows.length).toBe(1);
  });
});

it('counts the children of a row, running ones where they were asked for, and adds up its trace', async () => {
  const traceId = 'c'.repeat(32);
  const root = span({ traceId, start: at(700) });
  const child = (own: Parameters<typeof span>[0]) => span({ traceId, parentSpanId: root.spanId, start: at(701), ...own });
  const spent = { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 7, 'operation.cost': 0.25 };
  const [one, two] = [child({ attributes: spent }), child({ attributes: spent, statusCode: 'Error' })];
  const grandchild = span({ traceId, parentSpanId: one.spanId, start: at(702), attributes: { 'gen_ai.usage.input_tokens': 1 } });
  // one has ended, one has not, and one has not that nobody here is the parent of
  await store.add({
    spans: [root, one, two, grandchild],
    pendingSpans: [one, child({}), span({ traceId, parentSpanId: grandchild.spanId, start: at(703) })],
  });
  const trace = { spans: 4, errors: 1, inputTokens: 201, outputTokens: 14, cost: 0.5 };
  const where: Filter = { op: 'eq', field: record('root'), value: true };
  const ask = (running: boolean) => rows({ ...all, where, traceSummary: true, running }, frame(699, 701));
  expect(await ask(true)).toMatchObject([{ spanId: root.spanId, children: 3, trace }]);
  expect(await ask(false)).toMatchObject([{ spanId: root.spanId, children: 2, trace }]);
});

describe('of a process that fell silent', () => {
  const now = nowMillis();
  // a slow machine takes longer over these than the minute that some of them are about
  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now }));
  afterAll(() => void vi.useRealTimers());
  const ago = (seconds: number): Nanos => nanos(BigInt(Math.round(now - seconds * 1_000)) * 1_000_000n);
  const process = (service: string, instance: string, pid = 1) =>
    resource(service, { 'service.instance.id': instance, 'process.pid': pid });
  const when: Frame = { range: { from: millis(now - 7_200_000), to: millis(now + 1_000) }, step: millis(60_000) };

  it.each<[string, boolean, { spans?: Span[]; logs?: ReturnType<typeof log>[] }]>([
    ['heard of five minutes ago', false, { spans: [span({ resource: process('s1', 'a'), start: ago(300) })] }],
    ['heard of eleven minutes ago', true, { spans: [span({ resource: process('s2', 'a'), start: ago(660), duration: nanos(1n) })] }],
    ['heard of by a log', false, { logs: [log({ resource: process('s3', 'a'), time: ago(30) })] }],
    ['whose span that began long ago ended just now', false, { spans: [span({ resource: process('s4', 'a'), start: ago(1_150), duration: nanos(1_140_000_000_000n) })] }],
    ['while another process of the service goes on', true, { spans: [span({ resource: process('s5', 'b'), start: ago(5) }), span({ resource: process('s5', 'a', 2), start: ago(5) })] }],
    ['that was restarted', true, { spans: [span({ resource: process('s6', 'a'), start: ago(120) }), span({ resource: process('s6', 'b'), start: ago(5) })] }],
    ['beside one that was there before', false, { spans: [span({ resource: process('s7', 'b'), start: ago(130) }), span({ resource: process('s7', 'a'), start: ago(120) }), span({ resource: process('s7', 'b'), start: ago(5) })] }],
    ['whose restart was a moment ago', false, { spans: [span({ resource: process('s8', 'a'), start: ago(30) }), span({ resource: process('s8', 'b'), start: ago(5) })] }],
  ])('%s: lost %s', async (_, lost, heard) => {
    const [sender] = [...(heard.spans ?? []), ...(heard.logs ?? [])];
    const service = sender?.resource.attributes.find(({ key }) => key === 'service.name')?.text ?? '';
    await store.add({ ...heard, pendingSpans: [span({ resource: process(service, 'a'), start: ago(1_200), name: 'open' })] });
    const where: Filter = { op: 'and', of: [isRunning, { op: 'eq', field: record('service'), value: service }] };
    expect((await rows({ ...all, where }, when)).map((row) => row.lost ?? false)).toEqual([lost]);
  }); // prettier-ignore

  it('one that began less than a minute ago is not lost', async () => {
    await store.add({ pendingSpans: [span({ resource: process('s9', 'a'), start: ago(40) })] });
    const where: Filter = { op: 'eq', field: record('service'), value: 's9' };
    expect((await rows({ ...all, where }, when)).map((row) => row.lost ?? false)).toEqual([false]);
  });
});
