'use client';

import { millis, SECOND } from '@/lib/base/time';
import { formatAgo, formatRange } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { ServiceMap } from '@/lib/model/service-map';

/** A roll-up this young is as good as now. */
const NOW = 10;

/** What the map's figures are of: which time, how far behind, and whether there is more. */
export function MapAge({ map }: { map: ServiceMap }) {
  const { zone } = useTimeWindow();
  const { covers, lagSeconds, partial } = map;
  const notes = [
    ...(lagSeconds < NOW ? [] : [`calls up to ${formatAgo(millis(0), millis(lagSeconds * SECOND))}`]),
    ...(partial ? ['the busiest calls only'] : []),
  ];
  return (
    <p role="status" className="ml-auto text-xs text-fg-3" title="Calls are counted in whole five minutes">
      {/* a phone has room for what the time picker does not say */}
      <span className="max-md:sr-only">
        {formatRange(covers.from, covers.to, zone)}
        {notes.length > 0 && ' · '}
      </span>
      {notes.join(' · ')}
    </p>
  );
}
