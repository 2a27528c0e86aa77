import { expect, it } from 'vitest';
import { barPlace } from '@/components/traces/bar-place';

const view = { from: 100, to: 300 };

it.each([
  ['in the middle', 150, 200, { left: 25, width: 25, label: 'behind', seen: true }],
  ['near the end', 200, 290, { left: 50, width: 45, label: 'before', seen: true }],
  ['all of it', 100, 300, { left: 0, width: 100, label: 'on', seen: true }],
  ['cut at both edges', 0, 900, { left: 0, width: 100, label: 'on', seen: true }],
  ['an instant', 150, 150, { left: 25, width: 0, label: 'behind', seen: true }],
  ['before the view', 10, 90, { left: 0, width: 0, label: 'behind', seen: false }],
  ['behind the view', 310, 400, { left: 100, width: 0, label: 'before', seen: false }],
])('%s', (_, start, end, place) => expect(barPlace(start, end, view)).toEqual(place));
