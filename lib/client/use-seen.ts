'use client';

import { useCallback, useState } from 'react';

/** How far outside the window an element counts as nearly seen. */
const NEARLY = '240px';

/** Whether the element that gets `ref` is in or near view. */
export function useSeen(): readonly [ref: (element: HTMLElement | null) => (() => void) | undefined, seen: boolean] {
  const [seen, setSeen] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    // at once: an observer reports after the first frame, and what is asked when seen would wait for it
    const { top, bottom } = element.getBoundingClientRect();
    setSeen(bottom > 0 && top < window.innerHeight);
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: NEARLY });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, seen];
}
