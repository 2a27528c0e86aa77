import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { shadedIn, shadesOf, type ShadedTime } from '@/lib/charts/shaded-time';

// steps of 10 from 100 to 150
const grid = { start: millis(100), step: millis(10), count: 5 };
const time = (from: number, to: number, tone: ShadedTime['tone'], text = ''): ShadedTime => ({
  from: millis(from),
  to: millis(to),
  tone,
  text,
});

describe('shadesOf', () => {
  it('joins what meets, tone by tone, the worse on top', () => {
    const times = [time(120, 130, 'error'), time(110, 120, 'error'), time(105, 145, 'warn'), time(135, 140, 'error')];
    expect(shadesOf(times, grid)).toEqual([
      { tone: 'warn', from: 105, to: 145 },
      { tone: 'error', from: 110, to: 130 },
      { tone: 'error', from: 135, to: 140 },
    ]);
  });

  it('keeps inside the grid and drops what only touches it', () => {
    const times = [time(0, 100, 'error'), time(90, 104, 'error'), time(149, 900, 'error'), time(150, 160, 'error')];
    expect(shadesOf(times, grid)).toEqual([
      { tone: 'error', from: 100, to: 104 },
      { tone: 'error', from: 149, to: 150 },
    ]);
  });

  it('takes a longer time whole that holds a shorter one', () => {
    expect(shadesOf([time(110, 140, 'warn'), time(115, 120, 'warn')], grid)).toEqual([{ tone: 'warn', from: 110, to: 140 }]);
  });
});

describe('shadedIn', () => {
  it('names what was on during the step, each once', () => {
    const times = [time(100, 111, 'error', 'api: critical'), time(105, 108, 'error', 'api: critical'), time(112, 130, 'warn', 'web: warn')];
    expect(shadedIn(times, grid, 0)).toEqual(['api: critical']);
    expect(shadedIn(times, grid, 1)).toEqual(['api: critical', 'web: warn']);
    expect(shadedIn(times, grid, 3)).toEqual([]);
  });
});
