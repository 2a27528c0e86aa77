'use client';

import { useMemo } from 'react';
import { create } from 'zustand';
import { useKeptText, usePreference } from '@/lib/client/preference';

/** Screens that are this wide have room for the facets beside the list; on others they are a sheet. */
const WIDE = '(min-width: 1024px)';

const useSheet = create<{ readonly open: boolean }>(() => ({ open: false }));

export interface FacetsShown {
  /** Beside the list, where the screen is wide. */
  readonly beside: boolean;
  /** As a sheet over the page. */
  readonly sheet: boolean;
  /** Shows or hides them, in the way that fits the screen. */
  readonly toggle: () => void;
  readonly closeSheet: () => void;
}

/** Whether the facets are shown, as this browser chose. */
export function useFacetsShown(): FacetsShown {
  const [beside, setBeside] = usePreference('facets', ['shown', 'hidden']);
  const sheet = useSheet(({ open }) => open);
  return {
    beside: beside === 'shown',
    sheet,
    toggle: () => {
      if (window.matchMedia(WIDE).matches) setBeside(beside === 'shown' ? 'hidden' : 'shown');
      else useSheet.setState({ open: !sheet });
    },
    closeSheet: () => useSheet.setState({ open: false }),
  };
}

/** Names of fields that this browser keeps, in their order, and how to put one in or out. */
export function useKeptNames(key: string): readonly [names: readonly string[], set: (name: string, kept: boolean) => void] {
  const [text, setText] = useKeptText(key);
  const names = useMemo(() => text.split('\n').filter((name) => name !== ''), [text]);
  const set = (name: string, kept: boolean) => {
    const others = names.filter((each) => each !== name);
    setText([...others, ...(kept ? [name] : [])].join('\n'));
  };
  return [names, set];
}
