'use client';

import { useSeenTimes } from '@/components/live/seen-times';
import { percentOf } from '@/components/records/histogram-bars';
import type { TimeRange } from '@/lib/base/time';

/** A quiet band behind the bars over the time of the rows that are seen. It is for the eye alone: each row says its own time. */
export function SeenBand({ range }: { range: TimeRange }) {
  const times = useSeenTimes(({ times }) => times);
  if (!times) return null;
  const within = (at: number) => Math.min(100, Math.max(0, percentOf(at, range)));
  const [left, right] = [within(times.from), within(times.to)];
  if (left === right && (left === 0 || right === 100)) return null;
  return (
    <span
      aria-hidden
      data-seen
      className="pointer-events-none absolute inset-y-0 rounded-sm border-x border-line-strong bg-hover motion-safe:transition-[left,right] motion-safe:duration-100"
      style={{ left: `calc(${left}% - 1px)`, right: `calc(${100 - right}% - 1px)` }}
    />
  );
}
