import { expect, it } from 'vitest';
import { newerPrebuilt } from '@/lib/alerts/newer-prebuilt';
import { listingOf } from '@/lib/alerts/testing/known-listings';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';

const CAME = listingOf('slow').rule;
const HIGHER = { is: 'above' as const, warn: { at: 3, for: millis(0) } };
const LONGER = millis(5 * MINUTE);

it.each<[string, Partial<AlertRule>, Partial<AlertRule>, Partial<AlertRule> | undefined]>([
  ['nothing where nothing is new', { title: 'Mine' }, {}, undefined],
  ['what is new', {}, { title: 'New', over: LONGER }, { title: 'New', over: LONGER }],
  ['what is new beside what somebody changed', { condition: HIGHER }, { title: 'New' }, { title: 'New', condition: HIGHER }],
  ['nothing of what somebody changed', { condition: HIGHER }, { condition: { is: 'below' } }, undefined],
  ['what was not there before', {}, { least: 5 }, { least: 5 }],
  ['no unit under a bound that somebody set', { condition: HIGHER }, { unit: 'ratio', ask: { kind: 'sql', text: 'SELECT 2' } }, undefined],
  [
    'a question in the same unit, whatever bound somebody set',
    { condition: HIGHER },
    { ask: { kind: 'sql', text: 'SELECT 2' } },
    { condition: HIGHER, ask: { kind: 'sql', text: 'SELECT 2' } },
  ],
  ['no window that may not fit how often somebody has it judged', { every: LONGER, over: LONGER }, { over: millis(2 * MINUTE) }, undefined],
])('takes over %s', (_name, mine, brought, merged) => {
  expect(newerPrebuilt({ ...CAME, ...mine }, CAME, { ...CAME, ...brought })).toEqual(merged && { ...CAME, ...merged });
});
