import { comingSpans } from '@/components/alerts/silences/time-words';
import type { Millis } from '@/lib/base/time';
import { formatDay, formatRange, zoneName, type Zone } from '@/lib/client/format-time';
import type { SilenceTime } from '@/lib/model/alert-silence';

/** Next times that are shown. */
const SHOWN = 3;

/** When a recurring window comes next, in the reader's zone. */
export function ComingList({ time, now, zone }: { time: SilenceTime; now: Millis; zone: Zone }) {
  const spans = comingSpans(time, now, SHOWN);
  if (spans.length === 0) return <p className="text-sm text-warn">It never comes: it ends before it begins.</p>;
  return (
    <div className="text-sm text-fg-2">
      <p className="text-xs text-fg-3">Next, in {zoneName(zone)}</p>
      <ol aria-label="Next times">
        {spans.map(({ from, to }) => (
          <li key={from}>
            {formatDay(from, zone).slice(0, 3)} {formatRange(from, to, zone)}
            {from <= now && <span className="ml-2 text-ok">now</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
