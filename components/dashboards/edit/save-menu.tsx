'use client';

import { useState, type FormEvent } from 'react';
import { toast } from 'sonner';
import { dashboardChanges } from '@/lib/dashboards/changes';
import { createDashboard, saveDashboard, useRenewDashboards } from '@/lib/client/dashboards';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import type { Start } from '@/components/dashboards/edit/dashboard-editor';
import type { Draft } from '@/components/dashboards/edit/use-draft';
import { SavedAt } from '@/components/records/saved-at';
import { Button } from '@/components/ui/button';
import { ConflictDialog } from '@/components/ui/conflict-dialog';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';

/** Saves the draft as the next revision, with a note about it; a new dashboard under the title that it is given here. */
export function SaveMenu({ start, draft, onSaved }: { start: Start; draft: Draft; onSaved: (saved: SavedDashboard) => void }) {
  const { dashboard, change, dirty } = draft;
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string>();
  const [conflict, setConflict] = useState<SavedDashboard>();
  const renew = useRenewDashboards();
  const done = (saved: SavedDashboard) => {
    void renew();
    onSaved(saved);
  };
  const fresh = start.kind === 'new';
  const able = (fresh || dirty) && !saving;
  useShortcuts([{ keys: 'mod+s', label: 'Save', group: 'Editing', run: () => setOpen(true) }]);

  const save = async (basedOn: number) => {
    setSaving(true);
    setFault(undefined);
    try {
      if (fresh) return done(await createDashboard({ dashboard, note }));
      const saved = await saveDashboard(dashboard.slug, { dashboard, basedOn, note });
      if (!saved.ok) {
        setOpen(false);
        return setConflict(saved.error);
      }
      setConflict(undefined);
      toast.success(`Saved as revision ${saved.value.revision}`);
      done(saved.value);
    } catch (cause) {
      setFault(cause instanceof Error ? cause.message : String(cause));
      setOpen(true);
    } finally {
      setSaving(false);
    }
  };
  const copy = async () => {
    setSaving(true);
    try {
      done(await createDashboard({ dashboard: { ...dashboard, title: `${dashboard.title} (copy)` }, note }));
    } catch (cause) {
      toast.error('The copy was not saved', { description: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (able) void save(start.kind === 'saved' ? start.saved.revision : 0);
  };
  return (
    <>
      <Popover
        label="Save"
        align="end"
        className="w-80"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button variant="primary" disabled={!able}>
            Save{fresh ? ' …' : ''}
          </Button>
        }
      >
        <form onSubmit={submit} className="grid gap-2">
          {fresh && (
            <label className="grid gap-1">
              <span className="text-fg-2">Title</span>
              <Input
                label="Title"
                value={dashboard.title}
                maxLength={200}
                required
                onChange={(event) => change({ ...dashboard, title: event.target.value }, 'title')}
              />
            </label>
          )}
          <label className="grid gap-1">
            <span className="text-fg-2">What changed, for the history</span>
            <Input
              label="What changed"
              value={note}
              maxLength={500}
              placeholder="optional"
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          {fault !== undefined && (
            <p role="alert" className="text-error">
              {fault}
            </p>
          )}
          <Button type="submit" variant="primary" className="justify-center" disabled={!able || dashboard.title.trim() === ''}>
            {fresh ? 'Save as a new dashboard' : saving ? 'Saving …' : 'Save'}
          </Button>
        </form>
      </Popover>
      {start.kind === 'saved' && (
        <ConflictDialog
          noun="dashboard"
          conflict={
            conflict && {
              mine: dashboardChanges(start.saved.dashboard, dashboard),
              theirs: dashboardChanges(start.saved.dashboard, conflict.dashboard),
              revision: conflict.revision,
              savedAt: conflict.savedAt === undefined ? undefined : <SavedAt at={conflict.savedAt} />,
              note: conflict.note,
            }
          }
          busy={saving}
          onMine={() => conflict && void save(conflict.revision)}
          onTheirs={() => conflict && onSaved(conflict)}
          onCopy={() => void copy()}
          onClose={() => setConflict(undefined)}
        />
      )}
    </>
  );
}
