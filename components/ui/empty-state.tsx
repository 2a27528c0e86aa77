import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** Why there is nothing here, and the nearest thing to try. */
export function EmptyState({
  title,
  hint,
  action,
  className,
}: {
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={clsx('flex h-full flex-col items-center justify-center gap-1 p-4 text-center', className)}>
      <p className="text-sm font-medium text-fg">{title}</p>
      {hint !== undefined && <p className="max-w-md text-sm text-fg-3">{hint}</p>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
