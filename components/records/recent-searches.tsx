'use client';

import { SearchRow } from '@/components/records/search-row';
import { nowMillis } from '@/lib/base/time';
import { formatAgo } from '@/lib/client/format-time';
import { useRecentSearches } from '@/lib/client/searches';
import type { SearchPage } from '@/lib/model/saved-search';

/** The filters that were applied last on this page in this browser. */
export function RecentSearches({ page, onRun }: { page: SearchPage; onRun: (filter: string) => void }) {
  const recent = useRecentSearches(page);
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent-searches">
      <h2 id="recent-searches" className="mb-1 text-xs text-fg-3">
        Recent in this browser
      </h2>
      <ul>
        {recent.map(({ filter, at }) => (
          <SearchRow
            key={filter}
            filter={filter}
            onRun={onRun}
            end={<span className="shrink-0 px-2 text-xs text-fg-3">{formatAgo(at, nowMillis())}</span>}
          />
        ))}
      </ul>
    </section>
  );
}
