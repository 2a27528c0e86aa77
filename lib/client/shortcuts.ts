'use client';

import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Shortcut {
  /**
   * One key as `KeyboardEvent.key` names it (`j`, `E`, `/`, `Escape`, `ArrowLeft`), two after each other (`g t`), or with ⌘ on a Mac
   * and Ctrl elsewhere (`mod+k`, `mod+shift+z`).
   */
  readonly keys: string;
  readonly label: string;
  /** The heading that it stands under on the sheet. */
  readonly group: string;
  readonly run: () => void;
}

/** All shortcuts that work right now, in order of registration; the last one wins where two have the same keys. */
export const useShortcutList = create<{ shortcuts: readonly Shortcut[] }>(() => ({ shortcuts: [] }));

/** Makes `shortcuts` work, and appear on the `?` sheet, while the component is mounted. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = JSON.stringify(shortcuts.map(({ keys, label, group }) => [keys, label, group]));
  useEffect(() => {
    const mine = latest.current.map((shortcut, index) => ({ ...shortcut, run: () => latest.current[index]?.run() }));
    useShortcutList.setState(({ shortcuts: all }) => ({ shortcuts: [...all, ...mine] }));
    return () => useShortcutList.setState(({ shortcuts: all }) => ({ shortcuts: all.filter((shortcut) => !mine.includes(shortcut)) }));
  }, [signature]);
}

/** How long a first key such as `g` waits for its second, in ms. */
const SEQUENCE_WAIT = 1_000;

/** Where letters have another meaning: fields, editors, menus, which jump by letter, and boxes over the page. */
const ELSEWHERE = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]';

/** Whether what is typed there is meant for it alone. */
export function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ELSEWHERE) !== null;
}

/** The name of a key press as a `Shortcut` spells it, or undefined for one that no shortcut can mean. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'> & { readonly shiftKey?: boolean },
): string | undefined {
  if (event.altKey) return undefined;
  if (!event.metaKey && !event.ctrlKey) return event.key;
  return `mod+${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`;
}

/** Listens to the keyboard for the whole page: mount it once, in the shell. */
export function useShortcutListener(): void {
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      const key = keyName(event);
      if (key === undefined || event.defaultPrevented || (isElsewhere(event.target) && !key.startsWith('mod+'))) return;
      const { shortcuts } = useShortcutList.getState();
      const find = (keys: string) => shortcuts.findLast((shortcut) => shortcut.keys === keys);
      const sequence = first && event.timeStamp - first.at < SEQUENCE_WAIT ? find(`${first.key} ${key}`) : undefined;
      const found = sequence ?? find(key);
      first = found ? undefined : { key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
