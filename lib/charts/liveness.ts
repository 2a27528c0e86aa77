/** Whether something that reports now and then is still there. */
import { MINUTE, SECOND } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import type { Tone } from '@/lib/charts/tone';

/** Three times the minute at which SDKs export by default: one lost export is no alarm. */
const LIVE = 3 * MINUTE;
const STALE = 15 * MINUTE;

export interface Liveness {
  readonly text: string;
  readonly tone: Tone;
}

/** What was last heard of at `at`, seen from `end`; both in ms since 1970. E.g. `stale · 4 min ago`, `live · now`. */
export function livenessOf(at: number, end: number): Liveness {
  const age = Math.max(0, end - at);
  const ago = age < SECOND ? 'now' : `${formatUnit(Math.round(age / SECOND), 'seconds')} ago`;
  if (age <= LIVE) return { text: `live · ${ago}`, tone: 'ok' };
  return age <= STALE ? { text: `stale · ${ago}`, tone: 'warn' } : { text: `down · ${ago}`, tone: 'error' };
}
