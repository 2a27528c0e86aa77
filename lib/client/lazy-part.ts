'use client';

import { lazy, useEffect, type ComponentType, type LazyExoticComponent } from 'react';
import { whenIdle } from '@/lib/client/idle';

/** A part of a page whose code comes when it is first drawn, or before that with `useAhead`. It is drawn within a Suspense. */
export type LazyPart<P extends object> = LazyExoticComponent<ComponentType<P>> & Ahead;

interface Ahead {
  /** Fetches the code. */
  readonly ahead: () => void;
}

/** The part that `load` brings. Trap: it is made once, outside of any component. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const ahead = (): void => {
    // what cannot be fetched now is fetched again, and its failure told, when it is drawn
    load().catch(() => undefined);
  };
  return Object.assign(
    lazy(async () => ({ default: await load() })),
    { ahead },
  );
}

/** Fetches the code of `parts`, always the same ones, when the page is `ready` and has nothing else to do: they open at once then. */
export function useAhead(parts: readonly Ahead[], ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    return whenIdle(() => parts.forEach((part) => part.ahead()));
  }, [parts, ready]);
}
