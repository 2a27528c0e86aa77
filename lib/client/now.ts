'use client';

import { useEffect, useState } from 'react';
import { nowMillis, SECOND, type Millis } from '@/lib/base/time';

/** The time now: moves each `every` ms while `on`, e.g. while something runs. */
export function useNow(on: boolean, every: Millis = SECOND): Millis {
  const [now, setNow] = useState(nowMillis);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setNow(nowMillis()), every);
    return () => clearInterval(timer);
  }, [on, every]);
  return now;
}
