'use client';

import { useMemo } from 'react';
import type { Millis, TimeRange } from '@/lib/base/time';
import { useNow } from '@/lib/client/now';
import { resolveWindow, type TimeWindow } from '@/lib/query/time-window';

/** The window as two instants that move along with now while it is followed, one step in `every`. */
export function useMovedRange(window: TimeWindow, range: TimeRange, following: boolean, every: Millis): TimeRange {
  const now = useNow(following, every);
  return useMemo(() => (following && now > range.to ? resolveWindow(window, now) : range), [following, now, window, range]);
}
