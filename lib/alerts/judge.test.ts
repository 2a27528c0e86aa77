import { expect, it } from 'vitest';
import { badness, judge, levelsOf } from '@/lib/alerts/judge';
import { millis } from '@/lib/base/time';
import type { Condition } from '@/lib/model/alert';

const now = millis(0);
const ABOVE: Condition = { is: 'above', warn: { at: 2, for: now }, critical: { at: 5, for: now }, recover: 1 };
const BELOW: Condition = { is: 'below', warn: { at: 5, for: now }, critical: { at: 2, for: now } };
const OUTSIDE: Condition = {
  is: 'outside',
  warn: { at: { low: 10, high: 20 }, for: now },
  critical: { at: { low: 5, high: 25 }, for: now },
};
const change = (direction: 'up' | 'down' | 'either'): Condition => ({
  is: 'change',
  against: 'day',
  direction,
  warn: { at: 0.5, for: now },
  critical: { at: 2, for: now },
});

/** `W` and `C`: beyond that level; `b`: back. */
const said = (condition: Condition, value: number) => {
  const { beyond, back } = judge(condition, value);
  return `${beyond.warn ? 'W' : ''}${beyond.critical ? 'C' : ''}${back ? 'b' : ''}`;
};

it.each<[string, Condition, readonly (readonly [value: number, reading: string])[]]>([
  ['above', ABOVE, [[1, 'b'], [1.5, ''], [2, ''], [2.01, 'W'], [5, 'W'], [5.01, 'WC']]], // prettier-ignore
  ['below, without a bound to recover at', BELOW, [[5, 'b'], [4.99, 'W'], [2, 'W'], [1.99, 'WC'], [-9, 'WC']]], // prettier-ignore
  ['outside', OUTSIDE, [[10, 'b'], [20, 'b'], [9, 'W'], [21, 'W'], [4, 'WC'], [26, 'WC']]], // prettier-ignore
  ['outside, back in a narrower band', { ...OUTSIDE, recover: { low: 12, high: 18 } }, [[11, ''], [12, 'b'], [18, 'b'], [19, '']]], // prettier-ignore
  ['a rise', change('up'), [[0.5, 'b'], [0.6, 'W'], [2.1, 'WC'], [-9, 'b']]], // prettier-ignore
  ['a fall', change('down'), [[-0.5, 'b'], [-0.6, 'W'], [9, 'b']]], // prettier-ignore
  ['a change either way', change('either'), [[-0.6, 'W'], [0.6, 'W'], [-2.1, 'WC'], [0, 'b']]], // prettier-ignore
  ['one level', { is: 'above', critical: { at: 5, for: now } }, [[5, 'b'], [6, 'C']]], // prettier-ignore
  ['no level', { is: 'above' }, [[9, 'b']]],
  ['a bound to recover at beyond the level: nothing is back while it is beyond', { ...ABOVE, recover: 9 }, [[3, 'W'], [2, 'b']]], // prettier-ignore
])('%s', (_name, condition, cases) => expect(cases.map(([value]) => [value, said(condition, value)])).toEqual(cases));

it.each<[string, Condition, number[]]>([
  ['above', ABOVE, [9, 3, 0]],
  ['below', BELOW, [-1, 0, 3]],
  ['outside', OUTSIDE, [26, 5, 15]],
  ['a fall', change('down'), [-2, 0, 1]],
  ['a change either way', change('either'), [-2, 1, 0]],
])('%s: the worst first', (_name, condition, values) => {
  expect(values.toReversed().toSorted((one, other) => badness(condition, other) - badness(condition, one))).toEqual(values);
});

it('lists the levels that are set, the lowest first', () => {
  expect(levelsOf(ABOVE)).toEqual(['warn', 'critical']);
  expect(levelsOf({ is: 'below', critical: { at: 1, for: now } })).toEqual(['critical']);
});
