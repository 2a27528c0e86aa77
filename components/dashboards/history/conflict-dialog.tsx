'use client';

import { dashboardChanges } from '@/lib/dashboards/changes';
import type { Dashboard } from '@/lib/model/dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { ChangeList } from '@/components/ui/change-list';
import { SavedAt } from '@/components/dashboards/saved-at';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/**
 * A save was refused because someone else saved first: both versions, each as what it changes in the revision that both began
 * with, and the three ways on. Nothing is decided until one is chosen; closing goes back to editing.
 */
export function ConflictDialog({
  base,
  mine,
  theirs,
  busy,
  onMine,
  onTheirs,
  onCopy,
  onClose,
}: {
  /** What both began with. */
  base: Dashboard;
  mine: Dashboard;
  /** The newest revision; undefined while there is no conflict. */
  theirs: SavedDashboard | undefined;
  busy: boolean;
  /** Saves mine on top of theirs, which stays in the history. */
  onMine: (theirs: SavedDashboard) => void;
  /** Drops mine. */
  onTheirs: (theirs: SavedDashboard) => void;
  /** Saves mine as a dashboard of its own. */
  onCopy: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      title="Someone else saved this dashboard"
      size="wide"
      open={theirs !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {theirs && (
        <div className="grid gap-4">
          <p className="text-sm text-fg-2">
            Your changes are not saved yet. Since you began, revision {theirs.revision} was saved
            {theirs.savedAt !== undefined && (
              <>
                {' '}
                at <SavedAt at={theirs.savedAt} />
              </>
            )}
            {theirs.note !== '' && <>: “{theirs.note}”</>}.
          </p>
          <div className="grid gap-4 sm:grid-cols-2">
            <section aria-label="Yours" className="grid content-start gap-2 rounded-md border border-line p-3">
              <h3 className="text-sm font-semibold">Yours, not saved</h3>
              <ChangeList changes={dashboardChanges(base, mine)} none="You changed nothing." />
            </section>
            <section aria-label="Theirs" className="grid content-start gap-2 rounded-md border border-line p-3">
              <h3 className="text-sm font-semibold">Theirs, revision {theirs.revision}</h3>
              <ChangeList changes={dashboardChanges(base, theirs.dashboard)} none="They saved it without a change." />
            </section>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={busy} onClick={() => onTheirs(theirs)}>
              Take theirs
            </Button>
            <Button disabled={busy} onClick={onCopy}>
              Save mine as a copy
            </Button>
            <Button variant="primary" disabled={busy} onClick={() => onMine(theirs)}>
              Save mine as revision {theirs.revision + 1}
            </Button>
          </div>
          <p className="text-xs text-fg-3">Saving yours replaces theirs as a whole. Theirs stays in the history and can be restored.</p>
        </div>
      )}
    </Dialog>
  );
}
