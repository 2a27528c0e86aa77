/** Windows of a rule: all of one length, their ends a whole number of steps since 1970 UTC. */
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { Frame } from '@/lib/model/query';

export interface Windows {
  /** The first and the last window's end. */
  readonly first: Millis;
  readonly last: Millis;
  /** From one window's end to the next one's. */
  readonly step: Millis;
  readonly over: Millis;
}

/** The windows that end in (from, to]; undefined where none does. */
export function windowsOf({ from, to }: TimeRange, step: Millis, over: Millis): Windows | undefined {
  const first = millis((Math.floor(from / step) + 1) * step);
  const last = millis(Math.floor(to / step) * step);
  return first <= last ? { first, last, step, over } : undefined;
}

/** How many there are. */
export function countOf({ first, last, step }: Windows): number {
  return Math.round((last - first) / step) + 1;
}

/** Their ends, in order. */
export function endsOf(windows: Windows): Millis[] {
  return Array.from({ length: countOf(windows) }, (_, index) => millis(windows.first + index * windows.step));
}

/** The same windows `by` ms earlier, to the nearest step. */
export function earlier(windows: Windows, by: Millis): Windows {
  const shift = shiftOf(windows, by);
  return { ...windows, first: millis(windows.first - shift), last: millis(windows.last - shift) };
}

/** `by` ms as a whole number of steps, so that windows meet windows. */
export function shiftOf({ step }: Windows, by: Millis): Millis {
  return millis(Math.max(1, Math.round(by / step)) * step);
}

/** The frame whose points, each where its step starts, tell of the windows. */
export function frameOf({ first, last, step, over }: Windows): Frame {
  return { range: { from: millis(first - step), to: last }, step, over };
}
