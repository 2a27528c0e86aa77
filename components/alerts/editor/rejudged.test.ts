import { describe, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule, Condition } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import { rejudged } from '@/components/alerts/editor/rejudged';

const minute = (count: number) => millis(count * MINUTE);
const line = (label: string, values: readonly (number | null)[]) => ({
  measure: 0,
  labels: [label],
  points: values.map((value, index) => [minute(index + 1), value] as const),
});
const test: BackTest = {
  names: ['service'],
  series: [line('api', [1, 7, 8, 1, 1, 9]), line('web', [1, 3, 3, 1, 1, 1])],
  groups: 2,
  firings: [],
  step: MINUTE,
  took: 31,
  executed: 'SELECT 1',
  partial: false,
};
const judged = (condition: Condition) => rejudged({ ...EMPTY_RULE, condition } satisfies AlertRule, test).firings;

describe('rejudged', () => {
  it('finds what is beyond the bound now, group by group', () => {
    expect(judged({ is: 'above', critical: { at: 5, for: millis(0) } })).toEqual([
      { labels: { service: 'api' }, severity: 'critical', from: minute(2), to: minute(4), worst: 8 },
      { labels: { service: 'api' }, severity: 'critical', from: minute(6), worst: 9 },
    ]);
    expect(judged({ is: 'above', critical: { at: 10, for: millis(0) } })).toEqual([]);
  });

  it('waits as long as the level does', () => {
    expect(judged({ is: 'above', critical: { at: 5, for: MINUTE } })).toEqual([
      { labels: { service: 'api' }, severity: 'critical', from: minute(3), to: minute(4), worst: 8 },
    ]);
  });

  it('tells warnings from what is critical', () => {
    const firings = judged({ is: 'above', warn: { at: 2, for: millis(0) }, critical: { at: 8.5, for: millis(0) } });
    expect(firings.map(({ labels, severity, from }) => [labels['service'], severity, from])).toEqual([
      ['api', 'warn', minute(2)],
      ['web', 'warn', minute(2)],
      ['api', 'critical', minute(6)],
    ]);
  });
});
