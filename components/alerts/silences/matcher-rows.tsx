'use client';

import { Plus } from 'lucide-react';
import type { Matcher } from '@/lib/model/alert-silence';
import { MatcherRow } from '@/components/alerts/silences/matcher-row';
import { Button } from '@/components/ui/button';

const NEW: Matcher = { label: '', op: 'eq', value: '' };

/** Conditions on labels, of which a group has to pass all. `rules`: whose groups, none: any. */
export function MatcherRows({
  rows,
  rules,
  onChange,
}: {
  rows: readonly Matcher[];
  rules: readonly string[];
  onChange: (rows: readonly Matcher[]) => void;
}) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      {rows.map((row, index) => (
        <MatcherRow
          // rows have no identity but their place
          key={index}
          place={index + 1}
          row={row}
          rules={rules}
          onChange={(part) => onChange(rows.map((each, at) => (at === index ? { ...each, ...part } : each)))}
          onRemove={() => onChange(rows.filter((_, at) => at !== index))}
        />
      ))}
      <Button size="small" variant="quiet" className="justify-self-start" onClick={() => onChange([...rows, NEW])}>
        <Plus size={12} aria-hidden />
        Only where a label …
      </Button>
    </div>
  );
}
