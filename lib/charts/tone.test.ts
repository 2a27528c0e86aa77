import { describe, expect, it } from 'vitest';
import { toneOf } from '@/lib/charts/tone';
import type { Threshold } from '@/lib/model/dashboard';

const errors: Threshold[] = [
  { at: 0.05, tone: 'error' },
  { at: 0.02, tone: 'warn' },
];
const apdex: Threshold[] = [
  { at: 0, tone: 'error' },
  { at: 0.7, tone: 'warn' },
  { at: 0.85, tone: 'ok' },
];

describe('toneOf', () => {
  it.each([
    ['below all', 0.01, errors, undefined],
    ['at the first', 0.02, errors, 'warn'],
    ['above both, in any order', 0.07, errors, 'error'],
    ['low is bad', 0.5, apdex, 'error'],
    ['high is good', 0.94, apdex, 'ok'],
    ['no value', null, apdex, undefined],
  ])('%s', (_name, value, thresholds, expected) => expect(toneOf(value, thresholds)).toBe(expected));
});
