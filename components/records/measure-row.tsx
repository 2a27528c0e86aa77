'use client';

import { X } from 'lucide-react';
import type { TimeRange } from '@/lib/base/time';
import { fieldOf, MEASURE_NAMES, measureOf, PERCENTILES, type Fn } from '@/lib/dashboards/edit-measure';
import type { Measure, Source } from '@/lib/model/query';
import { FieldPicker } from '@/components/records/field-picker';
import { FilterField } from '@/components/records/filter-field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

/** Nanoseconds in a second: an Apdex over durations is set in seconds. */
const NANOS = 1e9;

export interface MeasureRowProps {
  measure: Measure;
  /** From 0, for its name. */
  index: number;
  source: Source;
  /** The measures to choose from. */
  fns: readonly Fn[];
  range: TimeRange;
  /** Why a measure cannot be asked here, in a sentence; undefined when it can. */
  unsupported: (fn: Fn) => string | undefined;
  onChange: (measure: Measure) => void;
  /** Absent for the only one. */
  onRemove?: (() => void) | undefined;
}

/** One measure: which, of what, and its own setting. */
export function MeasureRow({ measure, index, source, fns, range, unsupported, onChange, onRemove }: MeasureRowProps) {
  const number = `measure ${index + 1}`;
  const of = fieldOf(measure);
  // a metric has one value: there is nothing to choose
  const asksField = of !== undefined && (source.signal !== 'metrics' || measure.fn === 'distinct');
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label={`Measure ${index + 1}`}>
        <Select
          label={`Kind of ${number}`}
          value={measure.fn}
          onChange={(fn) => onChange(measureOf(fn, source, measure))}
          options={[...new Set([...fns, measure.fn])].map((fn) => {
            const reason = unsupported(fn);
            return {
              value: fn,
              label: reason === undefined ? MEASURE_NAMES[fn] : `${MEASURE_NAMES[fn]}: ${reason}`,
              disabled: reason !== undefined,
            };
          })}
        />
        {measure.fn === 'quantile' && (
          <Select
            label={`Percentile of ${number}`}
            value={String(measure.q)}
            onChange={(q) => onChange({ ...measure, q: Number(q) })}
            options={[...new Set<number>([...PERCENTILES, measure.q])]
              .sort()
              .map((q) => ({ value: String(q), label: `p${Number((q * 100).toFixed(3))}` }))}
          />
        )}
        {asksField && (
          <>
            <span className="text-sm text-fg-3">of</span>
            <FieldPicker
              label={`Field of ${number}`}
              field={of}
              signal={source.signal}
              range={range}
              numeric={measure.fn !== 'distinct'}
              onChoose={(field) => onChange({ ...measure, of: field } as Measure)}
            />
          </>
        )}
        {measure.fn === 'apdex' && <ApdexThreshold measure={measure} onChange={onChange} />}
        {onRemove && (
          <IconButton label={`Remove ${number}`} size="small" onClick={onRemove}>
            <X size={13} aria-hidden />
          </IconButton>
        )}
      </div>
      {measure.fn === 'ratio' && (
        <FilterField
          label={`Records of ${number}`}
          filter={measure.where}
          signal={source.signal}
          range={range}
          onChange={(where) => onChange({ fn: 'ratio', where: where ?? { op: 'and', of: [] } })}
        />
      )}
    </div>
  );
}

function ApdexThreshold({ measure, onChange }: { measure: Extract<Measure, { fn: 'apdex' }>; onChange: (measure: Measure) => void }) {
  const lasts = measure.of.in === 'record' && measure.of.name === 'duration';
  const scale = lasts ? NANOS : 1;
  return (
    <Input
      label="Satisfied up to"
      type="number"
      min={0}
      step="any"
      defaultValue={measure.threshold / scale}
      onChange={(event) => {
        const threshold = Number(event.target.value) * scale;
        if (threshold > 0) onChange({ ...measure, threshold });
      }}
      end={lasts ? <span className="text-xs text-fg-3">s</span> : undefined}
      className="w-24"
    />
  );
}
