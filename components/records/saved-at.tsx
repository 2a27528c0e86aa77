'use client';

import { millis } from '@/lib/base/time';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';

/** When something was saved, in the page's zone. */
export function SavedAt({ at, className }: { at: number; className?: string }) {
  const { zone, refreshedAt } = useTimeWindow();
  return (
    <time dateTime={new Date(at).toISOString()} {...(className === undefined ? {} : { className })}>
      {formatInstant(millis(at), zone, refreshedAt)}
    </time>
  );
}
