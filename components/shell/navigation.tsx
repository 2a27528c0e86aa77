'use client';

import { ALERTS, ALL_DASHBOARDS, DESTINATIONS, type Destination } from '@/components/shell/destinations';
import { FiringCount } from '@/components/shell/firing-count';
import { RailLink } from '@/components/shell/rail-link';
import { keptDestinations, useKeptDashboards } from '@/components/shell/kept-dashboards';

/** All pages by group, with the favourites among the dashboards that people made. `onGo`: called when one is chosen. */
export function Navigation({ folded, onGo }: { folded: boolean; onGo?: () => void }) {
  const favourites = keptDestinations(useKeptDashboards().filter(({ favourite }) => favourite));
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto">
      {DESTINATIONS.map((group) => (
        <div
          key={group.title ?? ''}
          className="flex flex-col gap-0.5"
          {...(group.title === undefined ? {} : { role: 'group', 'aria-label': group.title })}
        >
          {group.title !== undefined && (
            <span aria-hidden className="px-2 pt-3 pb-1 text-xs font-[550] text-fg-3 folded:invisible folded:h-2 folded:py-0">
              {group.title}
            </span>
          )}
          {withFavourites(group.destinations, favourites).map((destination) => (
            <RailLink
              key={destination.href}
              destination={destination}
              folded={folded}
              onGo={onGo}
              {...(destination === ALERTS ? { end: <FiringCount /> } : {})}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Favourites stand before the line that leads to all dashboards. */
function withFavourites(destinations: readonly Destination[], favourites: readonly Destination[]): readonly Destination[] {
  const at = destinations.indexOf(ALL_DASHBOARDS);
  return at === -1 ? destinations : destinations.toSpliced(at, 0, ...favourites);
}
