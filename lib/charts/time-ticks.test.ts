import { describe, expect, it } from 'vitest';
import { HOUR, millis } from '@/lib/base/time';
import { timeTicks } from '@/lib/charts/time-ticks';

const at = (text: string) => millis(Date.parse(text));
const texts = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(5, 16));

describe('timeTicks', () => {
  it('divides an hour into quarters', () => {
    const range = { from: at('2026-03-02T14:03:00Z'), to: at('2026-03-02T15:03:00Z') };
    expect(texts(timeTicks(range, 5, () => 0))).toEqual(['03-02T14:15', '03-02T14:30', '03-02T14:45', '03-02T15:00']);
  });

  it('puts days at local midnight', () => {
    const range = { from: at('2026-03-02T12:00:00Z'), to: at('2026-03-05T12:00:00Z') };
    expect(texts(timeTicks(range, 4, () => 2 * HOUR))).toEqual(['03-02T22:00', '03-03T22:00', '03-04T22:00']);
  });

  it('respects zones that are not whole hours off', () => {
    const range = { from: at('2026-03-02T00:00:00Z'), to: at('2026-03-02T03:00:00Z') };
    expect(texts(timeTicks(range, 3, () => 5.5 * HOUR))).toEqual(['03-02T00:30', '03-02T01:30', '03-02T02:30']);
  });
});
