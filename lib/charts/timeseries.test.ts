import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { drawTimeseries } from '@/lib/charts/draw-timeseries';
import { minus } from '@/lib/charts/timeseries';
import { chart, later, series, spec, view } from '@/lib/charts/timeseries.testing';
import { tooltipAt } from '@/lib/charts/tooltip';
import { record } from '@/lib/model/record-field';

describe('a stack of status classes', () => {
  const answer = [
    series(['5xx'], [[20, 3]]),
    series(
      ['2xx'],
      [
        [0, 10],
        [10, 8],
        [20, 9],
      ],
    ),
  ];
  const model = chart(answer, spec({ by: [record('httpStatusClass')] }), view({ stacked: true }), later);

  it('orders, names and colours its series', () => {
    expect(model.series.map(({ name, colour, legend }) => [name, colour, legend])).toEqual([
      ['2xx', 'var(--s7)', '9/s'],
      // 3/s in one of the three steps that have records
      ['5xx', 'var(--error)', '1/s'],
    ]);
  });

  it('stacks upwards, with gaps at the end', () => {
    const drawing = drawTimeseries(model, undefined);
    expect(drawing.series[0]?.bands).toEqual([[0, 10], [0, 8], [0, 9], null]);
    expect(drawing.series[1]?.bands).toEqual([null, [8, 8], [9, 12], null]);
    expect(drawing.axis.to).toBe(15);
  });

  it('fits the axis to the one series that is isolated', () => {
    const drawing = drawTimeseries(model, model.series[1]?.key);
    expect(drawing.series.map(({ name }) => name)).toEqual(['5xx']);
    expect(drawing.axis.to).toBe(3);
  });

  it('says a step by value, with the total', () => {
    expect(tooltipAt(model.series, 2, 'perSecond', true)).toEqual({
      rows: [expect.objectContaining({ name: '2xx', text: '9/s' }), expect.objectContaining({ name: '5xx', text: '3/s' })],
      total: '12/s',
    });
    expect(tooltipAt(model.series, 3, 'perSecond', true)).toEqual({ rows: [], total: undefined });
  });
});

describe('percentiles on a log axis', () => {
  const duration = record('duration');
  const answer = [
    series(
      [],
      [
        [0, 20e6],
        [10, 30e6],
      ],
      0,
    ),
    series([], [[0, 3e9]], 1),
  ];
  const quantiles = spec({
    measures: [
      { fn: 'quantile', of: duration, q: 0.5 },
      { fn: 'quantile', of: duration, q: 0.99 },
    ],
  });

  it('names them by percentile and never stacks or adds them', () => {
    const model = chart(answer, quantiles, view({ mark: 'line', scale: 'log', stacked: true, unit: 'nanoseconds' }), later);
    expect(model.stacked).toBe(false);
    expect(model.series.map(({ name, colour }) => [name, colour])).toEqual([
      ['p50', 'var(--s1)'],
      ['p99', 'var(--s4)'],
    ]);
    const { axis, series: drawn } = drawTimeseries(model, undefined);
    expect([axis.from, axis.to]).toEqual([20e6, 5e9]);
    expect(drawn[1]?.dots).toEqual([0]);
  });

  it('shows a threshold that the data is near, and not one far above', () => {
    const thresholds = [
      { at: 5e9, tone: 'warn' as const },
      { at: 60e9, tone: 'error' as const },
    ];
    const model = chart(answer, quantiles, view({ mark: 'line', scale: 'log', unit: 'nanoseconds', thresholds }), later);
    expect(drawTimeseries(model, undefined).thresholds).toEqual([{ at: 5e9, tone: 'warn' }]);
  });
});

describe('more series than can be read', () => {
  const answer = Array.from({ length: 12 }, (_, index) => series([`t${index}`], [[0, index + 1]]));

  it('adds up the smallest as others', () => {
    const model = chart(answer, spec({ by: [record('tenant')] }), view({}), later);
    expect(model.series).toHaveLength(11);
    expect(model.series.at(-1)).toMatchObject({ name: '2 others', values: [3, null, null, null], group: undefined });
  });

  it('leaves out what cannot be added up, and says so', () => {
    const measures = [{ fn: 'max' as const, of: record('duration') }];
    const model = chart(answer, spec({ by: [record('tenant')], measures }), view({}), later);
    expect([model.series.length, model.dropped]).toEqual([10, 2]);
  });
});

describe('the step that is not over', () => {
  const now = millis(25);

  it('is a gap for counts beside steps that are', () => {
    const answer = [
      series(
        [],
        [
          [10, 7],
          [20, 2],
        ],
      ),
    ];
    expect(chart(answer, spec({}), view({}), now).series[0]?.values).toEqual([null, 7, null, null]);
  });

  it('is a gap for how many different ones there were, too, and the name says the most in a step', () => {
    const measures = [{ fn: 'distinct' as const, of: record('tenant') }];
    const points: [number, number][] = [[0, 1], [10, 2], [20, 1]]; // prettier-ignore
    const [only] = chart([series([], points)], spec({ measures }), view({ unit: 'count' }), now).series;
    expect([only?.values, only?.legend]).toEqual([[1, 2, null, null], '2']);
  });

  it('is shown when it is all there is', () => {
    expect(chart([series([], [[20, 2]])], spec({}), view({}), now).series[0]?.values).toEqual([null, null, 2, null]);
  });

  it('is shown for what time does not add to', () => {
    const measures = [{ fn: 'max' as const, of: record('duration') }];
    const answer = [
      series(
        [],
        [
          [10, 7],
          [20, 2],
        ],
      ),
    ];
    expect(chart(answer, spec({ measures }), view({}), now).series[0]?.values).toEqual([null, 7, 2, null]);
  });
});

describe('groups that the limit cut', () => {
  const answer = [
    series(
      ['a'],
      [
        [0, 10],
        [10, 4],
      ],
    ),
    series(['b'], [[0, 5]]),
  ];
  const whole = [
    series(
      [],
      [
        [0, 18],
        [10, 4],
        [20, 2],
      ],
    ),
  ];
  const byTenant = spec({ by: [record('tenant')] });

  it('draws what the shown ones leave of all as others, gaps where there is nothing', () => {
    const model = chart(answer, byTenant, view({ stacked: true }), later, { whole });
    // 18 − 10 − 5, 4 − 4, 2, and no record at all in the last step; the mean over the three steps that have records
    expect(model.series.at(-1)).toMatchObject({
      key: 'others',
      name: 'others',
      values: [3, 0, 2, null],
      legend: '1.67/s',
      group: undefined,
    });
  });

  it('draws no others of what cannot be added up', () => {
    const measures = [{ fn: 'max' as const, of: record('duration') }];
    expect(chart(answer, spec({ by: [record('tenant')], measures }), view({}), later, { whole }).series).toHaveLength(2);
  });

  it('takes off roundings', () =>
    expect(
      minus(
        [0.3, null],
        [
          [0.1, 1],
          [0.2, 1],
        ],
      ),
    ).toEqual([0, null]));
});

it('names severities of logs as OpenTelemetry does, from the mildest up, failures in the colour of failures', () => {
  const answer = ['17', '9', '5', '10', '13', '0'].map((label) => series([label], [[0, 1]]));
  const model = chart(answer, spec({ by: [record('severity')] }), view({ stacked: true }), later);
  expect(model.series.map(({ name, colour }) => [name, colour])).toEqual([
    ['0', 'var(--s9)'],
    ['debug', 'var(--s9)'],
    ['info', 'var(--s1)'],
    ['info2', 'var(--s1)'],
    ['warn', 'var(--warn)'],
    ['error', 'var(--error)'],
  ]);
});
