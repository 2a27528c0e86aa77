import { describe, expect, it } from 'vitest';
import { backTestStep } from '@/lib/alerts/back-test-step';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { DAY, HOUR, millis, MINUTE, SECOND } from '@/lib/base/time';
import type { AlertAsk } from '@/lib/model/alert';

const days = (count: number) => ({ from: millis(0), to: millis(count * DAY) });
const sql: AlertAsk = { kind: 'sql', text: 'SELECT 1' };
const step = (every: number, over: number, length: number, ask: AlertAsk = EMPTY_RULE.ask) =>
  backTestStep({ ask, every: millis(every), over: millis(over) }, days(length));

describe('the step of a back-test', () => {
  it.each<[string, number, number, number, number]>([
    ['the rule’s own where there are few windows', MINUTE, 5 * MINUTE, 1, MINUTE],
    // 10 080 minutes are too many; of 5 minutes, 1 and 5 are whole parts.
    ['a multiple that leaves no time out', MINUTE, 5 * MINUTE, 7, 5 * MINUTE],
    ['the shortest that is few enough', MINUTE, HOUR, 7, 3 * MINUTE],
    ['of whole parts of the window alone', MINUTE, 14 * MINUTE, 14, 7 * MINUTE],
    ['many windows rather than time that nobody looks at', MINUTE, MINUTE, 14, MINUTE],
    ['also where the window is shorter than that', MINUTE, 30 * SECOND, 14, MINUTE],
    // 14 days have 20 160 minutes: 10 s would be six times as many.
    ['time between windows where it must be', 10 * SECOND, 10 * SECOND, 14, MINUTE],
  ])('is %s', (_, every, over, length, expected) => {
    expect(step(every, over, length)).toBe(expected);
  });

  it.each<[number, number, number]>([
    [HOUR, 1, HOUR],
    [MINUTE, 1, 30 * MINUTE],
    [MINUTE, 14, 12 * HOUR],
    // the nice step of half an hour is no multiple of 7 minutes
    [7 * MINUTE, 1, 35 * MINUTE],
  ])('with SQL every %i ms over %i days it is %i ms: at most 48 runs', (every, length, expected) => {
    expect(step(every, HOUR, length, sql)).toBe(expected);
    expect((length * DAY) / expected).toBeLessThanOrEqual(48);
  });
});
