import { describe, expect, it } from 'vitest';
import { evaluate, type Evaluation, type Run } from '@/lib/alerts/evaluate';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { DAY, HOUR, millis, MINUTE, type TimeRange } from '@/lib/base/time';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { Answer, CellValue, Column, Point } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Query, SeriesSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const T0 = Date.UTC(2026, 10, 21, 12);
const at = (minutes: number) => millis(T0 + minutes * MINUTE);
const range = (from: number, to: number): TimeRange => ({ from: at(from), to: at(to) });
const signal = new AbortController().signal;

const spec = (signalName: 'spans' | 'logs', by: SeriesSpec['by'] = [record('service')]): SeriesSpec => ({
  kind: 'series',
  source: { signal: signalName },
  measures: [{ fn: 'count' }, { fn: 'rate' }],
  by,
  limit: 5_000,
});
const one = (signalName: 'spans' | 'logs', by?: SeriesSpec['by']): AlertAsk & { kind: 'spec' } => ({
  kind: 'spec',
  spec: spec(signalName, by),
});
const rule = (ask: AlertAsk, over: Partial<AlertRule> = {}): AlertRule => ({ ...EMPTY_RULE, ask, ...over });

/** Values by signal, then by service, then at the minute at which their window ends. */
type Values = Partial<Record<'spans' | 'logs', Record<string, Record<number, number | null>>>>;

/** A store that knows `values`; what it is asked is noted. */
function store(values: Values, partial = false): { run: Run; asked: Query[] } {
  const asked: Query[] = [];
  const run: Run = (query) => {
    asked.push(query);
    const { spec: each, frame } = query;
    if (each.kind !== 'series' || each.source.signal === 'metrics' || each.source.signal === 'exceptions')
      throw new Error('not asked here');
    const { signal: name } = each.source;
    const series = Object.entries(values[name] ?? {}).map(([service, byMinute]) => {
      const points: Point[] = [];
      for (let start: number = frame.range.from; start < frame.range.to; start += frame.step)
        points.push([millis(start), byMinute[(start + frame.step - T0) / MINUTE] ?? null]);
      return { measure: 0, labels: each.by.length > 0 ? [service] : [], points };
    });
    return Promise.resolve({ kind: 'series', series, executed: `${name} ${asked.length}`, partial });
  };
  return { run, asked };
}

/** Values by the labels' text and the minute at which the window ends. */
function figures({ groups }: Evaluation): Record<string, Record<number, number | null>> {
  return Object.fromEntries(
    groups.map(({ labels, points }) => [
      JSON.stringify(labels),
      Object.fromEntries(points.map(([when, value]) => [(when - T0) / MINUTE, value])),
    ]),
  );
}

describe('windows', () => {
  it('end in the range, at whole multiples of the step, the first instant left out', async () => {
    const { run, asked } = store({});
    await evaluate(rule(one('spans')), range(0.5, 3.5), run, signal);
    await evaluate(rule(one('spans')), range(0, 3), run, signal);
    await evaluate(rule(one('spans')), range(0, 30), run, signal, millis(10 * MINUTE));
    expect(asked.map(({ frame }) => frame)).toEqual([
      { range: range(0, 3), step: MINUTE, over: 5 * MINUTE },
      { range: range(0, 3), step: MINUTE, over: 5 * MINUTE },
      { range: range(0, 30), step: 10 * MINUTE, over: 5 * MINUTE },
    ]);
  });

  it('are not asked for where none ends', async () => {
    const { run, asked } = store({});
    expect(await evaluate(rule(one('spans')), range(0.1, 0.9), run, signal)).toEqual({
      names: [],
      groups: [],
      executed: '',
      partial: false,
    });
    expect(asked).toEqual([]);
  });
});

describe('one question', () => {
  it('has the first measure’s values at the ends of the windows, and labels by name', async () => {
    const { run, asked } = store({ spans: { api: { 1: 4, 3: 0 }, web: { 2: 9 }, idle: { 1: null } } });
    const found = await evaluate(rule(one('spans')), range(0, 3), run, signal);
    expect(found.names).toEqual(['service.name']);
    expect(figures(found)).toEqual({ '{"service.name":"api"}': { 1: 4, 3: 0 }, '{"service.name":"web"}': { 2: 9 } });
    expect([found.executed, found.partial]).toEqual(['spans 1', false]);
    expect(asked[0]?.spec).toMatchObject({ measures: [{ fn: 'count' }], limit: 1_000 });
  });

  it('is one group without labels where it has no groups, and says when it was cut', async () => {
    const found = await evaluate(rule(one('spans', [])), range(0, 1), store({ spans: { all: { 1: 7 } } }, true).run, signal);
    expect([figures(found), found.names, found.partial]).toEqual([{ '{}': { 1: 7 } }, [], true]);
  });

  it('names attributes as people write them', async () => {
    const found = await evaluate(
      rule(one('spans', [attribute('queue')])),
      range(0, 1),
      store({ spans: { default: { 1: 7 } } }).run,
      signal,
    );
    expect(found.groups[0]?.labels).toEqual({ queue: 'default' });
  });

  it('refuses a distribution, and passes on what the store says', async () => {
    const cells: Run = () => Promise.resolve({ kind: 'distribution', cells: [], executed: '', partial: false });
    await expect(evaluate(rule(one('spans')), range(0, 1), cells, signal)).rejects.toMatchObject({ fault: 'invalid' });
    const broken = new BackendError('timeout', 'It took too long.');
    await expect(evaluate(rule(one('spans')), range(0, 1), () => Promise.reject(broken), signal)).rejects.toBe(broken);
  });
});

it('a pair: both sides by their labels; a side that is missing is no value', async () => {
  const { run } = store({ spans: { api: { 1: 1, 2: 3 }, web: { 1: 5 }, lone: { 1: 1 } }, logs: { api: { 1: 4, 2: 0 }, web: { 1: 10, 2: 10 } } });
  const ask: AlertAsk = { kind: 'pair', op: 'divide', left: spec('spans'), right: spec('logs') };
  const found = await evaluate(rule(ask), range(0, 2), run, signal);
  expect(figures(found)).toEqual({ '{"service.name":"api"}': { 1: 0.25 }, '{"service.name":"web"}': { 1: 0.5 } });
  expect(found.executed).toBe('spans 1\n\nlogs 2');
}); // prettier-ignore

describe('the first that finds something', () => {
  const ask: AlertAsk = { kind: 'first', of: [one('spans'), one('logs')] };

  it('answers, and the others are not asked', async () => {
    const { run, asked } = store({ spans: { api: { 1: 1 } }, logs: { api: { 1: 9 } } });
    expect(figures(await evaluate(rule(ask), range(0, 1), run, signal))).toEqual({ '{"service.name":"api"}': { 1: 1 } });
    expect(asked).toHaveLength(1);
  });

  it('is chosen window by window, so that many windows say what each says alone', async () => {
    const values: Values = { spans: { api: { 1: 1, 4: 2 } }, logs: { api: { 1: 9, 2: 8 }, web: { 3: 7 } } };
    const together = await evaluate(rule(ask), range(0, 5), store(values).run, signal);
    expect(figures(together)).toEqual({ '{"service.name":"api"}': { 1: 1, 2: 8, 4: 2 }, '{"service.name":"web"}': { 3: 7 } });
    for (let minute = 1; minute <= 5; minute++) {
      const alone = await evaluate(rule(ask), range(minute - 1, minute), store(values).run, signal);
      const mine = together.groups.flatMap(({ labels, points }) => points.filter(([when]) => when === at(minute)).map((point) => ({ labels, points: [point] }))); // prettier-ignore
      expect(alone.groups).toEqual(mine);
    }
  });

  it('is empty where none finds anything', async () => {
    const { run, asked } = store({});
    expect((await evaluate(rule(ask), range(0, 3), run, signal)).groups).toEqual([]);
    expect(asked).toHaveLength(2);
  });
});

describe('change against a day or a week ago', () => {
  const day = DAY / MINUTE;

  it('is a share; without a value from then there is none', async () => {
    const spans = { api: { 1: 15, 2: 5, 3: 5, 4: 5, [1 - day]: 10, [2 - day]: 10, [3 - day]: 0 }, gone: { [1 - day]: 3 }, fresh: { 1: 3 } };
    const found = await evaluate(rule(one('spans'), { condition: { is: 'change', against: 'day', direction: 'either' } }), range(0, 4), store({ spans }).run, signal); // prettier-ignore
    expect(figures(found)).toEqual({ '{"service.name":"api"}': { 1: 0.5, 2: -0.5 } });
  });

  it('asks for windows that stand where windows stand, a week earlier', async () => {
    const { run, asked } = store({});
    await evaluate(rule(one('spans'), { condition: { is: 'change', against: 'week', direction: 'up' } }), range(0, 1), run, signal);
    expect(asked.map(({ frame }) => frame.range)).toEqual([range(0, 1), range(-7 * day, 1 - 7 * day)]);
    // a day is 1 234.3 times 70 s: the window that is 1 234 steps earlier
    const odd = rule(one('spans'), { every: millis(70_000), over: millis(70_000), condition: { is: 'change', against: 'day', direction: 'up' } }); // prettier-ignore
    await evaluate(odd, { from: at(0), to: at(2) }, run, signal);
    const [now, then] = asked.slice(2).map(({ frame }) => frame.range.to);
    expect([(now ?? 0) % 70_000, (now ?? 0) - (then ?? 0)]).toEqual([0, 1_234 * 70_000]);
  });

  it('compares a question with itself, and not with the one in its place', async () => {
    const values: Values = { spans: { api: { 1: 10 } }, logs: { api: { 1: 6, [1 - day]: 3 } } };
    const ask: AlertAsk = { kind: 'first', of: [one('spans'), one('logs')] };
    const found = await evaluate(rule(ask, { condition: { is: 'change', against: 'day', direction: 'up' } }), range(0, 1), store(values).run, signal); // prettier-ignore
    expect(figures(found)).toEqual({ '{"service.name":"api"}': { 1: 1 } });
  });
});

describe('SQL', () => {
  const text = 'SELECT 1';
  const sqlRule = (over: Partial<AlertRule> = {}) => rule({ kind: 'sql', text }, over);
  const columns = (...list: [name: string, type: Column['type']][]) => list.map(([name, type]) => ({ name, type }));
  const answers =
    (named: Column[], rows: CellValue[][], ran: Query[] = []): Run =>
    (query): Promise<Answer> => {
      ran.push(query);
      return Promise.resolve({ kind: 'native', table: { columns: named, rows }, executed: text, partial: false });
    };

  it.each<[string, Column[], CellValue[][], Record<string, number>]>([
    ['the column named value', columns(['value', 'number'], ['service', 'string'], ['n', 'number']), [[0.5, 'api', 9]], { '{"service":"api"}': 0.5 }],
    ['else the last number', columns(['n', 'number'], ['at', 'time'], ['share', 'number']), [[9, 'x', 0.25]], { '{}': 0.25 }],
    ['a group for each text', columns(['a', 'string'], ['b', 'string'], ['n', 'number']), [['x', 'y', 1], ['x', 'z', '9007199254740993'], ['y', 'z', null]], { '{"a":"x","b":"y"}': 1, '{"a":"x","b":"z"}': 9_007_199_254_740_992 }],
    ['the number of rows where there is no number', columns(['service', 'string']), [['api'], ['web']], { '{}': 2 }],
    ['also of none', columns(['service', 'string']), [], { '{}': 0 }],
    ['and no value where no row has a number', columns(['n', 'number']), [], {}],
  ])('takes %s', async (_, named, rows, expected) => {
    const found = await evaluate(sqlRule(), range(0, 1), answers(named, rows), signal);
    expect(figures(found)).toEqual(Object.fromEntries(Object.entries(expected).map(([labels, value]) => [labels, { 1: value }])));
  }); // prettier-ignore

  it('runs once for each window, with its ends', async () => {
    const ran: Query[] = [];
    await evaluate(sqlRule({ over: millis(HOUR) }), range(0, 3), answers([], [], ran), signal);
    expect(ran.map(({ frame }) => frame.range)).toEqual([range(-59, 1), range(-58, 2), range(-57, 3)]);
  });

  it('needs one row for each group, and not too many windows', async () => {
    const twice = answers(columns(['service', 'string'], ['n', 'number']), [['api', 1], ['api', 2]]); // prettier-ignore
    await expect(evaluate(sqlRule(), range(0, 1), twice, signal)).rejects.toThrow('several rows for service api');
    await expect(evaluate(sqlRule(), range(0, 61), answers([], []), signal)).rejects.toMatchObject({ fault: 'invalid' });
  });
});
