import { expect, it } from 'vitest';
import { panned, viewFromText, viewText, withinAll, zoomed } from '@/lib/waterfall/zoom';

const ALL = { from: 0, to: 10_000 };

it('zooms around an instant, which stays where it is', () => {
  // 2 500 is a quarter into 0–10 000, and into 1 250–6 250
  expect(zoomed(ALL, 2, 2_500, ALL)).toEqual({ from: 1_250, to: 6_250 });
  expect(zoomed({ from: 4_000, to: 6_000 }, 2, 4_000, ALL)).toEqual({ from: 4_000, to: 5_000 });
  expect(zoomed({ from: 4_000, to: 6_000 }, 0.5, 5_000, ALL)).toEqual({ from: 3_000, to: 7_000 });
});

it('goes no further than all of it, and no closer than 100 ns', () => {
  expect(zoomed({ from: 0, to: 6_000 }, 0.5, 0, ALL)).toBeUndefined();
  expect(zoomed({ from: 0, to: 4_000 }, 0.5, 4_000, ALL)).toEqual({ from: 0, to: 8_000 });
  expect(zoomed({ from: 100, to: 220 }, 8, 100, ALL)).toEqual({ from: 100, to: 200 });
  expect(zoomed({ from: 0, to: 40 }, 2, 10, { from: 0, to: 40 })).toBeUndefined();
});

it('is back at all of it after as much out as in', () => {
  const all = { from: 0, to: 2_000_000_000 };
  const closer = zoomed(all, 1.5, 1_000_000_000, all) ?? all;
  const along = panned(closer, 0.2, all) ?? all;
  expect(along.to - along.from).toBeCloseTo(1_333_333_333.33, 1);
  expect(zoomed(along, 1 / 1.5, 1_266_666_666, all)).toBeUndefined();
});

it('moves by a share of what is seen and stops at the ends', () => {
  expect(panned({ from: 2_000, to: 4_000 }, 0.25, ALL)).toEqual({ from: 2_500, to: 4_500 });
  expect(panned({ from: 2_000, to: 4_000 }, -5, ALL)).toEqual({ from: 0, to: 2_000 });
  expect(panned({ from: 2_000, to: 4_000 }, 5, ALL)).toEqual({ from: 8_000, to: 10_000 });
});

it('keeps a view within the trace', () => {
  expect(withinAll({ from: -500, to: 500 }, ALL)).toEqual({ from: 0, to: 1_000 });
  expect(withinAll({ from: 3, to: 3 }, ALL)).toEqual({ from: 3, to: 103 });
  expect(withinAll({ from: -1, to: 10_001 }, ALL)).toBeUndefined();
  expect(withinAll({ from: 0, to: 9_999 }, ALL)).toEqual({ from: 0, to: 9_999 });
});

it.each([
  ['1200-3400', { from: 1_200, to: 3_400 }],
  ['0-1', { from: 0, to: 1 }],
  ['3400-1200', undefined],
  ['5-5', undefined],
  ['-1-5', undefined],
  ['1.5-5', undefined],
  ['', undefined],
  ['99999999999999999-1', undefined],
])('reads %j', (text, view) => expect(viewFromText(text)).toEqual(view));

it('writes whole nanoseconds', () => expect(viewText({ from: 1.9, to: 7.2 })).toBe('1-8'));
