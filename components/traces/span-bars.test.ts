import { expect, it } from 'vitest';
import { spanBars } from '@/components/traces/span-bars';
import { millis } from '@/lib/base/time';

const at = (minute: number) => millis(minute * 60_000);

it('joins counts and shares of errors, and leaves out empty steps', () => {
  const shares = { measure: 1, labels: [], points: [[at(0), 0.1], [at(1), null], [at(3), 1]] as const }; // prettier-ignore
  const counts = { measure: 0, labels: [], points: [[at(0), 30], [at(1), 0], [at(2), 7], [at(3), 3]] as const }; // prettier-ignore
  expect(spanBars({ kind: 'series', executed: '', partial: false, series: [shares, counts] })).toEqual({
    bars: [
      { at: at(0), count: 30, parts: [3, 27] },
      { at: at(2), count: 7, parts: [0, 7] },
      { at: at(3), count: 3, parts: [3, 0] },
    ],
    total: 40,
    highest: 30,
  });
});

it('has no bars before there is an answer', () => {
  expect(spanBars(undefined)).toEqual({ bars: [], total: 0, highest: 0 });
});
