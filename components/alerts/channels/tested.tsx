'use client';

import { clsx } from 'clsx';
import { nowMillis } from '@/lib/base/time';
import { formatAgo, formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { ShownChannel } from '@/lib/model/alert-channel';

/** Whether a channel was ever seen to work with the settings that it has. */
export function Tested({ channel: { testedAt }, className }: { channel: ShownChannel; className?: string }) {
  const { zone } = useTimeWindow();
  const now = nowMillis();
  if (testedAt === undefined) return <span className={clsx('text-sm text-warn', className)}>never tested</span>;
  return (
    <time
      dateTime={new Date(testedAt).toISOString()}
      title={formatInstant(testedAt, zone, now)}
      className={clsx('text-sm text-fg-3', className)}
    >
      tested {formatAgo(testedAt, now)}
    </time>
  );
}
