'use client';

import { X } from 'lucide-react';
import type { TimeRange } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Source } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';
import { FieldPicker } from '@/components/records/field-picker';
import { IconButton } from '@/components/ui/icon-button';

/** Fields that one question may be grouped by. */
const MOST_GROUPS = 6;

/** The fields that a question's figures are grouped by: one is taken away, another one added. */
export function GroupFields({
  by,
  signal,
  range,
  onChange,
}: {
  by: readonly Field[];
  signal: Source['signal'];
  range: TimeRange;
  onChange: (by: Field[]) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {by.map((field, index) => (
        <span key={index} className="inline-flex items-center rounded-md border border-line bg-raised pl-2">
          <span className="font-mono text-xs">{fieldName(field)}</span>
          <IconButton
            label={`No longer by ${fieldName(field)}`}
            size="small"
            onClick={() => onChange(by.filter((_each, at) => at !== index))}
          >
            <X size={12} aria-hidden />
          </IconButton>
        </span>
      ))}
      {by.length < MOST_GROUPS && (
        <FieldPicker label="Add a field" field={undefined} signal={signal} range={range} onChoose={(field) => onChange([...by, field])} />
      )}
    </div>
  );
}
