'use client';

import { BellOff, Copy, Ellipsis, History, Pause, Play, RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useLink } from '@/lib/client/link';
import type { AlertListing } from '@/lib/model/alert-api';
import type { RuleDraft } from '@/components/alerts/editor/use-rule-draft';
import type { RuleSaving } from '@/components/alerts/editor/use-save-rule';
import { AlertsCrumb } from '@/components/alerts/overview/alerts-crumb';
import type { RuleActions } from '@/components/alerts/overview/use-rule-actions';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { Pill } from '@/components/ui/pill';

/** The line above the editor: which rule, whether it is saved, and what can be done with it. */
export function EditorHeader({
  listing,
  draft,
  saving,
  able,
  actions,
  onSave,
  onRevert,
  onSilence,
  onDelete,
}: {
  /** Undefined for a new rule. */
  listing: AlertListing | undefined;
  draft: RuleDraft;
  saving: RuleSaving;
  /** Whether there is something to save, and nothing is known to stand in the way. */
  able: boolean;
  actions: RuleActions;
  onSave: () => void;
  onRevert: () => void;
  onSilence: () => void;
  onDelete: () => void;
}) {
  const link = useLink();
  const { rule, dirty } = draft;
  const title = rule.title.trim() === '' ? 'New rule' : rule.title;
  return (
    <PageHeader
      title={title}
      before={<AlertsCrumb />}
      note={
        <>
          {rule.prebuilt && <Pill className="max-md:hidden">prebuilt</Pill>}
          {listing?.rule.paused && <Pill>paused</Pill>}
          {listing ? dirty && <Pill tone="warn">unsaved</Pill> : <Pill>not saved yet</Pill>}
        </>
      }
    >
      {dirty && (
        <Button onClick={onRevert} disabled={saving.busy} className="max-sm:hidden">
          Revert
        </Button>
      )}
      {listing && (
        <>
          <Button asChild className="max-md:hidden">
            <Link href={link(`/alerts/${listing.rule.id}/history`)}>History</Link>
          </Button>
          <Button onClick={onSilence} className="max-md:hidden">
            Silence
          </Button>
          <RuleMore listing={listing} draft={draft} saving={saving} actions={actions} onSilence={onSilence} onDelete={onDelete} />
        </>
      )}
      <Button variant="primary" disabled={!able || saving.busy} onClick={onSave}>
        {saving.busy ? 'Saving …' : 'Save'}
      </Button>
    </PageHeader>
  );
}

function RuleMore({
  listing,
  draft,
  saving,
  actions,
  onSilence,
  onDelete,
}: {
  listing: AlertListing;
  draft: RuleDraft;
  saving: RuleSaving;
  actions: RuleActions;
  onSilence: () => void;
  onDelete: () => void;
}) {
  const link = useLink();
  const { id, prebuilt, paused } = listing.rule;
  return (
    <DropdownMenu
      trigger={
        <IconButton label="More on this alert">
          <Ellipsis size={15} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem asChild className="md:hidden">
        <Link href={link(`/alerts/${id}/history`)}>
          <History size={13} aria-hidden />
          History
        </Link>
      </MenuItem>
      <MenuItem icon={<BellOff size={13} aria-hidden />} onSelect={onSilence} className="md:hidden">
        Silence
      </MenuItem>
      {/* pausing saves a revision, which unsaved changes would then not be based on */}
      <MenuItem
        icon={paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
        disabled={draft.dirty}
        {...(draft.dirty ? { hint: 'save first' } : {})}
        onSelect={() => actions.pause([listing], !paused)}
      >
        {paused ? 'Resume' : 'Pause'}
      </MenuItem>
      <MenuItem asChild>
        <Link href={link('/alerts/new', { copy: id })}>
          <Copy size={13} aria-hidden />
          Duplicate
        </Link>
      </MenuItem>
      {prebuilt && (
        <MenuItem icon={<RotateCcw size={13} aria-hidden />} onSelect={() => void saving.restore()}>
          Put back to how it came
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem tone="error" icon={<Trash2 size={13} aria-hidden />} onSelect={onDelete}>
        Delete
      </MenuItem>
    </DropdownMenu>
  );
}
