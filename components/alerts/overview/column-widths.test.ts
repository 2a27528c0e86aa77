import { expect, it } from 'vitest';
import { listingOf } from '@/lib/alerts/testing/known-listings';
import { columnWidths } from '@/components/alerts/overview/column-widths';

const valued = listingOf('valued', {}, { worst: { value: 1, labels: {} } });
const grouped = (of: number) => listingOf(`of-${of}`, {}, { groups: { firing: 0, of } });

it('gives each column what its longest text takes, between a least and a most', () => {
  // `above 2` and `above 5` are 7 characters of 6.2 px: 62 + 43.4 + 14, rounded up; `nobody` 6 of 7.2 px, and 14; a heading has to fit, too
  expect(columnWidths([valued], ['nobody'])).toEqual({ worst: 120, firing: 52, tells: 58 });
  // `120 of 120` is 10 characters of 7.2 px, and 14; `The night shift` 15 of them, and 14
  expect(columnWidths([valued, grouped(9), grouped(120)], ['nobody', 'The night shift'])).toEqual({ worst: 120, firing: 86, tells: 122 });
  expect(columnWidths([grouped(1_000_000)], ['x'.repeat(80)])).toMatchObject({ firing: 100, tells: 150 });
  // no rule has a value yet: its place is the rule's own
  expect(columnWidths([listingOf('plain')], ['nobody'])).toEqual({ worst: 80, firing: 52, tells: 58 });
  expect(columnWidths([], [])).toEqual({ worst: 80, firing: 52, tells: 52 });
});
