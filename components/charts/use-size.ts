'use client';

import { useCallback, useState } from 'react';

export interface Size {
  /** In whole px; 0 until the element is on the page. */
  readonly width: number;
  readonly height: number;
}

/** The size of the element that gets `ref`. */
export function useSize(): readonly [ref: (element: HTMLElement | null) => (() => void) | undefined, size: Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const measure = () => {
      const next = { width: Math.floor(element.clientWidth), height: Math.floor(element.clientHeight) };
      setSize((last) => (last.width === next.width && last.height === next.height ? last : next));
    };
    // it reports the first size, too, once the page is laid out: to ask for it here would lay the page out for each chart
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
