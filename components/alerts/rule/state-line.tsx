'use client';

import { SECOND } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatAgo, formatInstant, type Zone } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import type { AlertListing } from '@/lib/model/alert-api';
import { StateMark } from '@/components/alerts/overview/state-mark';
import { CONDITIONS } from '@/components/alerts/overview/tiles';
import { stateSentence } from '@/components/alerts/rule/state-sentence';

/** How the rule is now, in one line, and when that was found. */
export function StateLine({ listing, zone }: { listing: AlertListing; zone: Zone }) {
  const now = useNow(true, SECOND);
  const { condition, flapping, state } = listing;
  const { word, tone } = CONDITIONS[condition];
  return (
    <p role="status" className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 py-1 text-sm max-md:px-2">
      <StateMark word={flapping ? `${word}, flapping` : word} tone={tone} />
      <span className="text-fg">{stateSentence(listing, now, (at) => formatInstant(at, zone, now))}</span>
      {state && (
        <span className="ml-auto text-xs whitespace-nowrap text-fg-3 max-md:ml-0">
          evaluated {formatAgo(state.ranAt, now)}, took {formatUnit(state.took, 'milliseconds')}
        </span>
      )}
    </p>
  );
}
