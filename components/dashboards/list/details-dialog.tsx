'use client';

import { useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import { folderFromText, tagsFromText } from '@/lib/dashboards/listing';
import type { DashboardListing } from '@/lib/model/saved-dashboard';
import type { Details } from '@/components/dashboards/list/use-dashboard-actions';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';

/** Changes a dashboard's title, folder, tags and description: a new revision, like every change. */
export function DetailsDialog({
  listing,
  folders,
  onSave,
  onClose,
}: {
  /** Undefined while it is closed. */
  listing: DashboardListing | undefined;
  folders: readonly string[];
  /** Whether it was saved. */
  onSave: (listing: DashboardListing, details: Details) => Promise<boolean>;
  onClose: () => void;
}) {
  return (
    <Dialog
      title="Name, folder and tags"
      open={listing !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {listing && <DetailsForm key={listing.slug} listing={listing} folders={folders} onSave={onSave} onClose={onClose} />}
    </Dialog>
  );
}

function DetailsForm({
  listing,
  folders,
  onSave,
  onClose,
}: {
  listing: DashboardListing;
  folders: readonly string[];
  onSave: (listing: DashboardListing, details: Details) => Promise<boolean>;
  onClose: () => void;
}) {
  const [title, setTitle] = useState(listing.title);
  const [folder, setFolder] = useState(listing.folder);
  const [tags, setTags] = useState(listing.tags.join(', '));
  const [description, setDescription] = useState(listing.description);
  const [saving, setSaving] = useState(false);
  const known = useId();
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setSaving(true);
    const details = { title: title.trim(), folder: folderFromText(folder), tags: tagsFromText(tags), description: description.trim() };
    if (await onSave(listing, details)) onClose();
    else setSaving(false);
  };
  return (
    <form className="grid gap-3" onSubmit={(event) => void submit(event)}>
      <Labelled title="Title">
        <Input label="Title" autoFocus required maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Labelled>
      <Labelled title="Folder" hint="A path such as team/search; empty for none.">
        <Input label="Folder" list={known} maxLength={200} value={folder} onChange={(event) => setFolder(event.target.value)} />
        <datalist id={known}>
          {folders.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </Labelled>
      <Labelled title="Tags" hint="Separated by commas.">
        <Input label="Tags" value={tags} onChange={(event) => setTags(event.target.value)} />
      </Labelled>
      <Labelled title="Description">
        <Input label="Description" maxLength={2_000} value={description} onChange={(event) => setDescription(event.target.value)} />
      </Labelled>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving || title.trim() === ''}>
          Save
        </Button>
      </div>
    </form>
  );
}

function Labelled({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className="grid gap-1 text-sm">
      <span aria-hidden className="text-fg-2">
        {title}
        {hint !== undefined && <span className="ml-2 text-xs text-fg-3">{hint}</span>}
      </span>
      {children}
    </div>
  );
}
