'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ChangeList } from '@/components/ui/change-list';
import { Dialog } from '@/components/ui/dialog';

/** Two versions that began with the same revision. What each changes in it is a line each. */
export interface Conflict {
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** Of theirs. */
  readonly revision: number;
  /** When theirs was saved; undefined where that is not known. */
  readonly savedAt?: ReactNode;
  /** What they wrote about it; '' for nothing. */
  readonly note: string;
}

/** A save was refused because someone else saved first: both versions, and the ways on. Nothing is decided until one is chosen; closing goes back to editing. */
export function ConflictDialog({
  noun,
  conflict,
  busy,
  onMine,
  onTheirs,
  onCopy,
  onClose,
}: {
  /** What both changed, e.g. `dashboard`. */
  noun: string;
  /** Undefined while there is none. */
  conflict: Conflict | undefined;
  busy: boolean;
  /** Saves mine on top of theirs, which stays in the history. */
  onMine: () => void;
  /** Drops mine. */
  onTheirs: () => void;
  /** Saves mine as one of its own; absent where that cannot be. */
  onCopy?: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={`Someone else saved this ${noun}`} size="wide" open={conflict !== undefined} onOpenChange={(open) => !open && onClose()}>
      {conflict && (
        <div className="grid gap-4">
          <p className="text-sm text-fg-2">
            Your changes are not saved yet. Since you began, revision {conflict.revision} was saved
            {conflict.savedAt !== undefined && <> at {conflict.savedAt}</>}
            {conflict.note !== '' && <>: “{conflict.note}”</>}.
          </p>
          <div className="grid gap-4 sm:grid-cols-2">
            <Side name="Yours" heading="Yours, not saved" changes={conflict.mine} none="You changed nothing." />
            <Side
              name="Theirs"
              heading={`Theirs, revision ${conflict.revision}`}
              changes={conflict.theirs}
              none="They saved it without a change."
            />
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={busy} onClick={onTheirs}>
              Take theirs
            </Button>
            {onCopy && (
              <Button disabled={busy} onClick={onCopy}>
                Save mine as a copy
              </Button>
            )}
            <Button variant="primary" disabled={busy} onClick={onMine}>
              Save mine as revision {conflict.revision + 1}
            </Button>
          </div>
          <p className="text-xs text-fg-3">Saving yours replaces theirs as a whole. Theirs stays in the history and can be restored.</p>
        </div>
      )}
    </Dialog>
  );
}

function Side({ name, heading, changes, none }: { name: string; heading: string; changes: readonly string[]; none: string }) {
  return (
    <section aria-label={name} className="grid content-start gap-2 rounded-md border border-line p-3">
      <h3 className="text-sm font-semibold">{heading}</h3>
      <ChangeList changes={changes} none={none} />
    </section>
  );
}
