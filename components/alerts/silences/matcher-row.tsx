'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId } from 'react';
import { labelsOptions } from '@/lib/client/alert-silences';
import { useSettled } from '@/lib/client/use-settled';
import type { Matcher } from '@/lib/model/alert-silence';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const OPERATORS: readonly { readonly value: Matcher['op']; readonly label: string }[] = [
  { value: 'eq', label: 'is' },
  { value: 'neq', label: 'is not' },
  { value: 'matches', label: 'matches' },
];

/** The `place`th condition on a label, from 1. Offers the labels and the values that groups of `rules` (none: of any) have now. */
export function MatcherRow({
  place,
  row,
  rules,
  onChange,
  onRemove,
}: {
  place: number;
  row: Matcher;
  rules: readonly string[];
  onChange: (part: Partial<Matcher>) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const [label, part] = [useSettled(row.label.trim()), useSettled(row.value)];
  // what can be chosen is a help: a field works without it
  const { data: known } = useQuery(labelsOptions({ rules: [...rules], label, part }));
  return (
    <div className="flex items-center gap-1.5" role="group" aria-label={`Label ${place}`}>
      <Input
        label={`Name of label ${place}`}
        list={`${id}-names`}
        placeholder="service.name"
        value={row.label}
        spellCheck={false}
        maxLength={200}
        onChange={(event) => onChange({ label: event.target.value })}
        className="flex-1"
      />
      <Options id={`${id}-names`} of={known?.names} />
      <Select
        label={`How label ${place} is compared`}
        value={row.op}
        onChange={(op) => onChange({ op })}
        options={OPERATORS}
        className="w-24"
      />
      <Input
        label={`Value of label ${place}`}
        list={`${id}-values`}
        placeholder={row.op === 'matches' ? 'check.*' : 'checkout'}
        value={row.value}
        spellCheck={false}
        maxLength={1_000}
        onChange={(event) => onChange({ value: event.target.value })}
        className="flex-1"
      />
      <Options id={`${id}-values`} of={known?.values} />
      <IconButton label={`Remove label ${place}`} onClick={onRemove}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  );
}

function Options({ id, of }: { id: string; of: readonly string[] | undefined }) {
  return (
    <datalist id={id}>
      {of?.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
