'use client';

import { useMemo } from 'react';
import type { Millis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import type { Zone } from '@/lib/client/format-time';
import type { AlertRule } from '@/lib/model/alert';
import type { Change } from '@/lib/model/alert-state';
import { ChangeRow } from '@/components/alerts/rule/change-row';
import { RecordGrid } from '@/components/records/record-grid';

const nothing = () => undefined;

/** The changes, newest first, of which only those that are seen are drawn. `more`: there are older ones that were not read. */
export function ChangeGrid({
  ruleId,
  ruleAt,
  changes,
  old,
  more,
  zone,
  now,
  openId,
  onOpen,
}: {
  ruleId: string;
  /** The rule as it was at an instant. */
  ruleAt: (at: Millis) => AlertRule;
  changes: readonly Change[];
  old: boolean;
  more: boolean;
  zone: Zone;
  now: Millis;
  openId: string | null;
  onOpen: (change: Change) => void;
}) {
  const at = useMemo(() => changes.findIndex(({ id }) => id === openId), [changes, openId]);
  return (
    <RecordGrid
      label="Changes"
      page="Alert history"
      question={`changes ${ruleId}`}
      rows={changes}
      old={old}
      hasMore={false}
      onMore={nothing}
      opens="Open the change"
      at={at}
      onOpen={onOpen}
      {...(at >= 0 ? { onMove: onOpen } : {})}
      render={(change, index, active) => (
        <ChangeRow
          key={change.id}
          rule={ruleAt(change.at)}
          {...{ change, index, zone, now, active, onOpen }}
          selected={change.id === openId}
        />
      )}
      foot={
        <p className="flex h-10 items-center justify-center text-xs text-fg-3">
          {more ? `The newest ${formatInteger(changes.length)}. Choose an earlier window for older ones.` : 'That is all in this window.'}
        </p>
      }
    />
  );
}
