/**
 * What goes wrong, and when. Each incident happens once in the back-fill, at a fixed hour before it goes live, and
 * again in every hour of live play, so that an alert can be watched as it fires and resolves. Each lasts longer than the window of the
 * alerts that see it, and no two overlap.
 *
 * | incident           | back-filled (before live) | live, minutes of each hour | alerts that it fires                         |
 * |--------------------|---------------------------|----------------------------|----------------------------------------------|
 * | badDeploy          | 10 h, for 40 min          | 3 – 11                     | High error rate, Stream processing failures  |
 * | slowDatabase       | 7 h, for 35 min           | 14 – 22                    | Slow responses, Database connections         |
 * | queueBacksUp       | 5 h, for 45 min           | 25 – 34                    | Queue backup, Publish latency                |
 * | overQuota          | 3 h, for 30 min           | 37 – 44                    | Quota exceeded                               |
 * | nobodyListening    | 1.5 h, for 20 min         | 48 – 56                    | Nobody listening                             |
 */
import { HOUR, MINUTE } from '@/lib/base/time';
import { BACKFILL, type Moment } from '@/lib/demo/clock';

export type Incident = 'badDeploy' | 'slowDatabase' | 'queueBacksUp' | 'overQuota' | 'nobodyListening';

interface Plan {
  /** In the back-fill: hours before live play, and minutes that it lasts. */
  readonly hoursBefore: number;
  readonly lasts: number;
  /** In each hour of live play, counted from its start: from this minute to that one. */
  readonly live: readonly [from: number, to: number];
}

export const PLANS: Readonly<Record<Incident, Plan>> = {
  badDeploy: { hoursBefore: 10, lasts: 40, live: [3, 11] },
  slowDatabase: { hoursBefore: 7, lasts: 35, live: [14, 22] },
  queueBacksUp: { hoursBefore: 5, lasts: 45, live: [25, 34] },
  overQuota: { hoursBefore: 3, lasts: 30, live: [37, 44] },
  nobodyListening: { hoursBefore: 1.5, lasts: 20, live: [48, 56] },
};

/** How long the incident has been on at this moment, in ms; undefined when it isn't. The end is not in. */
export function since(incident: Incident, moment: Moment): Moment | undefined {
  const { hoursBefore, lasts, live } = PLANS[incident];
  const filled = moment - (BACKFILL - hoursBefore * HOUR);
  if (filled >= 0 && filled < lasts * MINUTE) return filled;
  if (moment < BACKFILL) return undefined;
  const played = ((moment - BACKFILL) % HOUR) - live[0] * MINUTE;
  return played >= 0 && played < (live[1] - live[0]) * MINUTE ? played : undefined;
}

/** Whether the incident is on. */
export function on(incident: Incident, moment: Moment): boolean {
  return since(incident, moment) !== undefined;
}
