import { describe, expect, it } from 'vitest';
import { DAY, millis, MINUTE } from '@/lib/base/time';
import { joined, partsOf } from '@/components/alerts/rule/judged-options';

const at = (days: number) => millis(days * DAY);

describe('a range in parts of at most 14 days', () => {
  it.each([
    [1, '0-1'],
    [14, '0-14'],
    [15, '0-7.5 7.5-15'],
    [30, '0-10 10-20 20-30'],
  ])('%d days', (days, parts) => {
    expect(
      partsOf({ from: at(0), to: at(days) })
        .map(({ from, to }) => `${from / DAY}-${to / DAY}`)
        .join(' '),
    ).toBe(parts);
  });
});

describe('parts as one', () => {
  it('joins each group’s points in order, also of a group that only one part has', () => {
    const part = (day: number, labels: readonly string[]) => ({
      names: ['service.name'],
      groups: labels.length,
      step: MINUTE,
      partial: day === 2,
      series: labels.map((label) => ({ measure: 0, labels: [label], points: [[at(day), day] as const] })),
    });
    const all = joined([part(1, ['api']), part(2, ['api', 'worker'])]);
    expect(all.series.map(({ labels, points }) => [labels[0], points.map(([, value]) => value)])).toEqual([
      ['api', [1, 2]],
      ['worker', [2]],
    ]);
    expect(all.groups).toBe(2);
    expect(all.partial).toBe(true);
    expect(all.names).toEqual(['service.name']);
  });
});
