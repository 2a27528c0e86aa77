'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { AlertRule } from '@/lib/model/alert';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

type Labels = AlertRule['labels'];

const NAME = /^[A-Za-z_][\w.\-/]*$/;

/** A rule's own labels, for silences and for whoever is told. */
export function LabelsEditor({ labels, onChange }: { labels: Labels; onChange: (labels: Labels) => void }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const trimmed = name.trim();
  const fault =
    trimmed === ''
      ? undefined
      : !NAME.test(trimmed)
        ? 'A name begins with a letter and has no spaces.'
        : trimmed in labels
          ? `${trimmed} is there already.`
          : undefined;
  const add = () => {
    if (trimmed === '' || fault !== undefined) return;
    onChange({ ...labels, [trimmed]: value.trim() });
    setName('');
    setValue('');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {Object.entries(labels).map(([label, text]) => (
        <div key={label} className="flex items-center gap-1.5">
          <span className="w-28 shrink-0 truncate font-mono text-xs">{label}</span>
          <Input
            label={`Value of ${label}`}
            value={text}
            maxLength={500}
            onChange={(event) => onChange({ ...labels, [label]: event.target.value })}
            className="flex-1"
          />
          <IconButton
            label={`Remove the label ${label}`}
            size="small"
            onClick={() => onChange(Object.fromEntries(Object.entries(labels).filter(([each]) => each !== label)))}
          >
            <X size={12} aria-hidden />
          </IconButton>
        </div>
      ))}
      <form
        className="flex items-center gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Input
          label="Name of a new label"
          value={name}
          maxLength={100}
          placeholder="team"
          invalid={fault !== undefined}
          onChange={(event) => setName(event.target.value)}
          className="w-28 shrink-0"
        />
        <Input
          label="Value of a new label"
          value={value}
          maxLength={500}
          placeholder="payments"
          onChange={(event) => setValue(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" size="small" disabled={trimmed === '' || fault !== undefined} aria-label="Add the label">
          <Plus size={12} aria-hidden />
        </Button>
      </form>
      {fault !== undefined && <p className="text-xs text-error">{fault}</p>}
    </div>
  );
}
