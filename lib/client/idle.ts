'use client';

import { useEffect, useState } from 'react';

interface WithIdle {
  readonly requestIdleCallback?: (run: () => void, options?: { readonly timeout?: number }) => number;
  readonly cancelIdleCallback?: (handle: number) => void;
}

/** ms after which a browser that does not tell when it is idle is taken to be. */
const LIKELY_IDLE = 1_000;

/** Runs `run` when the page has nothing else to do, `within` ms at the latest where that is given. Returns what calls it off. */
export function whenIdle(run: () => void, within?: number): () => void {
  const { requestIdleCallback, cancelIdleCallback } = globalThis as WithIdle;
  if (requestIdleCallback && cancelIdleCallback) {
    const handle = requestIdleCallback(run, within === undefined ? {} : { timeout: within });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, LIKELY_IDLE);
  return () => clearTimeout(timer);
}

/** The longest that a question waits for a page that always has something to do, ms. */
const LONGEST_WAIT = 1_000;

/** False until the page has once had nothing to do since this was mounted: for questions that can wait until its own content is drawn. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true), LONGEST_WAIT), []);
  return idle;
}
