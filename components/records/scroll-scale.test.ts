import { expect, it } from 'vitest';
import { MOST_HEIGHT, ScrollScale } from '@/components/records/scroll-scale';
import { randomFrom } from '@/lib/waterfall/sample.testing';

const SCREEN = 700;

/** A scrolling element as browsers have it: its place is kept within its height, in whole pixels. */
function opened(full: number) {
  const scale = new ScrollScale();
  scale.resize(full, SCREEN);
  let place = 0;
  const put = (top: number) => {
    place = Math.round(Math.min(Math.max(0, scale.height - SCREEN), Math.max(0, top)));
  };
  const settle = () => {
    put(scale.settled());
    scale.settle(place);
  };
  return {
    scale,
    settle,
    scroll: (to: number) => {
      put(to);
      if (scale.scrolledTo(place)) settle();
    },
    wheel: (by: number) => {
      put(place + by);
      if (scale.scrolledTo(place)) settle();
    },
    show: (top: number) => {
      put(scale.moveTo(top));
      scale.settle(place);
    },
    place: () => place,
  };
}

it('scrolls a list that a browser can lay out as it is', () => {
  const { scale, scroll, show, place } = opened(28_000);
  scroll(5_000);
  expect([scale.height, scale.top, scale.shift]).toEqual([28_000, 5_000, 0]);
  show(20_000);
  expect([place(), scale.top, scale.shift]).toEqual([20_000, 20_000, 0]);
  show(99_999);
  expect([place(), scale.top]).toEqual([27_300, 27_300]);
});

it('reaches every part of a longer one with the scrollbar', () => {
  const full = 56_000_000;
  const { scale, scroll } = opened(full);
  expect(scale.height).toBe(MOST_HEIGHT);
  scroll(MOST_HEIGHT);
  expect(scale.top).toBe(full - SCREEN);
  // (16 000 000 − 700) / 2 of the element is (56 000 000 − 700) / 2 of the rows
  scroll(7_999_650);
  expect(scale.top).toBe(27_999_650);
  scroll(0);
  expect(scale.top).toBe(0);
});

it('moves the rows by as much as the wheel turns, also where the scrollbar is put right meanwhile', () => {
  const random = randomFrom(3);
  const { scale, scroll, wheel, settle, place } = opened(56_000_000);
  scroll(9_000_000);
  for (let turn = 0; turn < 2_000; turn += 1) {
    const before = scale.top;
    const by = Math.round((random() - 0.5) * 2_000);
    wheel(by);
    expect(scale.top).toBe(before + by);
    if (random() > 0.1) continue;
    settle();
    expect(scale.top).toBe(before + by);
    expect(Math.abs(place() / (MOST_HEIGHT - SCREEN) - scale.top / (56_000_000 - SCREEN))).toBeLessThan(1e-6);
  }
});

it('comes to both ends with the wheel, from wherever the scrollbar was', () => {
  const { scale, scroll, wheel } = opened(56_000_000);
  scroll(100_000);
  for (let turn = 0; turn < 1_000; turn += 1) wheel(-400);
  expect(scale.top).toBeLessThanOrEqual(1);
  scroll(MOST_HEIGHT - 100_000);
  for (let turn = 0; turn < 2_000; turn += 1) wheel(400);
  expect(scale.top).toBeGreaterThanOrEqual(56_000_000 - SCREEN - 1);
});

it('goes to a row exactly', () => {
  const { scale, show } = opened(56_000_000);
  for (const top of [0, 28, 31_234_567, 55_999_300, 28]) {
    show(top);
    expect(scale.top).toBe(top);
  }
});

it('is a short list again when rows are hidden', () => {
  const { scale, scroll } = opened(56_000_000);
  scroll(8_000_000);
  scale.resize(2_800, SCREEN);
  scroll(2_100);
  expect([scale.height, scale.top, scale.shift]).toEqual([2_800, 2_100, 0]);
});
