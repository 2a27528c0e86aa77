import { expect, it } from 'vitest';
import { longColumn } from '@/components/views/long-column';

const text = (length: number) => 'x'.repeat(length);

it.each<[string, string[][], number | undefined]>([
  ['no rows', [], undefined],
  [
    'none is long',
    [
      ['GET /cart', 'shop'],
      [text(55), 'shop'],
    ],
    undefined,
  ],
  [
    'a message beside a type',
    [
      ['KeyError', text(56)],
      ['ValueError', 'no'],
    ],
    1,
  ],
  [
    'the longest of several, in whatever row',
    [
      [text(58), text(56)],
      ['a', text(59)],
    ],
    1,
  ],
  ['the first of equals', [[text(58), text(58)]], 0],
])('%s', (_name, rows, expected) => expect(longColumn(rows)).toBe(expected));
