import { expect, it } from 'vitest';
import { doorAddress } from '@/lib/dashboards/door-address';
import { millis } from '@/lib/base/time';
import type { Door } from '@/lib/dashboards/door';
import type { Filter } from '@/lib/model/filter';
import { attribute, record } from '@/lib/model/record-field';
import { parseFilter } from '@/lib/query/parse-filter';

const range = { from: millis(1_000), to: millis(2_000.5) };
const error: Filter = { op: 'eq', field: record('error'), value: true };

it.each<[Door, string, Record<string, string>]>([
  [{ to: 'spans', where: undefined }, '/traces', { show: 'all', from: '1000', to: '2001' }],
  [{ to: 'spans', where: error }, '/traces', { show: 'all', q: 'error', from: '1000', to: '2001' }],
  [
    { to: 'logs', where: { op: 'gte', field: record('severity'), value: 17 } },
    '/logs',
    { q: 'severity >= error', from: '1000', to: '2001' },
  ],
  [{ to: 'metric', metric: 'a/b c', where: undefined }, '/metrics/a%2Fb%20c', { from: '1000', to: '2001' }],
])('%o', (door, path, own) => expect(doorAddress(door, range)).toEqual({ path, own }));

it('keeps the window that it is opened from', () => {
  expect(doorAddress({ to: 'logs', where: undefined })).toEqual({ path: '/logs', own: {} });
});

it.each<Filter>([
  { op: 'eq', field: record('exceptionGroup'), value: 'TimeoutError: no answer from # after # s' },
  { op: 'eq', field: record('exceptionGroup'), value: `KeyError: 'a "quoted" \\ key'` },
  {
    op: 'and',
    of: [
      { op: 'eq', field: record('service'), value: 'api' },
      { op: 'exists', field: record('exceptionGroup') },
    ],
  },
  {
    op: 'and',
    of: [
      { op: 'not', of: { op: 'exists', field: record('tenant') } },
      { op: 'gt', field: record('duration'), value: 1_500_000 },
    ],
  },
  { op: 'in', field: record('environment'), values: ['production', 'a, b'] },
  { op: 'eq', field: attribute('queue name'), value: 'q/1' },
  { op: 'eq', field: record('httpStatus'), value: 502 },
])('prints a filter that the page reads back: %o', (where) => {
  const { own } = doorAddress({ to: 'spans', where });
  expect(parseFilter(own['q'] ?? '')).toEqual({ ok: true, value: where });
});
