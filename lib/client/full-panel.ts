'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** The panel that fills the page, by its id, kept in the address as `panel=latency`; the browser's Back closes it. */
export function useFullPanel(): readonly [id: string | undefined, setId: (id: string | undefined) => void] {
  const [panel, setPanel] = useQueryState('panel', parseAsString.withOptions({ history: 'push' }));
  const setId = useCallback((next: string | undefined) => void setPanel(next ?? null), [setPanel]);
  return [panel ?? undefined, setId];
}
