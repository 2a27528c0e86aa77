import { expect, it } from 'vitest';
import { choicesFor } from '@/components/records/filter-choices';
import type { Suggest } from '@/lib/model/backend';
import { completeFilter } from '@/lib/query/complete-filter';

type Suggested = readonly { text: string; in?: 'resource' | 'attributes' }[];

function inserted(text: string, suggested: Suggested = [], signal: Suggest['signal'] = 'spans'): string[] {
  return choicesFor(signal, completeFilter(text, text.length), suggested).map((choice) => choice.insert);
}

it('offers fields, those that begin with the text first', () => {
  expect(inserted('http.r')).toEqual(['http.request.method ', 'http.route ', 'http.response.status_code ']);
  expect(inserted('severity')).toEqual([]);
});

it('offers keys of the store once, by the name that reads them back', () => {
  const keys = [
    { text: 'colour', in: 'attributes' as const },
    { text: 'http.method', in: 'attributes' as const },
    { text: 'colour', in: 'resource' as const },
  ];
  expect(inserted('colo', keys)).toEqual(['colour ', 'resource.colour ']);
});

it('offers operators behind a key', () => {
  expect(inserted('http.route ').slice(0, 2)).toEqual(['= ', '!= ']);
  expect(inserted('http.route con')).toEqual(['contains ']);
});

it('offers values, quoted where they have to be', () => {
  expect(inserted('service.name = ', [{ text: 'api' }, { text: 'my api' }])).toEqual(['api ', '"my api" ']);
  expect(inserted('http.response.status_code = ', [{ text: '502' }])).toEqual(['502 ']);
});

it.each([
  ['spans', 'durat', ['duration ']],
  ['logs', 'durat', []],
  ['logs', 'sever', ['severity ']],
  ['exceptions', 'durat', ['duration ']],
  ['exceptions', 'sever', []],
  ['metrics', 'tena', ['tenant ']],
  ['metrics', 'exception', []],
] as const)('offers for %s at “%s” what these records have', (signal, typed, expected) => {
  expect(inserted(typed, [], signal)).toEqual(expected);
});
