'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Facet, FacetSignal } from '@/components/records/facet-fields';
import { choicesFor } from '@/components/records/filter-choices';
import { Popover } from '@/components/ui/popover';
import type { TimeRange } from '@/lib/base/time';
import { suggestOptions } from '@/lib/client/queries';
import { fieldFromName, fieldName } from '@/lib/query/field-name';

export interface AddFacetProps {
  signals: readonly FacetSignal[];
  range: TimeRange;
  /** The facets that stand already. */
  taken: readonly Facet[];
  /** Adds the field of this name. */
  onAdd: (name: string) => void;
}

/** A button that adds a facet of any field or attribute; the fields are those that the filter bar offers. */
export function AddFacet(props: AddFacetProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Add a facet"
      className="w-72 p-0!"
      trigger={
        <button type="button" className="flex items-center gap-1 self-start rounded px-1 text-xs text-fg-3 hover:text-fg">
          <Plus size={12} aria-hidden /> Add a facet
        </button>
      }
    >
      {open && (
        <Fields
          {...props}
          onAdd={(name) => {
            props.onAdd(name);
            setOpen(false);
          }}
        />
      )}
    </Popover>
  );
}

function Fields({ signals, range, taken, onAdd }: AddFacetProps) {
  const [typed, setTyped] = useState('');
  const signal = signals[0] ?? 'spans';
  const prefix = typed.trim();
  const { data, error } = useQuery(suggestOptions({ signal, prefix: prefix.slice(0, 500), from: range.from, to: range.to, limit: 50 }));
  const names = new Set(taken.map(({ name }) => name));
  const choices = choicesFor(signal, { kind: 'key', prefix, from: 0, to: 0 }, data ?? []).filter(({ text }) => !names.has(text));
  // a key that nobody has sent in the window is a field, too
  const own = prefix === '' || choices.some(({ text }) => text === prefix) ? undefined : fieldName(fieldFromName(prefix));
  const offered =
    own === undefined || names.has(own) || choices.some(({ text }) => text === own) ? choices : [...choices, { text: own, note: '' }];
  return (
    <Command label="Fields" shouldFilter={false} loop>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="a field or an attribute"
        className="h-8 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-fg-3"
      />
      {error && (
        <p role="alert" className="px-3 py-1.5 text-xs text-error">
          Attributes could not be looked up: {error.message}
        </p>
      )}
      <Command.List className="max-h-72 overflow-auto p-1">
        <Command.Empty className="px-2 py-3 text-sm text-fg-3">Nothing found.</Command.Empty>
        {offered.map(({ text, note }) => (
          <Command.Item
            key={text}
            value={text}
            onSelect={() => onAdd(text)}
            className="flex h-7 cursor-pointer items-center gap-2 rounded px-2 font-mono text-sm text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
          >
            <span className="truncate">{text}</span>
            <span className="ml-auto shrink-0 font-sans text-xs text-fg-3">{note}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
