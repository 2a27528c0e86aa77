'use client';

import { create } from 'zustand';

/** What lies over the page; at most one of them. */
export type Overlay = 'commands' | 'shortcuts' | 'navigation';

interface ShellState {
  readonly overlay: Overlay | undefined;
  readonly show: (overlay: Overlay | undefined) => void;
  /** What was typed for an overlay before it was there. */
  readonly typed: string;
  readonly type: (change: (typed: string) => string) => void;
}

/** Which of the shell's overlays is open. */
export const useShellState = create<ShellState>((set) => ({
  overlay: undefined,
  show: (overlay) => set({ overlay, typed: '' }),
  typed: '',
  type: (change) => set(({ typed }) => ({ typed: change(typed) })),
}));
