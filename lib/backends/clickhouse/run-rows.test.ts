import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, log, openTestStore, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { windowsOf } from '@/lib/backends/clickhouse/run-rows-windows';
import { millis, nanos } from '@/lib/base/time';
import type { RecordRow } from '@/lib/model/answer';

import type { Frame, RowsSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const spans: RowsSpec = { kind: 'rows', source: { signal: 'spans' }, fields: [], limit: 100, orderBy: 'time', traceSummary: false };
const logs: RowsSpec = { ...spans, source: { signal: 'logs' } };

async function page(spec: RowsSpec, when: Frame) {
  const answer = await store.ask(spec, when);
  if (answer.kind !== 'rows') throw new Error(answer.kind);
  return answer;
}

/** All pages, one after another. */
async function all(spec: RowsSpec, when: Frame): Promise<{ rows: RecordRow[]; pages: number }> {
  const rows: RecordRow[] = [];
  let after: string | undefined;
  for (let pages = 1; ; pages++) {
    const answer = await page(after === undefined ? spec : { ...spec, after }, when);
    rows.push(...answer.rows);
    after = answer.next;
    if (after === undefined) return { rows, pages };
  }
}

describe('pages', () => {
  it('goes through 1 000 spans of one nanosecond, each once', async () => {
    const same = Array.from({ length: 1_000 }, () => span({ start: at(100, 7n) }));
    await store.add({ spans: [span({ start: at(100, 8n), name: 'newer' }), ...same, span({ start: at(100, 6n), name: 'older' })] });
    const { rows, pages } = await all(spans, frame(0, 200));
    expect(pages).toBe(11);
    expect(rows).toHaveLength(1_002);
    expect(rows.map((row) => row.signal === 'spans' && row.name)).toEqual(['newer', ...same.map(() => 'work'), 'older']);
    expect(new Set(rows.map(({ spanId }) => spanId)).size).toBe(1_002);
    expect(rows[0]?.time).toBe(`${BigInt(T0 + 100_000) * 1_000_000n + 8n}`);
  });

  it('goes through logs that are alike in everything, each once', async () => {
    await store.add({ logs: [...Array.from({ length: 250 }, () => log({ time: at(100), body: 'same' })), ...Array.from({ length: 60 }, (_, index) => log({ time: at(100), body: `own ${index}` }))] }); // prettier-ignore
    const { rows, pages } = await all(logs, frame(0, 200));
    expect(pages).toBe(4);
    const bodies = rows.map((row) => (row.signal === 'logs' ? row.body : ''));
    expect(bodies.filter((body) => body === 'same')).toHaveLength(250);
    expect(new Set(bodies).size).toBe(61);
  });

  it('ends without a cursor when the last page is full', async () => {
    await store.add({ spans: [1, 2, 3, 4].map((second) => span({ start: at(300 + second) })) });
    const first = await page({ ...spans, limit: 2 }, frame(300, 400));
    const second = await page({ ...spans, limit: 2, after: first.next ?? '' }, frame(300, 400));
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 2, undefined]);
  });

  it('goes on over windows of time, newest first', async () => {
    const DAY = 86_400;
    const when = frame(-10 * DAY, 0);
    const times = [-10 * DAY, -9 * DAY, -4 * DAY, -DAY, -3_600, -900, -60];
    await store.add({ spans: times.map((second) => span({ start: at(second), name: 'window' })) });
    const { rows } = await all({ ...spans, limit: 2 }, when);
    expect(rows.map(({ time }) => (Number(BigInt(time) / 1_000_000n) - T0) / 1_000)).toEqual(times.toReversed());
  });

  it('puts the longest first, and pages through equals', async () => {
    const when = frame(1_000, 1_100);
    const long = (milliseconds: number) => span({ start: at(1_001), duration: nanos(BigInt(milliseconds) * 1_000_000n) });
    await store.add({ spans: [long(5), long(9), long(5), long(5), long(1)] });
    const { rows } = await all({ ...spans, orderBy: 'duration', limit: 2 }, when);
    expect(rows.map((row) => row.signal === 'spans' && Number(row.duration) / 1e6)).toEqual([9, 5, 5, 5, 1]);
    expect(new Set(rows.map(({ spanId }) => spanId)).size).toBe(5);
  });

  it.each(['', 'x', Buffer.from('{}').toString('base64url'), Buffer.from('{"keys":["1"],"seen":0}').toString('base64url')])(
    'refuses the cursor %s',
    async (after) => {
      await expect(store.ask({ ...spans, after }, frame(0, 1))).rejects.toMatchObject({ fault: 'invalid' });
    },
  );

  it('takes a forged cursor as values, not as SQL', async () => {
    const forged = (...keys: string[]) => Buffer.from(JSON.stringify({ keys, seen: 0 })).toString('base64url');
    expect((await page({ ...spans, after: forged('1', "' OR 1=1 --", '`') }, frame(0, 200))).rows).toEqual([]);
    await expect(store.ask({ ...spans, after: forged('1) OR 1=1 --', '', '') }, frame(0, 200))).rejects.toMatchObject({ fault: 'invalid' });
  });
});

describe('windowsOf', () => {
  const range = (from: number, to: number) => ({ from: millis(from), to: millis(to) });
  const MINUTES = 60_000;
  const lengths = (found: readonly number[], length: number) => {
    const shares = [...found];
    const windows = [...windowsOf(range(0, length * MINUTES), () => shares.shift() ?? 1)];
    return windows.map(({ from, to }) => Math.round((to - from) / MINUTES));
  };

  it.each([1, 59_999, 60_000, 60_001, 900_001, 86_400_000, 30 * 86_400_000])('covers %d ms without a gap or an overlap', (length) => {
    for (const share of [0, 0.001, 0.3, 0.99]) {
      const windows = [...windowsOf(range(5, 5 + length), () => share)];
      expect(windows[0]?.to).toBe(5 + length);
      expect(windows.at(-1)?.from).toBe(5);
      windows.slice(1).forEach((window, index) => expect(window.to).toBe(windows[index]?.from));
      windows.forEach(({ from, to }) => expect(from).toBeLessThan(to));
      const oldest = [...windowsOf(range(5, 5 + length), () => share, true)];
      // the same from the other end
      expect(oldest.map(({ from, to }) => [from - 5, to - 5])).toEqual(windows.map(({ from, to }) => [5 + length - to, 5 + length - from]));
    }
  });

  it.each([
    // nothing in a minute, in five, in 25, in 125: four times as long as all before; the rest last
    [[0, 0, 0, 0, 0], 1_000, [1, 4, 20, 100, 500, 375]],
    // nothing in a day, which 3 125 minutes are: 16 times as long
    [[0, 0, 0, 0, 0, 0, 0], 86_400, [1, 4, 20, 100, 500, 2_500, 50_000, 33_275]],
    // a hundredth of the page in the first minute: 16 times as long, though 124 would be needed
    [[0.01, 0.5], 40, [1, 16, 21, 2]],
    // half of the page in 5 minutes: a quarter more than 5, 6.25; nearly all of it then: half of the 11.25 so far, 5.625
    [[0, 0.5, 0.99], 20, [1, 4, 6, 6, 3]],
  ])('goes by what is found: %j', (found, length, expected) => {
    expect(lengths(found, length)).toEqual(expected);
  });
});

it('reads everything of a span row, and what its trace has', async () => {
  const traceId = 'abcdef'.padStart(32, '0');
  const parent = span({
    traceId,
    start: at(2_000),
    name: 'GET /a',
    kind: 'Server',
    statusCode: 'Error',
    message: 'Getting a',
    level: 17,
    tags: ['t1', 't2'],
    duration: nanos(12_345_678_901_234n),
    attributes: { 'http.response.status_code': 500, shape: 'round' },
    events: [{ time: at(2_000), name: 'exception', attributes: [{ key: 'exception.type', type: 'string', text: 'Oops' }] }],
  });
  // The trace goes on an hour after the range.
  await store.add({ spans: [parent, span({ traceId, start: at(5_600), parentSpanId: parent.spanId })] });
  const spec: RowsSpec = {
    ...spans,
    fields: [attribute('shape'), record('httpStatus'), attribute('none'), record('duration')],
    traceSummary: true,
  };
  const { rows } = await page(spec, frame(2_000, 2_001));
  expect(rows).toEqual([
    {
      signal: 'spans',
      traceId,
      spanId: parent.spanId,
      parentSpanId: '',
      time: `${at(2_000)}`,
      duration: '12345678901234',
      service: 'api',
      name: 'GET /a',
      message: 'Getting a',
      kind: 'Server',
      status: 'Error',
      level: 17,
      tags: ['t1', 't2'],
      httpStatus: 500,
      exceptionType: 'Oops',
      values: ['round', '500', '', '12345678901234'],
      trace: { spans: 2, errors: 1, inputTokens: 0, outputTokens: 0, cost: 0 },
      children: 1,
    },
  ]);
  // An exporter's database has no message, level or tags of its own.
  const plain = await store.ask(spec, frame(2_000, 2_001), store.plain);
  expect(plain).toMatchObject({
    rows: [{ message: '', level: 17, tags: [], httpStatus: 500, exceptionType: 'Oops', trace: { spans: 2 } }],
  });
});

it('reads everything of a log row', async () => {
  await store.add({
    logs: [log({ time: at(3_000, 1n), traceId: 'ab', spanId: 'cd', severity: 13, severityText: 'WARN', body: 'hm', eventName: 'e', attributes: { k: 1 } })], // prettier-ignore
  });
  expect((await page({ ...logs, fields: [attribute('k')] }, frame(3_000, 3_001))).rows).toEqual([
    { signal: 'logs', id: expect.stringMatching(/^\d+$/) as string, time: `${at(3_000, 1n)}`, traceId: 'ab', spanId: 'cd', service: 'api', severity: 13, severityText: 'WARN', body: 'hm', eventName: 'e', values: ['1'] }, // prettier-ignore
  ]);
});

it('does not list the points of metrics, nor order logs by duration', async () => {
  await expect(store.ask({ ...spans, source: { signal: 'metrics', metric: 'm' } }, frame(0, 1))).rejects.toMatchObject({
    fault: 'unsupported',
  });
  await expect(store.ask({ ...logs, orderBy: 'duration' }, frame(0, 1))).rejects.toMatchObject({ fault: 'unsupported' });
});
