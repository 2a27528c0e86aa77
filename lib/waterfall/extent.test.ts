import { expect, it } from 'vitest';
import { extentOf } from '@/lib/waterfall/extent';
import { sampleColumns } from '@/lib/waterfall/sample.testing';

const MINUTE = 60e9;

it.each([
  ['nothing', [], 5, { from: 0, to: 0, openEnd: 0, open: 'none' }],
  [
    'all ended',
    [
      { id: 'a', start: 10, duration: 5 },
      { id: 'b', start: 12, duration: 1 },
    ],
    99,
    { from: 10, to: 15, openEnd: 15, open: 'none' },
  ],
  [
    'a child before its parent',
    [
      { id: 'a', start: 0, duration: 5 },
      { id: 'b', parent: 'a', start: -3, duration: 1 },
    ],
    99,
    { from: -3, to: 5, openEnd: 5, open: 'none' },
  ],
  [
    'one running',
    [
      { id: 'a', start: 0, duration: -1 },
      { id: 'b', start: 1, duration: 4 },
    ],
    20,
    { from: 0, to: 20, openEnd: 20, open: 'running' },
  ],
  [
    'a clock behind the trace',
    [
      { id: 'a', start: 0, duration: -1 },
      { id: 'b', start: 1, duration: 40 },
    ],
    20,
    { from: 0, to: 41, openEnd: 41, open: 'running' },
  ],
  [
    'silent for 10 minutes and a bit',
    [
      { id: 'a', start: 0, duration: -1 },
      { id: 'b', start: 1, duration: 4 },
    ],
    10 * MINUTE + 6,
    { from: 0, to: 5, openEnd: 5, open: 'silent' },
  ],
  [
    'silent for exactly 10 minutes',
    [{ id: 'a', start: 0, duration: -1 }],
    10 * MINUTE,
    { from: 0, to: 10 * MINUTE, openEnd: 10 * MINUTE, open: 'running' },
  ],
] as const)('%s', (_, spans, now, extent) => {
  expect(extentOf(sampleColumns(spans), now)).toEqual(extent);
});
