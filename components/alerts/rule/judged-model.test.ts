import { describe, expect, it } from 'vitest';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule, Condition } from '@/lib/model/alert';
import { judgedModel, levelLines } from '@/components/alerts/rule/judged-model';

const level = (at: number) => ({ at, for: millis(0) });

describe('the levels of a condition as lines', () => {
  it.each<[Condition, string]>([
    [{ is: 'above', warn: level(2), critical: level(5) }, 'warn 2, error 5'],
    [{ is: 'below', critical: level(3) }, 'error 3'],
    [{ is: 'outside', warn: { at: { low: 1, high: 9 }, for: millis(0) } }, 'warn 1, warn 9'],
    [{ is: 'change', against: 'day', direction: 'up', warn: level(0.5) }, 'warn 0.5'],
    [{ is: 'change', against: 'week', direction: 'down', critical: level(0.5) }, 'error -0.5'],
    [{ is: 'change', against: 'week', direction: 'either', critical: level(0.5) }, 'error -0.5, error 0.5'],
  ])('%j', (condition, lines) => {
    expect(
      levelLines(condition)
        .map(({ tone, at }) => `${tone} ${at}`)
        .join(', '),
    ).toBe(lines);
  });
});

describe('what was judged, as a chart', () => {
  const rule: AlertRule = {
    ...RULE_DEFAULTS,
    id: 'errors',
    title: 'Errors',
    ask: { kind: 'sql', text: 'SELECT 1' },
    unit: 'milliseconds',
    over: MINUTE,
    condition: { is: 'above', critical: level(5) },
  };
  const at = (minute: number) => millis(1_800_000_000_000 + minute * MINUTE);
  const judged = (changed: Partial<AlertRule>) =>
    judgedModel(
      { ...rule, ...changed },
      {
        names: ['service.name'],
        step: MINUTE,
        series: [
          {
            measure: 0,
            labels: ['api'],
            points: [
              [at(1), 3],
              [at(2), null],
              [at(3), 7],
            ],
          },
        ],
      },
      { from: at(0), to: at(3) },
      at(3),
    );

  it('puts a window’s value into the step that ends where the window does, and leaves a gap where there is none', () => {
    const { grid, series } = judged({});
    expect(grid).toEqual({ start: at(0), step: MINUTE, count: 3 });
    expect(series.map(({ name, values }) => [name, values])).toEqual([['api', [3, null, 7]]]);
  });

  it('tells values in the unit of the question, and changes as shares', () => {
    expect(judged({}).unit).toBe('milliseconds');
    expect(judged({ condition: { is: 'change', against: 'day', direction: 'up', warn: level(0.5) } }).unit).toBe('ratio');
  });

  it('has wider steps where a point stands for several windows', () => {
    const points = [2, 4, 6].map((minute) => [at(minute), minute] as const);
    const series = [{ measure: 0, labels: ['api'], points }];
    const model = judgedModel(rule, { names: ['service.name'], step: MINUTE, series }, { from: at(0), to: at(6) }, at(6));
    expect(model.grid).toEqual({ start: at(0), step: 2 * MINUTE, count: 3 });
    expect(model.series[0]?.values).toEqual([2, 4, 6]);
  });
});
