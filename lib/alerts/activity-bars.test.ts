import { expect, test } from 'vitest';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { Severity } from '@/lib/model/alert';
import type { Change, Instance } from '@/lib/model/alert-state';
import { activityOf, stepsUpTo } from '@/lib/alerts/activity-bars';
import { listingOf } from '@/lib/alerts/testing/known-listings';

const at = (clock: string) => millis(Date.parse(`2026-11-21T${clock}:00Z`));
const change = (ruleId: string, service: string, clock: string, to: 'firing' | 'ok', severity: Severity): Change => ({
  id: `${ruleId} ${service} ${clock}`,
  ruleId,
  labels: { 'service.name': service },
  at: at(clock),
  from: to === 'firing' ? 'ok' : 'firing',
  to,
  ...(to === 'firing' ? { severity } : { fromSeverity: severity }),
  value: 1,
  executed: '',
  took: 1,
});
const minutes = (value: number) => value / MINUTE;

test('steps are whole, and the last one holds now', () => {
  const steps = stepsUpTo(at('14:20'), { length: millis(3 * HOUR), step: HOUR });
  expect(steps).toEqual([
    { from: at('12:00'), to: at('13:00') },
    { from: at('13:00'), to: at('14:00') },
    { from: at('14:00'), to: at('15:00') },
  ]);
});

test('a rule counts once however many of its groups fire, what is critical is not a warning, and what fires lasts until now', () => {
  const now = at('14:20');
  const steps = stepsUpTo(now, { length: millis(3 * HOUR), step: HOUR });
  const fires: Instance = {
    labels: { 'service.name': 'search' },
    state: 'firing',
    severity: 'warn',
    since: at('14:10'),
    value: 1,
    seenAt: now,
    beyond: {},
  };
  const listings = [listingOf('errors'), listingOf('latency', { instances: [fires] })];
  const changes = [
    // 12:30 to 13:10, of which 12:40 to 12:50 is critical in another group
    change('errors', 'shop', '12:30', 'firing', 'warn'),
    change('errors', 'shop', '13:10', 'ok', 'warn'),
    change('errors', 'mail', '12:40', 'firing', 'critical'),
    change('errors', 'mail', '12:50', 'ok', 'critical'),
    change('latency', 'search', '14:10', 'firing', 'warn'),
  ];
  const bars = activityOf(listings, changes, steps, now);
  expect(bars.map(({ critical, warn, rules }) => [minutes(critical), minutes(warn), rules])).toEqual([
    [10, 20, ['errors']],
    [0, 10, ['errors']],
    [0, 10, ['latency']],
  ]);
});
