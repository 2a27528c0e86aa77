import { DAY, HOUR, millis, MINUTE } from '@/lib/base/time';

/** How far back the activity goes, and how fine. */
export const ACTIVITIES = {
  '4h': { length: millis(4 * HOUR), step: millis(10 * MINUTE), name: '4 hours' },
  '1d': { length: DAY, step: HOUR, name: '1 day' },
  '7d': { length: millis(7 * DAY), step: millis(3 * HOUR), name: '7 days' },
  '30d': { length: millis(30 * DAY), step: millis(12 * HOUR), name: '30 days' },
} as const;
export type Activity = keyof typeof ACTIVITIES;
export const ACTIVITY_NAMES = Object.keys(ACTIVITIES) as readonly Activity[];
