import { expect, it } from 'vitest';
import { compareNames, labelText, seriesName } from '@/lib/charts/names';
import { record } from '@/lib/model/record-field';

it.each([
  ['1', 'trace'],
  ['5', 'debug'],
  ['9', 'info'],
  ['10', 'info2'],
  ['17', 'error'],
  ['24', 'fatal4'],
  ['25', '25'],
  ['0', '0'],
  ['', '(none)'],
])('severity %s is %s', (label, text) => expect(labelText(label, record('severity'))).toBe(text));

it('names a series by its groups, its measure, or both', () => {
  const by = [record('service'), record('severity')];
  expect(seriesName(['api', '17'], by, 'count', false)).toBe('api · error');
  expect(seriesName(['api', '17'], by, 'p95', true)).toBe('api · error · p95');
  expect(seriesName([], [], 'p95', false)).toBe('p95');
});

it('orders names as they are read', () => {
  expect(['p99', 'p9', 'p10', 'api'].toSorted(compareNames)).toEqual(['api', 'p9', 'p10', 'p99']);
});
