'use client';

import { millis } from '@/lib/base/time';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Draft } from '@/components/dashboards/edit/use-draft';
import { Button } from '@/components/ui/button';

/** Offers the changes of an earlier visit that were never saved. */
export function DraftBanner({ draft }: { draft: Draft }) {
  const { zone, refreshedAt } = useTimeWindow();
  const { kept, takeUp, drop } = draft;
  if (!kept) return null;
  return (
    <div role="status" className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-raised px-4 py-2 text-sm max-md:px-2">
      <span>You have unsaved changes from {formatInstant(millis(kept.at), zone, refreshedAt)}.</span>
      <Button onClick={takeUp} variant="primary">
        Take them up
      </Button>
      <Button onClick={drop}>Drop them</Button>
    </div>
  );
}
