'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { TIME_PARAMS } from '@/lib/client/time-window';

/** `path` with `own` parameters and with the time parameters of `current`; `own` wins. The zoom's way back stays behind. */
export function linkWithTime(path: string, own: Readonly<Record<string, string>>, current: URLSearchParams): string {
  const params = new URLSearchParams();
  // a window of one's own replaces the current one as a whole
  const ownWindow = ['t', 'from', 'to'].some((name) => name in own);
  for (const name of TIME_PARAMS) {
    const value = current.get(name);
    const replaced = name === 'out' || (ownWindow && ['t', 'from', 'to'].includes(name));
    if (value !== null && !replaced) params.set(name, value);
  }
  for (const [name, value] of Object.entries(own)) params.set(name, value);
  const search = params.toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Makes links to other pages that keep the time window, the zone and the auto refresh. */
export function useLink(): (path: string, own?: Readonly<Record<string, string>>) => string {
  const current = useSearchParams();
  return useCallback((path, own = {}) => linkWithTime(path, own, current), [current]);
}
