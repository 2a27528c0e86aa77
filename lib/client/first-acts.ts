'use client';

import { useEffect } from 'react';

interface Act {
  readonly event: Event;
  readonly target: Element;
  /** What a field had after it was typed into. */
  readonly text?: string;
}

declare global {
  interface Window {
    /** From public/first-acts.js: ends the keeping, and says what was kept, in its order. */
    hearthFirstActs?: () => readonly Act[];
  }
}

/** Does what was clicked, pressed and typed before the page listened. Mount it once, around everything that listens. */
export function useFirstActs(): void {
  useEffect(() => void doAll(window.hearthFirstActs?.() ?? []), []);
}

async function doAll(acts: readonly Act[]): Promise<void> {
  for (const act of acts) {
    doAgain(act);
    // React draws what comes of it before the next
    await Promise.resolve();
  }
}

function doAgain({ event, target, text }: Act): void {
  // a key that nothing in particular had goes where the focus is by now: one before it may have moved it
  const at = target === document.body ? (document.activeElement ?? target) : target;
  if (!at.isConnected) return;
  if (text !== undefined && (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) type(at, text);
  // an event's own properties are those that its copy is made from
  const Kind = event.constructor as new (type: string, init: EventInit) => Event;
  at.dispatchEvent(new Kind(event.type, event));
}

/** Trap: React takes no note of a text that a field had before, nor of one that is set past its own setter, which is why both are. */
function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = '';
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value');
  own?.set?.call(field, text);
}
