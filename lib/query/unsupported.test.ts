import { expect, it } from 'vitest';
import type { Capabilities } from '@/lib/model/backend';

import type { Spec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { unsupported } from '@/lib/query/unsupported';

const can: Capabilities = {
  signals: ['spans'],
  kinds: ['series', 'native'],
  measures: ['count', 'ratio'],
  filters: ['and', 'eq'],
  languages: [],
  ingest: false,
};
const spec: Spec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [], limit: 10 };
const status = record('status');

it.each<[string, Spec, string | undefined]>([
  ['what it can', spec, undefined],
  ['a kind', { ...spec, kind: 'table', orderBy: 0 }, 'This store cannot answer with tables of figures.'],
  ['a language', { kind: 'native', language: 'sql', text: 'x', limit: 1 }, 'This store does not speak SQL.'],
  ['a signal', { ...spec, source: { signal: 'logs' } }, 'This store holds no logs.'],
  ['exceptions', { ...spec, source: { signal: 'exceptions' } }, 'This store holds no exceptions.'],
  ['a measure', { ...spec, measures: [{ fn: 'avg', of: status }] }, 'This store cannot calculate “avg”.'],
  ['a filter', { ...spec, where: { op: 'and', of: [{ op: 'exists', field: status }] } }, 'This store cannot filter with “exists”.'],
  [
    'a filter in a measure',
    { ...spec, measures: [{ fn: 'ratio', where: { op: 'search', text: 'x' } }] },
    'This store cannot filter with “search”.',
  ],
])('%s', (_, asked, sentence) => {
  expect(unsupported(asked, can)).toBe(sentence);
});
