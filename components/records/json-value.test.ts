import { expect, it } from 'vitest';
import { parseTree } from '@/components/records/json-value';

it.each([
  ['{"a":[1,"x",null]}', { a: [1, 'x', null] }],
  [' [true] ', [true]],
  ['"text"', undefined],
  ['12', undefined],
  ['{broken', undefined],
  ['[<b>html</b>]', undefined],
  ['['.repeat(200_000), undefined],
])('%.20s', (text, value) => expect(parseTree(text)).toEqual(value));
