'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { millis, SECOND, type Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatAgo, formatLeft } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import type { AlertSummary } from '@/lib/model/alert-api';

const Now = createContext<Millis>(millis(0));

/** One clock for all ages of a list: only what shows an age is drawn again when it moves. */
export function NowProvider({ children }: { children: ReactNode }) {
  return <Now value={useNow(true, SECOND)}>{children}</Now>;
}

/** How long ago `at` was: `4 min ago`, or `4 min` where `bare`. */
export function AgoText({ at, bare = false }: { at: Millis; bare?: boolean }) {
  const now = useContext(Now);
  const text = formatAgo(at, millis(Math.max(at, now)));
  return bare ? text.replace(/ ago$/, '') : text;
}

/** When a rule ran last, how long that took, and when it runs next. */
export function RunTimes({ listing: { rule, state, nextAt } }: { listing: AlertSummary }) {
  const now = useContext(Now);
  if (rule.paused) return 'paused';
  const next = nextAt <= now ? 'due' : `in ${formatLeft(nextAt, now)}`;
  if (!state) return `runs ${next}`;
  return (
    <span title={`Took ${formatUnit(state.took, 'milliseconds')}`}>
      {formatAgo(state.ranAt, millis(Math.max(state.ranAt, now)))} · {next}
    </span>
  );
}
