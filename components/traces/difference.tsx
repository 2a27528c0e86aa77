import { formatDuration, formatUnit } from '@/lib/base/units';
import { verdictOf } from '@/lib/waterfall/compare';

const TONES = { same: 'text-fg-3', slower: 'text-error', faster: 'text-ok' } as const;

/** How much longer or shorter the second of two durations (ns) is, and by which share of the first. */
export function Difference({ first, second }: { first: number; second: number }) {
  const verdict = verdictOf(first, second);
  const sign = second > first ? '+' : second < first ? '−' : '±';
  const share = first > 0 ? ` ${sign}${formatUnit(Math.abs(second - first) / first, 'ratio')}` : '';
  return (
    <span className={verdict === 'slower' || verdict === 'faster' ? TONES[verdict] : TONES.same}>
      {sign}
      {formatDuration(Math.abs(second - first))}
      <span className="text-xs max-md:hidden">{share}</span>
    </span>
  );
}
