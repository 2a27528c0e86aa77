'use client';

import type { KeyboardEvent } from 'react';

/**
 * Moves the focus among the buttons and fields of the element that has this as its `onKeyDown`: the arrows up and down, Home and End.
 * What only they reach has a `tabIndex` of -1, so that the whole is one stop of Tab.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey || ctrlKey || metaKey || shiftKey || !(target instanceof HTMLElement)) return;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), input:not(:disabled)')];
  // what an overlay reports belongs to this element in React's tree alone
  const at = stops.indexOf(target);
  if (at === -1) return;
  const inField = target instanceof HTMLInputElement;
  const next =
    key === 'ArrowDown' ? at + 1 : key === 'ArrowUp' ? at - 1 : inField ? undefined : key === 'Home' ? 0 : key === 'End' ? -1 : undefined;
  if (next === undefined) return;
  // the page does not scroll at either end
  event.preventDefault();
  (key === 'End' ? stops.at(-1) : stops[next])?.focus();
}
