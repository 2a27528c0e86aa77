'use client';

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { present } from '@/lib/base/assert';
import { nowMillis, type Millis } from '@/lib/base/time';
import { noteRefresh } from '@/lib/client/last-refresh';

interface RefreshInstant {
  /** When "now" is for every relative window on the page. */
  readonly at: Millis;
  /** Moves it to the clock's now. */
  readonly touch: () => void;
}

const Context = createContext<RefreshInstant | undefined>(undefined);

/**
 * One instant for all panels, moved only by a refresh. It begins as `start`, the server's time of rendering: the browser's own would
 * make the first render here differ from the server's.
 */
export function RefreshInstantProvider({ start, children }: { start: Millis; children: ReactNode }) {
  const [at, setAt] = useState(start);
  const touch = useCallback(() => {
    noteRefresh();
    setAt(nowMillis());
  }, []);
  const value = useMemo(() => ({ at, touch }), [at, touch]);
  return <Context value={value}>{children}</Context>;
}

/** The page's refresh instant. */
export function useRefreshInstant(): RefreshInstant {
  return present(useContext(Context), 'a RefreshInstantProvider around the page');
}
