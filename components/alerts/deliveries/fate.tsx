import { clsx } from 'clsx';
import type { Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import type { Delivery } from '@/lib/model/alert-notification';

const TONES = { waiting: 'text-run', sent: 'text-ok', dead: 'text-error', silenced: 'text-fg-3' } as const;

/** What became of a delivery, in a few words: `sent`, `next try in 12 s`, `given up after 8 tries`, `held back`. */
export function fateOf({ state, attempts, nextAt }: Delivery, now: Millis): string {
  switch (state) {
    case 'sent':
      return attempts > 1 ? `sent at the ${ordinal(attempts)} try` : 'sent';
    case 'dead':
      return attempts === 1 ? 'given up after one try' : `given up after ${attempts} tries`;
    case 'silenced':
      return 'held back';
    case 'waiting': {
      const wait = nextAt - now;
      const next = attempts === 0 ? 'first try' : 'next try';
      return wait > 0 ? `${next} in ${formatUnit(Math.ceil(wait / 1_000), 'seconds')}` : `${next} now`;
    }
  }
}

/** 2nd, 3rd, 11th, 22nd. */
export function ordinal(count: number): string {
  const teens = count % 100 > 10 && count % 100 < 14;
  return `${count}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')}`;
}

/** The fate in its colour, and what the last attempt came to where there is room. */
export function Fate({ delivery, now, className }: { delivery: Delivery; now: Millis; className?: string }) {
  const { state, outcome } = delivery;
  return (
    <span className={clsx('min-w-0 truncate', className)}>
      <span className={TONES[state]}>{fateOf(delivery, now)}</span>
      {outcome !== undefined && outcome !== '' && <span className="text-fg-3"> · {outcome}</span>}
    </span>
  );
}
