'use client';

import { create } from 'zustand';
import type { Millis } from '@/lib/base/time';

interface Crosshair {
  /** The instant under the pointer, on whichever chart of the page it is. */
  readonly at: Millis | undefined;
  readonly point: (at: Millis | undefined) => void;
}

/** One crosshair for all charts of the page. */
export const useCrosshair = create<Crosshair>((set) => ({ at: undefined, point: (at) => set({ at }) }));
