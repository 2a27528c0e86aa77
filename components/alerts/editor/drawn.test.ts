import { describe, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertAsk } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import { drawn, labelsOf } from '@/components/alerts/editor/drawn';

const at = (minute: number) => millis(1_800_000_000_000 + minute * MINUTE);
const line = (...labels: string[]) => ({ measure: 0, labels, points: [1, 2].map((minute) => [at(minute), minute] as const) });
const test = (names: readonly string[], series: BackTest['series']): BackTest => ({
  names,
  series,
  groups: series.length,
  firings: [],
  step: MINUTE,
  took: 1,
  executed: '',
  partial: false,
});
const range = { from: at(0), to: at(2) };
const one = EMPTY_RULE.ask;
const first: AlertAsk = { kind: 'first', of: one.kind === 'spec' ? [one, one] : [] };

describe('drawn', () => {
  it('draws ten groups in the colours that tables show, and no bounds', () => {
    const many = Array.from({ length: 12 }, (_, index) => line(`pool ${index}`));
    const { model, colourOf } = drawn(EMPTY_RULE, test(['pool'], many), 'ratio', range);
    expect(model.series).toHaveLength(10);
    expect(model.thresholds).toEqual([]);
    expect(colourOf({ pool: 'pool 3' })).toBe(model.series.find(({ name }) => name === 'pool 3')?.colour);
    expect(colourOf({ pool: 'pool 11' })).toBeUndefined();
  });

  it('leaves out labels that no line has', () => {
    const { model, groupOf } = drawn({ ...EMPTY_RULE, ask: first }, test(['a', 'b'], [line('x', ''), line('y', '')]), 'ratio', range);
    expect(model.series.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(groupOf(['x'])).toEqual({ a: 'x' });
  });
});

describe('labelsOf', () => {
  it('keeps the group of those that lack a label, but not labels of another question', () => {
    expect(labelsOf(['a', 'b'], ['x', ''], EMPTY_RULE)).toEqual({ a: 'x', b: '' });
    expect(labelsOf(['a', 'b'], ['x', ''], { ask: first })).toEqual({ a: 'x' });
  });
});
