'use client';

import { useSize } from '@/components/charts/use-size';

/** The width in px of the element that gets `ref`; 0 until it is on the page. */
export function useWidth(): readonly [ref: (element: HTMLElement | null) => (() => void) | undefined, width: number] {
  const [ref, { width }] = useSize();
  return [ref, width];
}
