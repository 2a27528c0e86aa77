import { clsx } from 'clsx';
import type { Grid } from '@/lib/charts/grid';
import { shadedIn, type ShadedTime } from '@/lib/charts/shaded-time';

/** Texts that are shown at a spot; of more than these it says how many. */
const MOST = 4;

/** What is shaded at a step, below the figures. */
export function ShadedNotes({ times, grid, step }: { times: readonly ShadedTime[]; grid: Grid; step: number }) {
  const texts = shadedIn(times, grid, step);
  if (texts.length === 0) return null;
  const tones = new Map(times.map(({ text, tone }) => [text, tone]));
  return (
    <ul className="mt-1 grid gap-0.5 border-t border-line pt-1 text-fg-2">
      {texts.slice(0, MOST).map((text) => (
        <li key={text} className="flex items-start gap-1.5">
          <span aria-hidden className={clsx('mt-1 size-2 shrink-0 rounded-full', tones.get(text) === 'error' ? 'bg-error' : 'bg-warn')} />
          {text}
        </li>
      ))}
      {texts.length > MOST && <li className="text-fg-3">and {texts.length - MOST} more</li>}
    </ul>
  );
}
