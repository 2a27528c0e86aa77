import type { ReactNode } from 'react';

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="rounded border border-line px-1 font-sans text-xs text-fg-3">{children}</kbd>;
}
