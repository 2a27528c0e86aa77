'use client';

import { useCallback, useSyncExternalStore } from 'react';

const CHANGED = 'hearth-preference';

/** What could not be stored, because storage is blocked: it lasts as long as the page. */
const unstored = new Map<string, string | undefined>();

function read(key: string): string | undefined {
  if (unstored.has(key)) return unstored.get(key);
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    unstored.set(key, value);
  }
  // public/first-paint.js listens as well, and puts the choice on the document
  window.dispatchEvent(new CustomEvent(CHANGED, { detail: { key, value } }));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * A choice of this browser's that no pasted link should carry (the theme, a folded rail), and how to change it. `fallback`, the first
 * of `allowed`, stands for "not chosen" and is not stored.
 */
export function usePreference<T extends string>(
  key: string,
  allowed: readonly [fallback: T, ...others: T[]],
): readonly [value: T, setValue: (value: T) => void] {
  const [fallback] = allowed;
  const get = () => allowed.find((value) => value === read(key)) ?? fallback;
  const value = useSyncExternalStore(subscribe, get, () => fallback);
  const setValue = useCallback((next: T) => write(key, next === fallback ? undefined : next), [key, fallback]);
  return [value, setValue];
}

/** A text that this browser keeps, '' where it keeps none, and how to change it. Trap: the server has none either. */
export function useKeptText(key: string): readonly [text: string, setText: (text: string) => void] {
  const get = () => read(key) ?? '';
  const text = useSyncExternalStore(subscribe, get, () => '');
  const setText = useCallback((next: string) => write(key, next === '' ? undefined : next), [key]);
  return [text, setText];
}

/** Changes a kept text to what `change` makes of it as it is now. */
export function changeKeptText(key: string, change: (text: string) => string): void {
  write(key, change(read(key) ?? ''));
}
