import { expect, it } from 'vitest';

import { completeFilter } from '@/lib/query/complete-filter';
import { attribute, record } from '@/lib/model/record-field';

// | is the caret
it.each([
  ['|', { kind: 'key', prefix: '', from: 0, to: 0 }],
  ['serv|', { kind: 'key', prefix: 'serv', from: 0, to: 4 }],
  ['se|rvice = api', { kind: 'key', prefix: 'se', from: 0, to: 7 }],
  ['`odd k|', { kind: 'key', prefix: 'odd k', from: 0, to: 6 }],
  ['service |', { kind: 'operator', prefix: '', from: 8, to: 8 }],
  ['service con|', { kind: 'operator', prefix: 'con', from: 8, to: 11 }],
  ['service =|', { kind: 'value', field: record('service'), prefix: '', from: 9, to: 9 }],
  ['service = |', { kind: 'value', field: record('service'), prefix: '', from: 10, to: 10 }],
  ['service = ap|', { kind: 'value', field: record('service'), prefix: 'ap', from: 10, to: 12 }],
  ['service = a|pi error', { kind: 'value', field: record('service'), prefix: 'a', from: 10, to: 13 }],
  ['service = "a b|', { kind: 'value', field: record('service'), prefix: 'a b', from: 10, to: 14 }],
  ['cart in (x, y|', { kind: 'value', field: attribute('cart'), prefix: 'y', from: 12, to: 13 }],
  ['cart in (|', { kind: 'value', field: attribute('cart'), prefix: '', from: 9, to: 9 }],
  ['service = api |', { kind: 'key', prefix: '', from: 14, to: 14 }],
  ['service = api and (ht|', { kind: 'key', prefix: 'ht', from: 19, to: 21 }],
])('%s', (marked, expected) => {
  const caret = marked.indexOf('|');
  expect(completeFilter(marked.replace('|', ''), caret)).toEqual(expected);
});
