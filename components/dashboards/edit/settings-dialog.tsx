'use client';

import { DAY, HOUR, MINUTE, millis } from '@/lib/base/time';
import { parseLength, printLength } from '@/lib/client/time-params';
import { nameWindow } from '@/lib/client/window-name';
import type { Dashboard } from '@/lib/model/dashboard';
import { Labelled } from '@/components/ui/labelled';
import { VariablesEditor } from '@/components/dashboards/edit/variables-editor';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const WINDOWS = [15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY].map(millis);
const NONE = 'none';

/** Tags as they are typed. */
function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, 50));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 20);
}

/** What a dashboard is called, where it is kept, which window it opens with, and its variables. Every change is part of the draft. */
export function SettingsDialog({
  dashboard,
  onChange,
  open,
  onOpenChange,
}: {
  dashboard: Dashboard;
  onChange: (next: Dashboard, about?: string) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { last } = dashboard;
  const lengths = last === undefined || WINDOWS.includes(last) ? WINDOWS : [...WINDOWS, last];
  const setWindow = (value: string) => {
    const { last: _before, ...others } = dashboard;
    const length = parseLength(value);
    onChange(length === undefined ? others : { ...others, last: length });
  };
  return (
    <Dialog title="Dashboard settings" size="wide" open={open} onOpenChange={onOpenChange}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Labelled text="Title">
          <Input
            label="Title"
            value={dashboard.title}
            maxLength={200}
            invalid={dashboard.title.trim() === ''}
            onChange={(event) => onChange({ ...dashboard, title: event.target.value }, 'title')}
          />
        </Labelled>
        <Labelled text="Folder">
          <Input
            label="Folder"
            value={dashboard.folder}
            maxLength={200}
            placeholder="none, or a path such as team/search"
            onChange={(event) => onChange({ ...dashboard, folder: event.target.value }, 'folder')}
          />
        </Labelled>
        <Labelled text="Description" className="sm:col-span-2">
          <Input
            label="Description"
            value={dashboard.description}
            maxLength={2_000}
            onChange={(event) => onChange({ ...dashboard, description: event.target.value }, 'description')}
          />
        </Labelled>
        <Labelled text="Tags, with commas between them">
          <Input
            label="Tags"
            defaultValue={dashboard.tags.join(', ')}
            onChange={(event) => onChange({ ...dashboard, tags: readTags(event.target.value) }, 'tags')}
          />
        </Labelled>
        <Labelled text="Opens with">
          <Select
            label="Window that it opens with"
            value={last === undefined ? NONE : printLength(last)}
            onChange={setWindow}
            options={[
              { value: NONE, label: 'The usual window' },
              ...lengths.map((length) => ({ value: printLength(length), label: nameWindow({ last: length }, 'utc') })),
            ]}
          />
        </Labelled>
      </div>
      <VariablesEditor dashboard={dashboard} onChange={onChange} />
    </Dialog>
  );
}
