'use client';

import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import type { Matcher } from '@/lib/model/alert-silence';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const OPERATORS: readonly { readonly value: Matcher['op']; readonly label: string }[] = [
  { value: 'eq', label: 'is' },
  { value: 'neq', label: 'is not' },
  { value: 'matches', label: 'matches' },
];

const NEW: Matcher = { label: '', op: 'eq', value: '' };

/** Conditions on labels, of which a group has to pass all. `known`: labels with the values that groups have now. */
export function MatcherRows({
  rows,
  known,
  onChange,
}: {
  rows: readonly Matcher[];
  known: ReadonlyMap<string, readonly string[]>;
  onChange: (rows: readonly Matcher[]) => void;
}) {
  const id = useId();
  const change = (index: number, part: Partial<Matcher>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      <datalist id={`${id}-labels`}>
        {[...known.keys()].map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {rows.map((row, index) => (
        // rows have no identity but their place
        <div key={index} className="flex items-center gap-1.5" role="group" aria-label={`Label ${index + 1}`}>
          <Input
            label={`Name of label ${index + 1}`}
            list={`${id}-labels`}
            placeholder="service.name"
            value={row.label}
            spellCheck={false}
            onChange={(event) => change(index, { label: event.target.value })}
            className="flex-1"
          />
          <Select
            label={`How label ${index + 1} is compared`}
            value={row.op}
            onChange={(op) => change(index, { op })}
            options={OPERATORS}
            className="w-24"
          />
          <Input
            label={`Value of label ${index + 1}`}
            list={`${id}-values-${index}`}
            placeholder={row.op === 'matches' ? 'check.*' : 'checkout'}
            value={row.value}
            spellCheck={false}
            onChange={(event) => change(index, { value: event.target.value })}
            className="flex-1"
          />
          <datalist id={`${id}-values-${index}`}>
            {(known.get(row.label.trim()) ?? []).map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
          <IconButton label={`Remove label ${index + 1}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
            <X size={13} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button size="small" variant="quiet" className="justify-self-start" onClick={() => onChange([...rows, NEW])}>
        <Plus size={12} aria-hidden />
        Only where a label …
      </Button>
    </div>
  );
}
