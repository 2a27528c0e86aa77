import { clsx } from 'clsx';

/** Holds the place of what has never been loaded; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded bg-hover', className)} />;
}
