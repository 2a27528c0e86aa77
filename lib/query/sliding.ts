/** Windows that slide: what a frame with `over` asks for. */
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { Frame } from '@/lib/model/query';

export interface Sliding {
  /** Where the first and the last step start. */
  readonly first: Millis;
  readonly last: Millis;
  /** How many there are. */
  readonly steps: number;
  readonly step: Millis;
  readonly over: Millis;
  /** All that the windows tell of; the last one ends where the frame's range does. */
  readonly range: TimeRange;
}

/** The windows of `frame`; undefined where its points tell of their steps. Throws BackendError where steps do not fit into a window. */
export function slidingOf({ range, step, over }: Frame): Sliding | undefined {
  if (over === undefined) return undefined;
  if (over > step && over % step !== 0)
    throw new BackendError(
      'invalid',
      `A window of ${over} ms is no whole number of steps of ${step} ms: make it one, or shorter than a step.`,
    );
  const first = millis(Math.floor(range.from / step) * step);
  const last = millis(Math.floor((range.to - 1) / step) * step);
  const from = millis(first + step - over);
  if (from >= range.to) throw new BackendError('invalid', 'The range ends before its window begins.');
  return { first, last, steps: (last - first) / step + 1, step, over, range: { from, to: range.to } };
}
