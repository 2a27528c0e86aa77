import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { drawTimeseries } from '@/lib/charts/draw-timeseries';
import { chart, later, series, spec, view } from '@/lib/charts/timeseries.testing';
import { tooltipAt } from '@/lib/charts/tooltip';
import { record } from '@/lib/model/record-field';

describe('compared with another window', () => {
  const past = { range: { from: millis(-100), to: millis(-60) }, step: millis(10) };
  const before = {
    frame: past,
    series: [
      series(
        ['a'],
        [
          [-100, 5],
          [-80, 7],
        ],
      ),
      series(['gone'], [[-100, 1]]),
    ],
  };
  const byTenant = spec({ by: [record('tenant')] });
  const answer = [
    series(
      ['a'],
      [
        [0, 10],
        [20, 7],
      ],
    ),
    series(['b'], [[0, 3]]),
  ];

  it('lays the same series over each other, step by step', () => {
    const model = chart(answer, byTenant, view({ mark: 'line' }), later, { before });
    expect(model.series.map(({ name, before: was }) => [name, was])).toEqual([
      ['a', [5, null, 7, null]],
      ['b', undefined],
    ]);
    expect(drawTimeseries(model, undefined).ghosts).toEqual([
      { key: model.series[0]?.key, colour: model.series[0]?.colour, values: [5, null, 7, null] },
    ]);
    expect(tooltipAt(model.series, 0, 'perSecond', false).rows.map(({ text, before: was }) => [text, was])).toEqual([
      ['10/s', { text: '5/s', change: '+100\u00a0%' }],
      ['3/s', undefined],
    ]);
  });

  it('has one line for a whole stack', () => {
    const both = {
      frame: past,
      series: [
        series(['a'], [[-100, 5]]),
        series(
          ['b'],
          [
            [-100, 2],
            [-90, 1],
          ],
        ),
      ],
    };
    const model = chart(answer, byTenant, view({ stacked: true }), later, { before: both });
    expect(drawTimeseries(model, undefined).ghosts.map(({ key, values }) => [key, values])).toEqual([['all', [7, 1, null, null]]]);
  });
});

describe('bands of percentiles', () => {
  const duration = record('duration');
  const measures = [0.5, 0.95, 0.99].map((q) => ({ fn: 'quantile' as const, of: duration, q }));
  const model = chart(
    [
      series(
        [],
        [
          [0, 10],
          [10, 20],
        ],
        0,
      ),
      series([], [[0, 40]], 1),
      series(
        [],
        [
          [0, 90],
          [10, 80],
        ],
        2,
      ),
    ],
    spec({ measures }),
    view({ mark: 'band' }),
    later,
  );

  it('fills between neighbours where both have a figure, around the middle one', () => {
    const { series: drawn, axis } = drawTimeseries(model, undefined);
    expect(drawn.map(({ name, bands, middle }) => [name, bands, middle])).toEqual([
      ['p50', [null, null, null, null], false],
      ['p95', [[10, 40], null, null, null], true],
      ['p99', [[40, 90], null, null, null], false],
    ]);
    expect(axis.to).toBeGreaterThanOrEqual(90);
  });

  it('leaves the line when one is isolated', () => {
    const { series: drawn } = drawTimeseries(model, model.series[2]?.key);
    expect(drawn.map(({ name, bands, middle }) => [name, bands[0], middle])).toEqual([['p99', null, true]]);
  });
});
