import { expect, it } from 'vitest';
import { attributeFilter, scalarOf, traceLink, tracesLink } from '@/components/records/filter-link';
import { millis } from '@/lib/base/time';
import type { AttributeType } from '@/lib/model/attribute';

it.each<[AttributeType, string, string | number | boolean]>([
  ['string', '5', '5'],
  ['int', '502', 502],
  ['int', '9223372036854775807', '9223372036854775807'],
  ['double', '0.1', 0.1],
  ['double', 'NaN', 'NaN'],
  ['bool', 'true', true],
  ['bool', 'false', false],
  ['array', '[1]', '[1]'],
])('the value of %s %s', (type, text, value) => expect(scalarOf({ key: 'k', type, text })).toEqual(value));

it('asks a known key by the field of the record, another by its key', () => {
  const status = { key: 'http.response.status_code', type: 'int' as const, text: '502' };
  expect(attributeFilter('attributes', status, false)).toEqual({ op: 'eq', field: { in: 'record', name: 'httpStatus' }, value: 502 });
  const own = { key: 'colour', type: 'string' as const, text: 'red' };
  expect(attributeFilter('attributes', own, true)).toEqual({ op: 'ne', field: { in: 'attributes', key: 'colour' }, value: 'red' });
  expect(attributeFilter('resource', own, false)).toEqual({ op: 'eq', field: { in: 'resource', key: 'colour' }, value: 'red' });
});

it('links to all spans around the trace', () => {
  const filter = { op: 'eq' as const, field: { in: 'attributes' as const, key: 'colour' }, value: 'deep red' };
  expect(tracesLink(filter, millis(3_600_000))).toBe('/traces?q=colour+%3D+%22deep+red%22&show=all&from=1800000&to=5400000');
  expect([traceLink('abc'), traceLink('abc', 'def')]).toEqual(['/traces/abc', '/traces/abc?span=def']);
});
