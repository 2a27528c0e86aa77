'use client';

import { clsx } from 'clsx';
import { figuresOf, measureTitle, shapesOf, type Shape } from '@/components/metrics/metric-panel';
import { labelField } from '@/components/metrics/label-table';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { formatUnit } from '@/lib/base/units';
import { measureName } from '@/lib/charts/names';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';

const SHAPE_NAMES: Readonly<Record<Shape, string>> = {
  line: 'Line',
  area: 'Area',
  bar: 'Bars',
  heatmap: 'Heatmap',
  stat: 'Figure',
  table: 'Table',
};

export interface MetricBuilderProps {
  metric: MetricSummary;
  measure: Measure;
  shape: Shape;
  /** Names of the fields that are grouped by. */
  by: readonly string[];
  onMeasure: (name: string) => void;
  onShape: (shape: Shape) => void;
  onBy: (by: string[]) => void;
}

/** What of a metric is shown, split by which labels, drawn how: only what makes sense for its kind. */
export function MetricBuilder({ metric, measure, shape, by, onMeasure, onShape, onBy }: MetricBuilderProps) {
  const measures = figuresOf(metric.type);
  const grouped = shape !== 'heatmap' && shape !== 'stat';
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <Select
        label="measure"
        showLabel
        value={measureName(measure)}
        onChange={onMeasure}
        disabled={shape === 'heatmap'}
        options={measures.map((each) => ({ value: measureName(each), label: measureTitle(each) }))}
      />
      <Choices label="View">
        {shapesOf(metric.type).map((each) => (
          <Choice key={each} on={each === shape} onClick={() => onShape(each)}>
            {SHAPE_NAMES[each]}
          </Choice>
        ))}
      </Choices>
      {metric.labels.length > 0 && (
        <Choices label="Group by" shown>
          {metric.labels.map((label) => {
            const name = fieldName(labelField(label));
            const on = by.includes(name);
            return (
              <Choice
                key={name}
                on={on && grouped}
                disabled={!grouped}
                onClick={() => onBy(on ? by.filter((each) => each !== name) : [...by, name])}
              >
                <span className="font-mono">{label.key}</span>
                <span className="text-fg-3">{formatUnit(label.values, 'count')}</span>
              </Choice>
            );
          })}
        </Choices>
      )}
    </div>
  );
}

function Choices({ label, shown = false, children }: { label: string; shown?: boolean; children: React.ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex min-w-0 flex-wrap items-center gap-1">
      {shown && <span className="pr-1 text-sm text-fg-3">by</span>}
      {children}
    </div>
  );
}

function Choice({
  on,
  disabled = false,
  onClick,
  children,
}: {
  on: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Button
      size="small"
      aria-pressed={on}
      disabled={disabled}
      onClick={onClick}
      className={clsx(on && 'border-ember! bg-ember-soft! text-fg!')}
    >
      {children}
    </Button>
  );
}
