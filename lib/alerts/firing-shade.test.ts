import { expect, it } from 'vitest';
import { millis, MINUTE } from '@/lib/base/time';
import { firingShade } from '@/lib/alerts/firing-shade';

const RULE = { condition: { is: 'above', critical: { at: 0.05, for: millis(0) } }, unit: 'ratio' } as const;
const from = millis(1_800_000_000_000);
const now = millis(from + 90 * MINUTE);

it('says who, how bad, how long and how far, and shades until the end', () => {
  const to = millis(from + 46 * MINUTE);
  expect(firingShade(RULE, { labels: { 'service.name': 'api' }, severity: 'critical', from, to, worst: 0.071 }, now)).toEqual({
    from,
    to,
    tone: 'error',
    text: 'api: critical, 46\u00a0min, at worst 7.1\u00a0%',
  });
});

it('shades until now what still fires, and names the rule where there are several', () => {
  expect(firingShade(RULE, { labels: {}, severity: 'warn', from, worst: null }, now, 'Errors')).toEqual({
    from,
    to: now,
    tone: 'warn',
    text: 'Errors: warning, for 1.5\u00a0h',
  });
});
