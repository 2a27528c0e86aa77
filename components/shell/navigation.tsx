'use client';

import { DESTINATIONS } from '@/components/shell/destinations';
import { RailLink } from '@/components/shell/rail-link';

/** All pages by group. `onGo`: called when one is chosen. */
export function Navigation({ folded, onGo }: { folded: boolean; onGo?: () => void }) {
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
          {group.destinations.map((destination) => (
            <RailLink key={destination.href} destination={destination} folded={folded} onGo={onGo} />
          ))}
        </div>
      ))}
    </div>
  );
}
