import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { AlertRule, Severity } from '@/lib/model/alert';
import type { BackTest, Firing } from '@/lib/model/alert-api';
import { backTestNotes, firingsHeadline } from '@/components/alerts/editor/headline';

const MIN = 60_000;
const firing = (severity: Severity, from: number, to?: number): Firing => ({
  labels: {},
  severity,
  from: millis(from * MIN),
  ...(to === undefined ? {} : { to: millis(to * MIN) }),
  worst: 1,
});
const rule: Pick<AlertRule, 'condition'> = {
  condition: { is: 'above', warn: { at: 1, for: millis(0) }, critical: { at: 2, for: millis(0) } },
};
const text = (firings: readonly Firing[], groups = 1) =>
  firingsHeadline(rule, { firings, groups }, 100 * MIN)
    .map((part) => part.text)
    .join('')
    .replaceAll('\u00a0', ' ');

describe('firingsHeadline', () => {
  it.each<[string, Firing[], string]>([
    ['nothing', [], 'would not have fired'],
    ['one', [firing('critical', 0, 46)], 'would have fired 1×, 46 min'],
    ['several', [firing('critical', 0, 28), firing('critical', 50, 90)], 'would have fired 2×, 1.13 h in all'],
    ['one that goes on', [firing('critical', 90)], 'would have fired 1×, 10 min'],
    ['both', [firing('critical', 0, 10), firing('warn', 20, 29)], 'would have fired 1×, 10 min · warned 1×'],
    ['warnings alone', [firing('warn', 0, 5), firing('warn', 10, 14)], 'would have warned 2×, 9 min in all'],
  ])('%s', (_name, firings, expected) => {
    expect(text(firings)).toBe(expected);
  });

  it('says where nothing can fire', () => {
    expect(firingsHeadline({ condition: { is: 'above' } }, { firings: [], groups: 1 }, 0)).toEqual([{ text: 'no threshold is set' }]);
  });

  it('does not take a store without data for one in which all was well', () => {
    expect(text([], 0)).toBe('there is no data to judge');
    // a rule that fires without data
    expect(text([firing('critical', 0, 10)], 0)).toBe('would have fired 1×, 10 min');
  });
});

describe('backTestNotes', () => {
  const test: BackTest = {
    names: [],
    series: [],
    groups: 3,
    firings: [],
    step: millis(MIN),
    took: 31,
    executed: '',
    partial: false,
  };
  it('says how long it took, and what differs from the rule', () => {
    const every = { every: millis(MIN) };
    const plain = (notes: string[]) => notes.map((note) => note.replaceAll('\u00a0', ' '));
    expect(plain(backTestNotes(every, test, 3))).toEqual(['31 ms']);
    expect(plain(backTestNotes(every, { ...test, step: millis(5 * MIN), groups: 31, partial: true }, 10))).toEqual([
      'judged every 5 min',
      '10 of 31 groups drawn',
      'not all groups were read',
      '31 ms',
    ]);
  });
});
