'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createParser, parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { present } from '@/lib/base/assert';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useHydrated } from '@/lib/client/hydrated';
import { RefreshInstantProvider, useRefreshInstant } from '@/lib/client/refresh-instant';
import { paramsFromWindow, parseLength, parseWindowParam, printLength, printWindowParam, windowFromParams } from '@/lib/client/time-params';
import { resolveWindow, type TimeWindow } from '@/lib/query/time-window';

const parseAsLength = createParser<Millis>({ parse: (text) => parseLength(text) ?? null, serialize: printLength });
const parseAsWindow = createParser<TimeWindow>({
  parse: (text) => parseWindowParam(text) ?? null,
  serialize: printWindowParam,
  eq: (a, b) => printWindowParam(a) === printWindowParam(b),
});

/** The address's time parameters. `out`: the window to go back to from a zoom. */
const PARAMS = {
  t: parseAsLength,
  from: parseAsInteger,
  to: parseAsInteger,
  out: parseAsWindow,
  every: parseAsLength,
  tz: parseAsStringLiteral(['utc']),
};

/** Names of the time parameters: a link to another page carries them along. */
export const TIME_PARAMS = Object.keys(PARAMS);

export interface TimeWindowState {
  readonly window: TimeWindow;
  /** `window` as two instants; the same object until the window changes or a refresh comes. */
  readonly range: TimeRange;
  readonly setWindow: (window: TimeWindow) => void;
  /** Looks closer, at a part of the range; `unzoom` and the browser's Back return. */
  readonly zoom: (range: TimeRange) => void;
  /** Back to the window from before the zoom; without one, a range twice as long around the same middle. */
  readonly unzoom: () => void;
  readonly zoomed: boolean;
  /** Asks everything on the page anew, up to now. */
  readonly refresh: () => void;
  readonly refreshEvery: Millis | undefined;
  readonly setRefreshEvery: (every: Millis | undefined) => void;
  readonly zone: Zone;
  readonly setZone: (zone: Zone) => void;
  readonly refreshedAt: Millis;
}

const Context = createContext<TimeWindowState | undefined>(undefined);

/** The page's time window, kept in the address. Every component on a page sees the same range. */
export function useTimeWindow(): TimeWindowState {
  return present(useContext(Context), 'a TimeWindowProvider around the page');
}

const Refresh = createContext<(() => void) | undefined>(undefined);

/** `refresh` alone: who has no more of the window than that is not drawn again when the rest of it changes. */
export function useRefresh(): () => void {
  return present(useContext(Refresh), 'a TimeWindowProvider around the page');
}

/** Reads the address once for the whole page: on a dashboard a hundred components ask. `start`: the server's time of rendering. */
export function TimeWindowProvider({ start, children }: { start: Millis; children: ReactNode }) {
  return (
    <RefreshInstantProvider start={start}>
      <OfAddress>{children}</OfAddress>
    </RefreshInstantProvider>
  );
}

function OfAddress({ children }: { children: ReactNode }) {
  const state = useWindowOfAddress();
  return (
    <Refresh value={state.refresh}>
      <Context value={state}>{children}</Context>
    </Refresh>
  );
}

function useWindowOfAddress(): TimeWindowState {
  const [params, setParams] = useQueryStates(PARAMS, { history: 'push' });
  const { at, touch } = useRefreshInstant();
  const client = useQueryClient();
  const hydrated = useHydrated();
  const { t, from, to, out, every, tz } = params;
  const window = useMemo(() => windowFromParams({ t, from, to }), [t, from, to]);
  const range = useMemo(() => resolveWindow(window, at), [window, at]);
  const setWindow = useCallback(
    (next: TimeWindow) => {
      touch();
      void setParams({ ...paramsFromWindow(next), out: null });
    },
    [setParams, touch],
  );
  const zoom = useCallback(
    (part: TimeRange) => {
      const whole = { from: millis(Math.floor(part.from)), to: millis(Math.ceil(part.to)) };
      void setParams({ ...paramsFromWindow(whole), out: out ?? window });
    },
    [setParams, out, window],
  );
  const unzoom = useCallback(() => {
    if (out) return setWindow(out);
    const half = Math.ceil((range.to - range.from) / 2);
    setWindow('last' in window ? { last: millis(window.last * 2) } : { from: millis(range.from - half), to: millis(range.to + half) });
  }, [setWindow, out, window, range]);
  const refresh = useCallback(() => {
    touch();
    // a fixed range keeps its query keys: say that their answers are old
    if ('from' in window) void client.invalidateQueries({ queryKey: ['answer'] });
  }, [touch, client, window]);
  const setRefreshEvery = useCallback(
    (next: Millis | undefined) => void setParams({ every: next ?? null }, { history: 'replace' }),
    [setParams],
  );
  const setZone = useCallback((next: Zone) => void setParams({ tz: next === 'utc' ? 'utc' : null }, { history: 'replace' }), [setParams]);
  const zoomed = out !== null;
  const refreshEvery = every ?? undefined;
  // the server does not know the browser's zone
  const zone: Zone = hydrated ? (tz ?? 'local') : 'utc';
  return useMemo(
    () => ({ window, range, setWindow, zoom, unzoom, zoomed, refresh, refreshEvery, setRefreshEvery, zone, setZone, refreshedAt: at }),
    [window, range, setWindow, zoom, unzoom, zoomed, refresh, refreshEvery, setRefreshEvery, zone, setZone, at],
  );
}
