/** What a figure means: which threshold it has reached. */
import type { Threshold } from '@/lib/model/dashboard';

export type Tone = Threshold['tone'];

/** The tone of the highest threshold at or below `value`; undefined below all of them, and for no value. */
export function toneOf(value: number | null | undefined, thresholds: readonly Threshold[]): Tone | undefined {
  if (value === null || value === undefined) return undefined;
  let reached: Threshold | undefined;
  for (const threshold of thresholds) {
    if (threshold.at <= value && (!reached || threshold.at >= reached.at)) reached = threshold;
  }
  return reached?.tone;
}
