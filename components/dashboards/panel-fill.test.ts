import { describe, expect, it } from 'vitest';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import type { Answer, CellValue } from '@/lib/model/answer';
import type { Ask } from '@/lib/model/dashboard';
import type { Query, SeriesSpec, Spec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { fillPanel, type FillRequest } from '@/components/dashboards/panel-fill';
import { PanelFault } from '@/components/views/filled';

const start = 100 * HOUR;
const frame = { range: { from: millis(start), to: millis(start + HOUR) }, step: MINUTE };
const metric = { signal: 'metrics' as const, metric: 'streams.started' };
const series: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'rate' }], by: [], limit: 1 };
const byTenant: SeriesSpec = { ...series, by: [record('tenant')], limit: 2 };
const table: TableSpec = { ...series, kind: 'table', by: [record('tenant')], measures: [{ fn: 'count' }], limit: 2, orderBy: 0 };
const spec = (one: Spec): Ask & { kind: 'spec' } => ({ kind: 'spec', spec: one });

const lines = (points: number, partial = false): Answer => ({
  kind: 'series',
  executed: 'series',
  partial,
  series: points === 0 ? [] : [{ measure: 0, labels: [], points: [[frame.range.from, points]] }],
});
const rows = (all: CellValue[][], partial = false): Answer => ({
  kind: 'table',
  executed: 'table',
  partial,
  table: { columns: [], rows: all },
});

/** Answers with `answer`, and remembers what was asked. */
function store(answer: (query: Query) => Answer) {
  const asked: Query[] = [];
  const ask = (query: Query) => {
    asked.push(query);
    return new Promise<Answer>((resolve) => resolve(answer(query)));
  };
  return { asked, ask };
}
const request = (ask: Ask, over: Partial<FillRequest> = {}): FillRequest => ({
  ask,
  view: 'timeseries',
  trends: [],
  frame,
  compare: 'none',
  ...over,
});
const isMetric = ({ spec: one }: Query) => one.kind !== 'native' && one.source.signal === 'metrics';

describe('the first alternative that finds something', () => {
  const first: Ask = { kind: 'first', of: [{ ...spec({ ...series, source: metric }), unit: 'seconds' }, spec(series)] };

  it('is the metric where it is sent, with its unit and without a note', async () => {
    const { asked, ask } = store(() => lines(3));
    expect(await fillPanel(request(first), ask)).toMatchObject({ unit: 'seconds', notes: [] });
    expect(asked).toHaveLength(1);
  });

  it('is the spans where the metric is not, and says so', async () => {
    const { ask } = store((query) => lines(isMetric(query) ? 0 : 7));
    const filled = await fillPanel(request(first), ask);
    expect([filled.unit, filled.notes, filled.asked.main?.answer]).toEqual([undefined, ['from spans'], lines(7)]);
  });

  it('is the first one’s nothing where none finds anything', async () => {
    const { ask } = store(() => lines(0));
    const filled = await fillPanel(request(first), ask);
    expect([filled.asked.main && isMetric(filled.asked.main.query), filled.notes]).toEqual([true, []]);
  });

  it('asks the steps of a statistic whether there was anything: a sum of nothing is a row with zero', async () => {
    const { ask } = store((query) => (query.spec.kind === 'table' ? rows([[0]]) : lines(isMetric(query) ? 0 : 4)));
    expect((await fillPanel(request(first, { view: 'stat' }), ask)).notes).toEqual(['from spans']);
  });

  it('passes over what the store cannot answer, and fails with any other failure', async () => {
    const failing = (fault: 'unsupported' | 'failed') =>
      store((query) => {
        if (isMetric(query)) throw new ApiError(400, { fault, message: 'no' });
        return lines(7);
      });
    expect((await fillPanel(request(first), failing('unsupported').ask)).notes).toEqual(['from spans']);
    await expect(fillPanel(request(first), failing('failed').ask)).rejects.toThrow('no');
  });
});

describe('what is new', () => {
  const ask: Ask = { kind: 'new', spec: table, lookback: millis(24 * HOUR) };

  it('is what the lookback before the window does not have', async () => {
    const { asked, ask: run } = store(({ frame: { range } }) =>
      range.to === frame.range.from
        ? rows([['a', 1]])
        : rows([
            ['a', 9],
            ['b', 4],
            ['c', 2],
            ['d', 1],
          ]),
    );
    const filled = await fillPanel(request(ask, { view: 'table' }), run);
    expect(asked.map(({ frame: { range } }) => [range.from, range.to])).toEqual([
      [start, start + HOUR],
      [start - 24 * HOUR, start],
    ]);
    // the two largest of three
    expect(filled.asked.main?.answer).toMatchObject({
      partial: true,
      table: {
        rows: [
          ['b', 4],
          ['c', 2],
        ],
      },
    });
    expect(filled.notes).toEqual([]);
  });

  it('says where the lookback was cut', async () => {
    const { ask: run } = store(({ frame: { range } }) => (range.to === frame.range.from ? rows([], true) : rows([['b', 4]])));
    expect((await fillPanel(request(ask, { view: 'table' }), run)).notes[0]).toContain('some may not be new');
  });
});

describe('what is asked beside it', () => {
  it('is the window before for a statistic, or the chosen one', async () => {
    for (const [compare, from] of [
      ['none', start - HOUR],
      ['day', start - 24 * HOUR],
    ] as const) {
      const { asked, ask } = store(({ spec: one }) => (one.kind === 'table' ? rows([[1]]) : lines(1)));
      await fillPanel(request(spec(series), { view: 'stat', compare }), ask);
      expect(asked.map((query) => [query.spec.kind, query.frame.range.from])).toEqual([
        ['table', start],
        ['table', from],
        ['series', start],
      ]);
    }
  });

  it('is the same a week before, where the page compares', async () => {
    const { asked, ask } = store(() => lines(1));
    const filled = await fillPanel(request(spec(series), { compare: 'week' }), ask);
    expect(asked).toHaveLength(2);
    expect(filled.asked.before?.query.frame.range.from).toBe(start - 168 * HOUR);
    expect(filled.asked.before?.query.frame.range.to).toBe(start - 167 * HOUR);
  });

  it('is all groups together where the limit cut what can be added up', async () => {
    const { asked, ask } = store(({ spec: one }) => lines(1, one.kind === 'series' && one.by.length > 0));
    expect((await fillPanel(request(spec(byTenant)), ask)).asked.whole?.query.spec).toMatchObject({ by: [], limit: 1 });
    const slowest: SeriesSpec = { ...byTenant, measures: [{ fn: 'max', of: record('duration') }] };
    expect((await fillPanel(request(spec(slowest)), ask)).asked.whole).toBeUndefined();
    expect(asked).toHaveLength(3);
  });

  it('is how the shown groups went', async () => {
    const { ask } = store(({ spec: one }) => (one.kind === 'table' ? rows([['a', 5]], true) : lines(1)));
    const filled = await fillPanel(request(spec(table), { view: 'table', trends: [0] }), ask);
    expect(filled.asked.trend?.query.spec).toMatchObject({
      kind: 'series',
      limit: 1,
      where: { op: 'or', of: [{ op: 'eq', field: record('tenant'), value: 'a' }] },
    });
  });
});

it('refuses a pair of different shapes with a sentence', async () => {
  const { ask } = store(({ spec: one }) => (one.kind === 'table' ? rows([]) : lines(1)));
  const pair: Ask = { kind: 'pair', op: 'divide', left: series, right: table };
  await expect(fillPanel(request(pair), ask)).rejects.toThrow(PanelFault);
});
