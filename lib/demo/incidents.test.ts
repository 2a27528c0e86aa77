import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '@/lib/base/time';
import { BACKFILL } from '@/lib/demo/clock';
import { on, PLANS, since, type Incident } from '@/lib/demo/incidents';

const before = (hours: number): number => BACKFILL - hours * HOUR;
const live = (minutes: number): number => BACKFILL + minutes * MINUTE;

describe('incidents', () => {
  it.each<[Incident, number, number | undefined]>([
    ['badDeploy', before(10) - 1, undefined],
    ['badDeploy', before(10), 0],
    ['badDeploy', before(10) + 39 * MINUTE, 39 * MINUTE],
    ['badDeploy', before(10) + 40 * MINUTE, undefined],
    ['slowDatabase', before(7), 0],
    ['queueBacksUp', before(5), 0],
    ['overQuota', before(3), 0],
    ['nobodyListening', before(1.5), 0],
    ['badDeploy', live(2), undefined],
    ['badDeploy', live(3), 0],
    ['badDeploy', live(10), 7 * MINUTE],
    ['badDeploy', live(11), undefined],
    ['badDeploy', live(63), 0],
    ['nobodyListening', live(50), 2 * MINUTE],
  ])('%s at %i has been on for %s', (incident, moment, expected) => {
    expect(since(incident, moment)).toBe(expected);
  });

  it('come one at a time', () => {
    const incidents = Object.keys(PLANS) as Incident[];
    for (let moment = 0; moment < BACKFILL + 2 * HOUR; moment += MINUTE) {
      expect(incidents.filter((incident) => on(incident, moment)).length).toBeLessThanOrEqual(1);
    }
  });

  it('last longer than the five minutes that their alerts look at, and leave quiet time between', () => {
    for (const {
      live: [from, to],
    } of Object.values(PLANS))
      expect(to - from).toBeGreaterThan(5);
  });
});
