'use client';

import { useSyncExternalStore } from 'react';

/** What a person chose; `system` follows the machine. public/theme.js reads the same key before the first paint. */
export type Theme = 'system' | 'dark' | 'light';

const KEY = 'hearth-theme';
const CHANGED = 'hearth-theme-changed';

function read(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'dark' || stored === 'light' ? stored : 'system';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener('storage', listener);
  };
}

function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  // public/theme.js listens as well, and puts data-theme on the document
  window.dispatchEvent(new Event(CHANGED));
}

/** The chosen theme and how to choose another. */
export function useTheme(): readonly [theme: Theme, setTheme: (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, read, () => 'system'), setTheme];
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
