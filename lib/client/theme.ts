'use client';

import { useSyncExternalStore } from 'react';
import { usePreference } from '@/lib/client/preference';

/** What a person chose; `system` follows the machine. */
export type Theme = 'system' | 'dark' | 'light';

/** The chosen theme and how to choose another. public/first-paint.js reads the same key before the first paint. */
export function useTheme(): readonly [theme: Theme, setTheme: (theme: Theme) => void] {
  return usePreference<Theme>('hearth-theme', ['system', 'dark', 'light']);
}

/** The theme that is on screen: what the system says where nothing was chosen. For drawing code that can't use CSS variables. */
export function useShownTheme(): 'dark' | 'light' {
  return useSyncExternalStore(
    (listener) => {
      const observer = new MutationObserver(listener);
      observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      return () => observer.disconnect();
    },
    () => (document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'),
    () => 'dark',
  );
}
