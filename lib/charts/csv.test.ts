import { expect, it } from 'vitest';
import { csvOf } from '@/lib/charts/csv';

it('writes headings with units, instants in ISO, figures in full, gaps as nothing', () => {
  const text = csvOf({
    columns: [
      { name: 'Time', unit: 'time' },
      { name: 'p95, all', unit: 'nanoseconds' },
      { name: 'Score', unit: 'none' },
    ],
    rows: [
      [Date.UTC(2026, 10, 21, 14), 1_234_567.5, null],
      [Date.UTC(2026, 10, 21, 14, 1), null, 0.25],
    ],
  });
  expect(text).toBe('Time,"p95, all (nanoseconds)",Score\r\n2026-11-21T14:00:00.000Z,1234567.5,\r\n2026-11-21T14:01:00.000Z,,0.25\r\n');
});

it('runs no formula from a heading: a series is called by what was sent', () => {
  const columns = [
    { name: '=HYPERLINK("http://x")', unit: 'count' as const },
    { name: '+1', unit: 'text' as const },
  ];
  expect(csvOf({ columns, rows: [] })).toBe(`"'=HYPERLINK(""http://x"") (count)",'+1\r\n`);
});

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['-1+2', "'-1+2"],
  ['@sum', "'@sum"],
  ['', ''],
])('%j becomes %j', (value, expected) =>
  expect(csvOf({ columns: [{ name: 'x', unit: 'text' }], rows: [[value]] })).toBe(`x\r\n${expected}\r\n`),
);
