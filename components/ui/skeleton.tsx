import { clsx } from 'clsx';

/**
 * Holds the place of what has never been loaded; give it the size of what comes. It begins to pulse where that takes a while, in
 * steps: where the processor draws, twenty of them that fade at every frame take a third of a core from what they wait for.
 */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={clsx('animate-pulse rounded bg-line/80 [animation-delay:2s] [animation-timing-function:steps(8)]', className)}
    />
  );
}
