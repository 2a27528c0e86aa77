'use client';

import { useEffect } from 'react';
import { SECOND, type Millis } from '@/lib/base/time';

/** Faster than this the answers of a busy store would overlap. */
const FASTEST = SECOND;

/** Calls `refresh` every so often while the page is seen; never where `every` is undefined. */
export function useAutoRefresh(every: Millis | undefined, refresh: () => void): void {
  useEffect(() => {
    if (every === undefined) return;
    const tick = () => {
      if (document.visibilityState === 'visible') refresh();
    };
    const timer = setInterval(tick, Math.max(FASTEST, every));
    return () => clearInterval(timer);
  }, [every, refresh]);
}
