'use client';

import { ArrowDown, ArrowUp, ChartSpline, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { foldSection, moveSection, removeSection, renameSection } from '@/lib/dashboards/edit-sections';
import type { Dashboard } from '@/lib/model/dashboard';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

/** The line above a section's panels while they are edited: its title, its place, whether it opens closed. */
export function EditSection({
  dashboard,
  index,
  onChange,
  onAddPanel,
  children,
}: {
  dashboard: Dashboard;
  index: number;
  onChange: (next: Dashboard, about?: string) => void;
  onAddPanel: () => void;
  children: ReactNode;
}) {
  const section = dashboard.sections[index];
  if (!section) return null;
  const name = section.title === '' ? `section ${index + 1}` : section.title;
  const alone = dashboard.sections.length === 1;
  return (
    <section aria-label={name} className="mb-4">
      <div className="mb-2 flex flex-wrap items-center gap-1">
        <Input
          label={`Title of section ${index + 1}`}
          value={section.title}
          placeholder={alone ? 'No section title' : 'Section without a title'}
          maxLength={200}
          onChange={(event) => onChange(renameSection(dashboard, index, event.target.value), `section ${index} title`)}
          className="w-64 border-transparent! bg-transparent! font-semibold hover:border-line! max-md:w-full"
        />
        {section.title !== '' && (
          <label className="flex h-7 items-center gap-1.5 px-2 text-sm text-fg-2">
            <input
              type="checkbox"
              checked={section.folded}
              onChange={(event) => onChange(foldSection(dashboard, index, event.target.checked))}
              className="accent-(--ember)"
            />
            Opens folded
          </label>
        )}
        <div className="ml-auto flex items-center gap-0.5">
          <Button variant="quiet" onClick={onAddPanel}>
            <ChartSpline size={13} aria-hidden />
            Add panel
          </Button>
          {!alone && (
            <>
              <IconButton label={`Move ${name} up`} disabled={index === 0} onClick={() => onChange(moveSection(dashboard, index, -1))}>
                <ArrowUp size={14} aria-hidden />
              </IconButton>
              <IconButton
                label={`Move ${name} down`}
                disabled={index === dashboard.sections.length - 1}
                onClick={() => onChange(moveSection(dashboard, index, 1))}
              >
                <ArrowDown size={14} aria-hidden />
              </IconButton>
              <IconButton label={`Remove ${name} and its panels`} onClick={() => onChange(removeSection(dashboard, index))}>
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </>
          )}
        </div>
      </div>
      {section.panels.length === 0 ? (
        <button
          type="button"
          onClick={onAddPanel}
          className="grid h-32 w-full place-items-center rounded-lg border border-dashed border-line-strong text-sm text-fg-3 hover:text-fg"
        >
          No panels here yet. Add one.
        </button>
      ) : (
        children
      )}
    </section>
  );
}
