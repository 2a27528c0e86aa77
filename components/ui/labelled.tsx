import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A control with a word above it. The control names itself for screen readers. */
export function Labelled({ text, note, className, children }: { text: string; note?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <div className={clsx('grid min-w-0 content-start gap-1', className)}>
      <span className="text-sm text-fg-2">{text}</span>
      {children}
      {note !== undefined && <span className="text-xs text-fg-3">{note}</span>}
    </div>
  );
}
