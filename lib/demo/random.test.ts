import { describe, expect, it } from 'vitest';
import { hex, Random } from '@/lib/demo/random';

const many = <T>(draw: () => T, times = 20_000): T[] => Array.from({ length: times }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('Random', () => {
  it('repeats itself for the same seed and for no other', () => {
    const draws = (seed: number, salt = 0): number[] => {
      const random = new Random(seed, salt);
      return many(() => random.bits(), 50);
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws(7, 2 ** 40)).not.toEqual(draws(7, 2 ** 41));
  });

  it('draws what its parameters say', () => {
    const random = new Random(1);
    // Means of 20 000 draws; the bounds are five standard errors: σ / √20 000 × 5.
    expect(Math.abs(mean(many(() => random.unit())) - 0.5)).toBeLessThan(0.0103); // σ = √(1/12)
    expect(Math.abs(mean(many(() => random.normal())))).toBeLessThan(0.036); // σ = 1
    expect(Math.abs(mean(many(() => random.poisson(3))) - 3)).toBeLessThan(0.062); // σ = √3
    expect(Math.abs(mean(many(() => random.poisson(100))) - 100)).toBeLessThan(0.36); // σ = 10
    const below = many(() => random.around(40) < 40).filter(Boolean).length / 20_000;
    expect(Math.abs(below - 0.5)).toBeLessThan(0.018); // half lie below the median; σ = 0.5
    const heavy =
      many(() =>
        random.weighted([
          ['a', 3],
          ['b', 1],
        ] as const),
      ).filter((value) => value === 'a').length / 20_000;
    expect(Math.abs(heavy - 0.75)).toBeLessThan(0.0154); // σ = √(3/16)
  });

  it('stays in its bounds', () => {
    const random = new Random(2);
    const wholes = new Set(many(() => random.whole(3, 5), 200));
    expect([...wholes].sort()).toEqual([3, 4, 5]);
    expect(random.poisson(0)).toBe(0);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  it('makes ids of their length, as hex text', () => {
    const random = new Random(3);
    expect(hex(random.id(16))).toMatch(/^[0-9a-f]{32}$/);
    expect(hex(random.id(8))).toMatch(/^[0-9a-f]{16}$/);
    expect(hex(new Uint8Array([0, 1, 0xab]))).toBe('0001ab');
  });
});
