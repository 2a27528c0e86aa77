import { expect, it } from 'vitest';
import { logBars } from '@/components/logs/log-bars';
import { millis } from '@/lib/base/time';

it('takes the shares of each severity or worse apart', () => {
  const at = millis(60_000);
  const figure = (measure: number, value: number) => ({ measure, labels: [], points: [[at, value]] as const });
  // of 20: 2 errors, 3 warnings, 11 infos, 4 below
  const series = [figure(0, 20), figure(1, 0.1), figure(2, 0.25), figure(3, 0.8)];
  expect(logBars({ kind: 'series', executed: '', partial: false, series })).toEqual({
    bars: [{ at, count: 20, parts: [2, 3, 11, 4] }],
    total: 20,
    highest: 20,
  });
  expect(logBars(undefined).total).toBe(0);
});
