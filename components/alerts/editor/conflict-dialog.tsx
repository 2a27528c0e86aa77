'use client';

import { useQuery } from '@tanstack/react-query';
import { channelsOptions } from '@/lib/client/alert-channels';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertRule } from '@/lib/model/alert';
import type { SavedRule } from '@/lib/model/alert-store';
import { ruleDifferences } from '@/components/alerts/rule/rule-differences';
import { Button } from '@/components/ui/button';
import { ChangeList } from '@/components/ui/change-list';
import { Dialog } from '@/components/ui/dialog';

/** Someone else saved the rule first: what each side changes in what both began with, and the ways on. Closing goes back to editing. */
export function ConflictDialog({
  base,
  mine,
  theirs,
  busy,
  onMine,
  onTheirs,
  onClose,
}: {
  /** What both began with. */
  base: AlertRule;
  mine: AlertRule;
  /** The newest revision; undefined while there is no conflict. */
  theirs: SavedRule | undefined;
  busy: boolean;
  /** Saves mine on top of theirs. */
  onMine: (theirs: SavedRule) => void;
  /** Drops mine. */
  onTheirs: (theirs: SavedRule) => void;
  onClose: () => void;
}) {
  const { zone, refreshedAt } = useTimeWindow();
  const { data: channels } = useQuery(channelsOptions());
  const nameOf = (id: string) => channels?.find((channel) => channel.id === id)?.name ?? id;
  return (
    <Dialog title="Someone else saved this alert" size="wide" open={theirs !== undefined} onOpenChange={(open) => !open && onClose()}>
      {theirs && (
        <div className="grid gap-4">
          <p className="text-sm text-fg-2">
            Your changes are not saved yet. Since you began, revision {theirs.revision} was saved at{' '}
            {formatInstant(theirs.savedAt, zone, refreshedAt)}
            {theirs.note !== '' && <>: “{theirs.note}”</>}.
          </p>
          <div className="grid gap-4 sm:grid-cols-2">
            <section aria-label="Yours" className="grid content-start gap-2 rounded-md border border-line p-3">
              <h3 className="text-sm font-semibold">Yours, not saved</h3>
              <ChangeList changes={ruleDifferences(base, mine, nameOf)} none="You changed nothing." />
            </section>
            <section aria-label="Theirs" className="grid content-start gap-2 rounded-md border border-line p-3">
              <h3 className="text-sm font-semibold">Theirs, revision {theirs.revision}</h3>
              <ChangeList changes={ruleDifferences(base, theirs.rule, nameOf)} none="They saved it without a change." />
            </section>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={busy} onClick={() => onTheirs(theirs)}>
              Take theirs
            </Button>
            <Button variant="primary" disabled={busy} onClick={() => onMine(theirs)}>
              Save mine as revision {theirs.revision + 1}
            </Button>
          </div>
          <p className="text-xs text-fg-3">Saving yours replaces theirs as a whole. Theirs stays in the history.</p>
        </div>
      )}
    </Dialog>
  );
}
