'use client';

import { Plus } from 'lucide-react';
import type { TimeRange } from '@/lib/base/time';
import { withSource, withWhere, type BuiltSpec } from '@/lib/dashboards/edit-ask';
import { firstMeasure, measuresFor, type Fn } from '@/lib/dashboards/edit-measure';
import type { Variable } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Source } from '@/lib/model/query';
import { FilterField } from '@/components/records/filter-field';
import { Labelled } from '@/components/ui/labelled';
import { MeasureRow } from '@/components/records/measure-row';
import { GroupFields } from '@/components/records/group-fields';
import { SourcePicker } from '@/components/records/source-picker';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

/** Measures that one question may have. */
const MOST_MEASURES = 12;

export interface SpecEditorProps {
  spec: BuiltSpec;
  metric: MetricSummary | undefined;
  variables: readonly Variable[];
  range: TimeRange;
  /** How many measures the view draws. */
  mostMeasures: number;
  /** Whether the view draws a distribution, which nothing else does. */
  heatmap: boolean;
  /** Whether the view draws groups. */
  groups: boolean;
  unsupported: (fn: Fn) => string | undefined;
  signalFault: (signal: Source['signal']) => string | undefined;
  /** `metric`: what is known of a metric that was chosen just now. */
  onChange: (spec: BuiltSpec, metric?: MetricSummary) => void;
}

/** One question, put together: of what, which of them, measured how, by what, how many. */
export function SpecEditor(props: SpecEditorProps) {
  const { spec, metric, variables, range, onChange, signalFault } = props;
  const { source } = spec;
  return (
    <div className="grid gap-3">
      <Labelled text="From">
        <div className="flex flex-wrap items-center gap-1.5">
          <SourcePicker
            source={source}
            variables={variables}
            range={range}
            signalFault={signalFault}
            onChoose={(next, chosen) => onChange(withSource(spec, next, firstMeasure(next, chosen)), chosen)}
          />
          {metric && metric.description !== '' && <span className="min-w-0 text-xs text-fg-3">{metric.description}</span>}
        </div>
      </Labelled>
      <Labelled text="Where" note={variables.length > 0 ? <VariableHint variables={variables} /> : undefined}>
        <FilterField
          label="Filter"
          filter={spec.where}
          signal={source.signal}
          range={range}
          onChange={(where) => onChange(withWhere(spec, where))}
        />
      </Labelled>
      {spec.kind !== 'rows' && <Figures {...props} spec={spec} />}
      {spec.kind === 'rows' && (
        <Labelled text="Order">
          <Select
            label="Order"
            value={spec.orderBy}
            onChange={(orderBy) => onChange({ ...spec, orderBy })}
            options={[
              { value: 'time', label: 'Newest first' },
              { value: 'duration', label: 'Longest first', disabled: source.signal !== 'spans' },
            ]}
          />
        </Labelled>
      )}
      {(spec.kind === 'rows' || spec.by.length > 0) && (
        <Labelled text={spec.kind === 'rows' ? 'Records at most' : 'Groups at most, the largest first'}>
          <Input
            label="At most"
            type="number"
            min={1}
            max={10_000}
            value={spec.limit}
            onChange={(event) => onChange({ ...spec, limit: Math.min(10_000, Math.max(1, Math.round(Number(event.target.value)) || 1)) })}
            className="w-24"
          />
        </Labelled>
      )}
    </div>
  );
}

function Figures({
  spec,
  metric,
  range,
  mostMeasures,
  heatmap,
  groups,
  unsupported,
  onChange,
}: SpecEditorProps & { spec: Exclude<BuiltSpec, { kind: 'rows' }> }) {
  const { source, measures, by } = spec;
  const fns = measuresFor(source, metric).filter((fn) => (fn === 'distribution') === heatmap);
  return (
    <>
      <Labelled text="Measure">
        <div className="grid gap-1.5">
          {measures.map((measure, index) => (
            <MeasureRow
              key={index}
              measure={measure}
              index={index}
              source={source}
              fns={fns}
              range={range}
              unsupported={unsupported}
              onChange={(next) => onChange({ ...spec, measures: measures.map((each, at) => (at === index ? next : each)) })}
              onRemove={
                measures.length > 1 ? () => onChange({ ...spec, measures: measures.filter((_each, at) => at !== index) }) : undefined
              }
            />
          ))}
          {measures.length < Math.min(mostMeasures, MOST_MEASURES) && (
            <Button
              variant="quiet"
              className="justify-self-start"
              onClick={() => onChange({ ...spec, measures: [...measures, firstMeasure(source, metric)] })}
            >
              <Plus size={12} aria-hidden />
              Another measure
            </Button>
          )}
        </div>
      </Labelled>
      {groups && (
        <Labelled text="Group by">
          <GroupFields
            by={by}
            signal={source.signal}
            range={range}
            onChange={(next) => onChange({ ...spec, by: next, limit: next.length > by.length ? Math.max(spec.limit, 10) : spec.limit })}
          />
        </Labelled>
      )}
    </>
  );
}

function VariableHint({ variables }: { variables: readonly Variable[] }) {
  const fields = variables.filter(({ kind }) => kind === 'field');
  if (fields.length === 0) return null;
  return (
    <>
      The dashboard’s choices stand for their values:{' '}
      {fields.map(({ name }, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code className="font-mono">${name}</code>
        </span>
      ))}
      . Nothing chosen is all.
    </>
  );
}
