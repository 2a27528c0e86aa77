'use client';

import { useQuery } from '@tanstack/react-query';
import { formatUnit } from '@/lib/base/units';
import { useIdle } from '@/lib/client/idle';
import { statusOptions } from '@/lib/client/queries';
import type { Status } from '@/lib/model/api';

/** 30 d, or 7–90 d where the signals differ. */
function retention({ traces, logs, metrics }: Status['retentionDays']): string {
  const days = [traces, logs, metrics];
  const [least, most] = [Math.min(...days), Math.max(...days)];
  return least === most ? `${least} d` : `${least}–${most} d`;
}

/** What comes in and what is stored, in two faint lines. */
export function RailFoot() {
  const { data, isError } = useQuery({ ...statusOptions(), enabled: useIdle() });
  if (isError) return <p className="px-2 py-2 text-xs leading-[1.6] text-error">Hearth does not answer</p>;
  if (!data) return <p className="h-[51px]" />;
  const { ingest, store, retentionDays } = data;
  return (
    <p className="px-2 py-2 text-xs leading-[1.6] text-fg-3" title="Taken in over the last minute; stored; kept for">
      ingest {formatUnit(ingest.perSecond, 'perSecond')}
      {ingest.perSecond > 0 && ` · lag ${formatUnit(ingest.lagMillis / 1_000, 'seconds')}`}
      <br />
      {formatUnit(store.spans, 'count')} {store.spans === 1 ? 'span' : 'spans'} · {formatUnit(store.bytes, 'bytes')} ·{' '}
      {retention(retentionDays)}
    </p>
  );
}
