import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '@/lib/base/time';
import { BACKFILL } from '@/lib/demo/clock';
import { addUp, exponential, Meter, observe, type Instrument, type Reading } from '@/lib/demo/metrics/instrument';
import { Random } from '@/lib/demo/random';

const reading = (at: number): Reading => ({ at, busy: 1, random: new Random(1), since: () => undefined });

describe('addUp', () => {
  it('counts a value at a bound into the bucket that ends there', () => {
    const totals = { value: 0, count: 0, sum: 0, counts: [] };
    expect(
      addUp(
        totals,
        [1, 5],
        [
          [1, 2],
          [1.5, 1],
          [9, 1],
        ],
      ),
    ).toEqual({ type: 'explicit', count: 4, sum: 12.5, min: 1, max: 9, bounds: [1, 5], counts: [2, 1, 1] });
    expect(addUp(totals, [1, 5], [[5, 1]])).toMatchObject({ count: 5, sum: 17.5, min: 5, max: 5, counts: [2, 2, 1] });
  });
});

describe('exponential', () => {
  it('puts values into buckets of base 2^(1/8), upper bound included', () => {
    // 2^(1/8)^i: 1 = base^0 is the upper bound of bucket −1; 2 = base^8 that of bucket 7; 2.1 lies in bucket 8.
    const data = exponential([
      [1, 1],
      [2, 3],
      [2.1, 1],
    ]);
    expect(data).toMatchObject({
      type: 'exponential',
      count: 5,
      min: 1,
      max: 2.1,
      scale: 3,
      offset: -1,
      counts: [1, 0, 0, 0, 0, 0, 0, 0, 3, 1],
    });
    expect(data).toHaveProperty('sum', 1 + 6 + 2.1);
  });
});

describe('observe', () => {
  it('lets at most 16 draws stand for all observations', () => {
    expect(observe(0, () => 1)).toEqual([]);
    expect(observe(3, () => 1)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    const seen = observe(35, () => 1);
    // 35 = 3 × 3 + 13 × 2
    expect(seen.map(([, times]) => times)).toEqual([3, 3, 3, ...Array.from({ length: 13 }, () => 2)]);
  });
});

describe('Meter', () => {
  const steady: Instrument = {
    name: 'x',
    unit: 's',
    description: '',
    from: { service: 'highlights-api', host: 'fra-web-1' },
    kind: 'counter',
    fractions: true,
    series: [{ attributes: { a: 1 }, perSecond: () => 0 }],
  };
  const counting = (kind: 'counter' | 'deltaCounter'): Instrument => ({
    ...steady,
    kind,
    fractions: false,
    series: [{ attributes: {}, perSecond: () => 1 }],
  });
  const points = (meter: Meter, at: number) =>
    meter.read(reading(at), undefined).points.map(({ from, data }) => ({ from, value: data.type === 'number' ? data.value : undefined }));

  it('adds cumulative counters up from the start, and deltas from the export before', () => {
    const cumulative = new Meter(counting('counter'), 0);
    const delta = new Meter(counting('deltaCounter'), 0);
    const [first, second] = [points(cumulative, MINUTE), points(cumulative, 2 * MINUTE)];
    expect([first[0]?.from, second[0]?.from]).toEqual([0, 0]);
    // The same dice at each reading: the second minute brings as much as the first.
    expect(second[0]?.value).toBe(2 * (first[0]?.value ?? 0));
    expect(points(delta, MINUTE)).toEqual(first);
    expect(points(delta, 2 * MINUTE)).toEqual([{ from: MINUTE, value: first[0]?.value }]);
  });

  it('begins anew from zero when another version runs', () => {
    const meter = new Meter(counting('counter'), 0);
    const deployed = BACKFILL - 10 * HOUR;
    const [before] = points(meter, deployed - MINUTE);
    const [after] = points(meter, deployed);
    expect(after?.from).toBe(deployed - MINUTE);
    expect(after?.value).toBeLessThan(before?.value ?? 0);
  });
});
