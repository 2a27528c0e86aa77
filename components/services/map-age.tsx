'use client';

import { SECOND } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatRange } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { ServiceMap } from '@/lib/model/service-map';

/** A roll-up this young is as good as now. */
const NOW = 10;

/** What the map's figures are of: which time, how far behind, and whether there is more. */
export function MapAge({ map }: { map: ServiceMap }) {
  const { zone } = useTimeWindow();
  const { covers, lagSeconds, partial } = map;
  const behind = lagSeconds < NOW ? '' : ` · calls up to ${formatUnit(lagSeconds * SECOND, 'milliseconds')} ago`;
  return (
    <p role="status" className="ml-auto text-xs text-fg-3" title="Calls are counted in whole five minutes">
      {formatRange(covers.from, covers.to, zone)}
      {behind}
      {partial && ' · the busiest calls only'}
    </p>
  );
}
