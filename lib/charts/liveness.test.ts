import { expect, it } from 'vitest';
import { livenessOf } from '@/lib/charts/liveness';

const END = 1_700_000_000_000;

it.each([
  [12_400, 'live · 12 s ago', 'ok'],
  [180_000, 'live · 3 min ago', 'ok'],
  [180_001, 'stale · 3 min ago', 'warn'],
  [900_000, 'stale · 15 min ago', 'warn'],
  [900_001, 'down · 15 min ago', 'error'],
  [7_200_000, 'down · 2 h ago', 'error'],
  // clocks differ: what is ahead of us is there
  [-500, 'live · now', 'ok'],
  [999, 'live · now', 'ok'],
  [1_000, 'live · 1 s ago', 'ok'],
])('%s ms before the end', (age, text, tone) =>
  expect(livenessOf(END - age, END)).toEqual({ text: text.replace(/(\d) (?=\w+ ago)/, '$1\u00a0'), tone }),
);
