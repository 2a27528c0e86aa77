import { expect, it } from 'vitest';
import { longColumn } from '@/components/views/long-column';

const text = (length: number) => 'x'.repeat(length);

it.each<[string, string[][], number | undefined]>([
  ['no rows', [], undefined],
  [
    'none is long',
    [
      ['GET /cart', 'shop'],
      [text(47), 'shop'],
    ],
    undefined,
  ],
  [
    'a message beside a type',
    [
      ['KeyError', text(48)],
      ['ValueError', 'no'],
    ],
    1,
  ],
  [
    'the longest of several, in whatever row',
    [
      [text(50), text(48)],
      ['a', text(51)],
    ],
    1,
  ],
  ['the first of equals', [[text(50), text(50)]], 0],
])('%s', (_name, rows, expected) => expect(longColumn(rows)).toBe(expected));
