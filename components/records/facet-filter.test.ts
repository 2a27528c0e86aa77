import { expect, it } from 'vitest';
import { facetChoice, withAlso, withExcluded, withOnly, withoutFacet } from '@/components/records/facet-filter';
import type { Filter, Scalar } from '@/lib/model/filter';
import { record } from '@/lib/model/record-field';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

function read(text: string): Filter | undefined {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const service = record('service');
const ACTS = { only: withOnly, also: withAlso, exclude: withExcluded };

it.each<[before: string, act: keyof typeof ACTS, value: string, after: string]>([
  // include, another one instead, and back
  ['', 'only', 'api', 'service.name = api'],
  ['service = api', 'only', 'web', 'service.name = web'],
  ['service = api', 'only', 'api', ''],
  ['service in (api, web)', 'only', 'api', 'service.name = api'],
  ['error and service = api and level >= warn', 'only', 'web', 'error and service.name = web and level >= warn'],
  // several values
  ['service = api', 'also', 'web', 'service.name in (api, web)'],
  ['service in (api, web)', 'also', 'api', 'service.name = web'],
  ['service = api', 'also', 'api', ''],
  // exclude, several, and back
  ['', 'exclude', 'api', 'service.name != api'],
  ['service != api', 'exclude', 'web', 'service.name not in (api, web)'],
  ['service != api and service != web', 'exclude', 'job', 'service.name not in (api, web, job)'],
  ['service not in (api, web)', 'exclude', 'web', 'service.name != api'],
  ['service != api', 'exclude', 'api', ''],
  ['not service = api', 'exclude', 'api', ''],
  // from one to the other
  ['service = api', 'exclude', 'api', 'service.name != api'],
  ['service != api', 'only', 'api', 'service.name = api'],
  ['service in (api, web)', 'exclude', 'web', 'service.name = api and service.name != web'],
  // beside what is not a facet's: an or, parentheses, other conditions on the field
  ['error or slow', 'only', 'api', '(error or slow) and service.name = api'],
  ['(error or slow) and service = api', 'only', 'api', 'error or slow'],
  ['service = api or service = web', 'exclude', 'job', '(service.name = api or service.name = web) and service.name != job'],
  ['service contains a', 'only', 'api', 'service.name contains "a" and service.name = api'],
  ['not (service = api and error)', 'only', 'web', 'not (service.name = api and error) and service.name = web'],
  // values that have to be written with care
  ['', 'only', 'my "api"', 'service.name = "my \\"api\\""'],
  ['', 'only', '500', 'service.name = "500"'],
])('%s, %s %s: %s', (before, act, value, after) => {
  const next = ACTS[act](read(before), service, value);
  expect(printFilter(next)).toBe(after);
  expect(printFilter(read(after))).toBe(after);
});

it('takes a number for the text that it is stored as', () => {
  expect(printFilter(withOnly(read('x = 500'), { in: 'attributes', key: 'x' }, '500'))).toBe('');
});

it.each<[filter: string, chosen: Scalar[], excluded: Scalar[]]>([
  ['', [], []],
  ['service = api', ['api'], []],
  ['service in (a, b) and service != c and error', ['a', 'b'], ['c']],
  ['service != c and service not in (d, e)', [], ['c', 'd', 'e']],
  ['service = a or service = b', [], []],
  ['environment = api', [], []],
  ['service = $service', [], []],
  ['not not service = a', [], []],
])('reads of %s what is chosen and what is left out', (filter, chosen, excluded) => {
  expect(facetChoice(read(filter), service)).toEqual({ chosen, excluded });
});

it.each([
  ['service = api and error', 'error'],
  ['service in (a, b) and service != c', ''],
  ['service contains a and service = api', 'service.name contains "a"'],
  ['service = a or error', 'service.name = a or error'],
])('counts %s as %s', (filter, counted) => {
  expect(printFilter(withoutFacet(read(filter), service))).toBe(counted);
});
