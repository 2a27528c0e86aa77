'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { DAY, millis, type Millis } from '@/lib/base/time';
import { ruleRevisionsOptions } from '@/lib/client/alerts';
import type { Zone } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertRule } from '@/lib/model/alert';
import type { Change } from '@/lib/model/alert-state';
import { ChangeDetails } from '@/components/alerts/rule/change-details';
import { ChangeRow } from '@/components/alerts/rule/change-row';
import { HistoryGrid } from '@/components/alerts/rule/history-grid';
import { ListedRows } from '@/components/alerts/rule/listed-rows';
import type { Listed } from '@/components/alerts/rule/use-history';
import { PANEL_ROW, SidePanel } from '@/components/records/side-panel';
import { Button } from '@/components/ui/button';

/** As far back as a click goes where a window has no changes. */
const FAR = millis(30 * DAY);

/** What changed in the page's window, and all of the change that is open. */
export function ChangesTab({
  rule,
  list,
  narrowed,
  zone,
  now,
  openId,
  onOpen,
  onClose,
}: {
  rule: AlertRule;
  list: Listed<Change>;
  /** To a group or a kind. */
  narrowed: boolean;
  zone: Zone;
  now: Millis;
  openId: string | null;
  onOpen: (change: Change) => void;
  onClose: () => void;
}) {
  const { range, setWindow } = useTimeWindow();
  const { data: revisions } = useQuery(ruleRevisionsOptions(rule.id));
  // why it changed then is said by the bounds of then
  const ruleAt = useCallback(
    (at: Millis) => revisions?.find(({ savedAt }) => savedAt <= at)?.rule ?? revisions?.at(-1)?.rule ?? rule,
    [revisions, rule],
  );
  const open = list.rows.find(({ id }) => id === openId);
  return (
    <div className={PANEL_ROW}>
      <ListedRows
        list={list}
        label="Changes"
        failed="The changes could not be read"
        empty={narrowed ? 'No such change in this window' : 'Nothing changed in this window'}
        hint={narrowed ? 'Try all groups, all changes, or a longer window.' : 'Every change of a group’s state is kept for 90 days.'}
        action={range.to - range.from < FAR && <Button onClick={() => setWindow({ last: FAR })}>Look at the last 30 days</Button>}
      >
        <HistoryGrid
          {...{ list, openId, onOpen }}
          label="Changes"
          ruleId={rule.id}
          opens="Open the change"
          render={(change, place) => <ChangeRow key={change.id} rule={ruleAt(change.at)} {...{ change, zone, now, onOpen }} {...place} />}
          all="That is all in this window."
          older="Choose an earlier window for older ones."
        />
      </ListedRows>
      {open && (
        <SidePanel label="Change" onClose={onClose}>
          <ChangeDetails {...{ zone, now }} rule={ruleAt(open.at)} change={open} />
        </SidePanel>
      )}
    </div>
  );
}
