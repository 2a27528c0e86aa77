import { describe, expect, it } from 'vitest';
import { averageOf, isolated, lastOf } from '@/lib/charts/gaps';
import { stack } from '@/lib/charts/stack';
import { keepTop, sumOf } from '@/lib/charts/top';

const one = (name: string, ...values: (number | null)[]) => ({ name, values });

describe('keepTop', () => {
  const four = [one('a', 1, 1), one('b', 5, null), one('c', 2, 2), one('gap', null, null), one('d', 0, 9)];

  it('keeps the heaviest in their order and adds up the rest', () => {
    const { kept, rest, dropped } = keepTop(four, 2, true);
    expect(kept.map(({ name }) => name)).toEqual(['b', 'd']);
    expect(rest).toEqual({ values: [3, 3], count: 2 });
    expect(dropped).toBe(0);
  });

  it('does not add up what cannot be added, and says how many are missing', () => {
    const { kept, rest, dropped } = keepTop(four, 3, false);
    expect(kept.map(({ name }) => name)).toEqual(['b', 'c', 'd']);
    expect(rest).toBeUndefined();
    expect(dropped).toBe(1);
  });

  it('leaves out series of nothing but gaps', () => {
    expect(keepTop(four, 9, true).kept.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('sumOf', () => {
  it('is a gap only where all have one', () => {
    expect(
      sumOf(
        [
          [1, null, null],
          [2, 3, null],
        ],
        3,
      ),
    ).toEqual([3, 3, null]);
  });
});

describe('stack', () => {
  it('puts each on the one below, with gaps where nothing is', () => {
    expect(
      stack([
        [1, 2, null],
        [3, 4, null],
      ]),
    ).toEqual([
      [[0, 1], [0, 2], null],
      [[1, 4], [2, 6], null],
    ]);
  });

  it('gives a lonely step its shoulders, and nothing further off', () => {
    expect(
      stack([
        [1, 1, 1, 1, 1],
        [null, null, 5, null, null],
      ])[1],
    ).toEqual([null, [1, 1], [1, 6], [1, 1], null]);
  });
});

describe('gaps', () => {
  it.each([
    ['edges and middle', [1, null, 2, null, 3, 4], [0, 2]],
    ['a whole line', [1, 2, 3], []],
    ['one value only', [7], [0]],
  ])('isolated: %s', (_name, values, expected) => expect(isolated(values)).toEqual(expected));

  it('reads last and mean from what is there', () => {
    expect(lastOf([1, 5, null])).toBe(5);
    expect(averageOf([1, 5, null])).toBe(3);
    expect(lastOf([null])).toBeUndefined();
    expect(averageOf([null])).toBeUndefined();
  });
});
