'use client';

import { Plus, X } from 'lucide-react';
import { baseOf } from '@/lib/dashboards/edit-scale';
import type { Unit } from '@/lib/base/units';
import type { Threshold } from '@/lib/model/dashboard';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const TONES = [
  { value: 'ok', label: 'Good' },
  { value: 'warn', label: 'Warning' },
  { value: 'error', label: 'Error' },
] as const;

/** From which figure on something is good, worth a look, or wrong. */
export function ThresholdsEditor({
  thresholds,
  unit,
  onChange,
}: {
  thresholds: readonly Threshold[];
  unit: Unit;
  onChange: (thresholds: Threshold[]) => void;
}) {
  const { factor, name } = baseOf(unit);
  const change = (index: number, next: Partial<Threshold>) =>
    onChange(thresholds.map((each, at) => (at === index ? { ...each, ...next } : each)));
  return (
    <div className="grid gap-1.5">
      {thresholds.map((threshold, index) => (
        <div key={index} className="flex items-center gap-1.5" role="group" aria-label={`Threshold ${index + 1}`}>
          <span className="text-sm text-fg-3">from</span>
          <Input
            label={`Threshold ${index + 1}`}
            type="number"
            step="any"
            value={Number((threshold.at / factor).toPrecision(12))}
            onChange={(event) => change(index, { at: Number(event.target.value) * factor })}
            end={name === '' ? undefined : <span className="text-xs text-fg-3">{name}</span>}
            className="w-32"
          />
          <Select
            label={`Meaning of threshold ${index + 1}`}
            value={threshold.tone}
            onChange={(tone) => change(index, { tone })}
            options={TONES}
          />
          <IconButton
            label={`Remove threshold ${index + 1}`}
            size="small"
            onClick={() => onChange(thresholds.filter((_each, at) => at !== index))}
          >
            <X size={12} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        variant="quiet"
        className="justify-self-start"
        onClick={() => onChange([...thresholds, { at: thresholds.at(-1)?.at ?? factor, tone: thresholds.length === 0 ? 'warn' : 'error' }])}
      >
        <Plus size={12} aria-hidden />A threshold
      </Button>
    </div>
  );
}
