import { clsx } from 'clsx';

/** Holds the place of what has never been loaded; give it the size of what comes. It begins to pulse where that takes a while. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded bg-hover [animation-delay:1s]', className)} />;
}
