import { expect, test } from 'vitest';
import { parameterText } from '@/lib/backends/clickhouse/parameters';

test.each([
  ['plain', 'plain'],
  ["it's", "it's"],
  ['a\\b\tc\nd', 'a\\\\b\\tc\\nd'],
  [12, '12'],
  [-9223372036854775808n, '-9223372036854775808'],
  [true, 'true'],
  [[], '[]'],
  [["it's", 'a\\b', 'c\nd'], "['it\\'s','a\\\\b','c\\nd']"],
  [[1, 2.5], '[1,2.5]'],
])('binds %s as %s', (value, text) => {
  expect(parameterText(value)).toBe(text);
});

test('refuses what is neither a scalar nor a list', () => {
  expect(() => parameterText({})).toThrow('Broken assumption');
});
