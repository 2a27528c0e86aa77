import { describe, expect, it } from 'vitest';
import { paletteColour } from '@/lib/base/palette';
import { coloursOf } from '@/lib/charts/colours';

import type { Measure } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const count: Measure = { fn: 'count' };
const named = (...names: string[]) => names.map((name) => ({ name, labels: [name], measure: count }));

describe('coloursOf', () => {
  it('paints status classes by meaning, red for 5xx only', () => {
    expect(coloursOf(named('2xx', '3xx', '4xx', '5xx'), [record('httpStatusClass')])).toEqual([
      'var(--s7)',
      'var(--s9)',
      'var(--warn)',
      'var(--error)',
    ]);
  });

  it('gives services their page-wide colour', () => {
    expect(coloursOf(named('api', 'worker'), [record('service')])).toEqual([paletteColour('api'), paletteColour('worker')]);
  });

  it('keeps percentiles in their colours', () => {
    const quantiles = [0.5, 0.95, 0.99].map((q) => ({
      name: `p${q}`,
      labels: [],
      measure: { fn: 'quantile', of: record('duration'), q } as const,
    }));
    expect(coloursOf(quantiles, [])).toEqual(['var(--s1)', 'var(--s2)', 'var(--s4)']);
  });

  it('gives a name the same colour whatever the order, and twelve names twelve colours', () => {
    const names = 'abcdefghijkl'.split('');
    const forth = coloursOf(named(...names), [record('tenant')]);
    const back = coloursOf(named(...names.toReversed()), [record('tenant')]);
    expect(back.toReversed()).toEqual(forth);
    expect(new Set(forth).size).toBe(12);
  });

  it('never uses the colours of failure for names', () => {
    const colours = coloursOf(named(...Array.from({ length: 40 }, (_, index) => `tenant-${index}`)), [record('tenant')]);
    expect(colours.every((colour) => /^var\(--s\d+\)$/.test(colour))).toBe(true);
  });
});
