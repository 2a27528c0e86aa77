'use client';

import { Plus, Redo2, Rows3, SlidersHorizontal, Undo2 } from 'lucide-react';
import { addSection } from '@/lib/dashboards/edit-sections';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import type { Start } from '@/components/dashboards/edit/dashboard-editor';
import { SaveMenu } from '@/components/dashboards/edit/save-menu';
import type { Draft } from '@/components/dashboards/edit/use-draft';
import { PageHeader } from '@/components/shell/page-header';
import { TimePicker } from '@/components/shell/time-picker';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';
import { Pill } from '@/components/ui/pill';

/** The header line of a dashboard under change. */
export function EditHeader({
  start,
  draft,
  onSettings,
  onAddPanel,
  onSaved,
  onDiscard,
}: {
  start: Start;
  draft: Draft;
  onSettings: () => void;
  onAddPanel: () => void;
  onSaved: (saved: SavedDashboard) => void;
  onDiscard: () => void;
}) {
  const { dashboard, change, undo, redo, canUndo, canRedo, dirty } = draft;
  return (
    <PageHeader
      title={dashboard.title}
      note={
        <>
          <Pill className="max-md:hidden">{start.kind === 'new' ? 'not saved yet' : dirty ? 'unsaved changes' : 'editing'}</Pill>
          <IconButton label="Undo (⌘Z)" size="small" disabled={!canUndo} onClick={undo}>
            <Undo2 size={14} aria-hidden />
          </IconButton>
          <IconButton label="Redo (⇧⌘Z)" size="small" disabled={!canRedo} onClick={redo}>
            <Redo2 size={14} aria-hidden />
          </IconButton>
        </>
      }
    >
      <DropdownMenu
        trigger={
          <Button aria-label="Add">
            <Plus size={13} aria-hidden />
            <span className="max-md:hidden">Add</span>
          </Button>
        }
      >
        <MenuItem icon={<Plus size={13} aria-hidden />} hint="p" onSelect={onAddPanel}>
          Panel
        </MenuItem>
        <MenuItem icon={<Rows3 size={13} aria-hidden />} onSelect={() => change(addSection(dashboard, 'New section'))}>
          Section
        </MenuItem>
      </DropdownMenu>
      <Button onClick={onSettings} aria-label="Settings: title, variables, window" className="max-md:w-7 max-md:justify-center max-md:px-0">
        <SlidersHorizontal size={13} aria-hidden />
        <span className="max-md:hidden">Settings</span>
      </Button>
      <span className="max-sm:hidden">
        <TimePicker />
      </span>
      <Button onClick={onDiscard} className="max-sm:hidden">
        {dirty ? 'Discard' : 'Done'}
      </Button>
      <SaveMenu start={start} draft={draft} onSaved={onSaved} />
    </PageHeader>
  );
}
