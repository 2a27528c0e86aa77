'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { suggestOptions } from '@/lib/client/queries';
import type { Field } from '@/lib/model/field';
import type { Source } from '@/lib/model/query';
import { NUMERIC_FIELDS } from '@/lib/model/record-field';
import { FIELD_NAMES, fieldFromName, fieldName } from '@/lib/query/field-name';
import { alignRange } from '@/lib/query/frame';
import { hasField } from '@/lib/query/signal-fields';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

const MOST = 40;

export interface FieldPickerProps {
  /** What the field is for, for screen readers: "Group by", "Field of measure 1". */
  label: string;
  /** undefined: a button that adds one. */
  field: Field | undefined;
  signal: Source['signal'];
  range: TimeRange;
  /** Offers numbers first. */
  numeric?: boolean;
  onChoose: (field: Field) => void;
}

/** A field out of those with a name and the keys that arrived; a key that never came can be typed, too. */
export function FieldPicker({ label, field, signal, range, numeric = false, onChoose }: FieldPickerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={label}
      className="w-80 p-0!"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button aria-label={field ? `${label}: ${fieldName(field)}` : label} className="max-w-64 min-w-0">
          {field ? (
            <>
              <b className="truncate font-mono text-xs">{fieldName(field)}</b>
              <ChevronDown size={13} aria-hidden className="text-fg-3" />
            </>
          ) : (
            <>
              <Plus size={12} aria-hidden />
              {label}
            </>
          )}
        </Button>
      }
    >
      <Fields
        label={label}
        signal={signal}
        range={range}
        numeric={numeric}
        onChoose={(chosen) => {
          setOpen(false);
          onChoose(chosen);
        }}
      />
    </Popover>
  );
}

function Fields({ label, signal, range, numeric, onChoose }: Required<Omit<FieldPickerProps, 'field'>>) {
  const [text, setText] = useState('');
  const { from, to } = alignRange(range, MINUTE);
  const typed = text.trim();
  const { data, error, isPending } = useQuery(suggestOptions({ signal, prefix: typed.slice(0, 500), from, to, limit: 50 }));
  const named = FIELD_NAMES.filter(({ field }) => hasField(signal, field));
  const first = numeric ? named.filter(({ field }) => NUMERIC_FIELDS.has(field)) : named;
  const keys = (data ?? []).map(({ text: key, in: home }) => {
    const known = fieldFromName(key);
    return fieldName(known.in === 'record' || home === undefined ? known : { in: home, key });
  });
  const names = [...new Set([...first.map(({ name }) => name), ...keys, ...named.map(({ name }) => name)])].filter((name) =>
    name.toLowerCase().includes(typed.toLowerCase()),
  );
  return (
    <Command label={label} shouldFilter={false} loop>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Search fields and keys"
        className="h-8 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-fg-3"
      />
      <Command.List aria-busy={isPending} className="max-h-72 overflow-auto p-1">
        <Command.Empty className="px-2 py-3 text-sm text-fg-3">{error ? error.message : 'Type the name of a field.'}</Command.Empty>
        {names.slice(0, MOST).map((name) => (
          <Item key={name} name={name} onSelect={() => onChoose(fieldFromName(name))} />
        ))}
        {typed !== '' && !names.includes(typed) && <Item name={typed} note="as typed" onSelect={() => onChoose(fieldFromName(typed))} />}
      </Command.List>
    </Command>
  );
}

function Item({ name, note, onSelect }: { name: string; note?: string; onSelect: () => void }) {
  return (
    <Command.Item
      value={name}
      onSelect={onSelect}
      className="flex h-7 cursor-pointer items-center gap-2 rounded px-2 text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
    >
      <span className="truncate font-mono text-xs">{name}</span>
      {note !== undefined && <span className="ml-auto text-xs text-fg-3">{note}</span>}
    </Command.Item>
  );
}
