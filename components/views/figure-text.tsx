'use client';

import { millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import { formatAgo, formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';

/** A figure for a person. Instants are told by how long ago they were, with the instant itself on hover. */
export function FigureText({
  value,
  unit,
  text,
  className,
}: {
  value: number | undefined;
  unit: Unit;
  text: string;
  className?: string | undefined;
}) {
  const { zone, refreshedAt } = useTimeWindow();
  if (unit !== 'instant' || value === undefined) return <span className={className}>{text}</span>;
  const at = millis(value);
  return (
    <time dateTime={new Date(value).toISOString()} title={formatInstant(at, zone, refreshedAt)} className={className}>
      {formatAgo(at, refreshedAt)}
    </time>
  );
}
