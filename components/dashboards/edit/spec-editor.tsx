'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { metricsOptions } from '@/lib/client/metrics';
import type { TimeRange } from '@/lib/base/time';
import { withSource } from '@/lib/dashboards/edit-ask';
import { firstMeasure, measuresFor, type Fn } from '@/lib/dashboards/edit-measure';
import type { Variable } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { NativeSpec, Source, Spec } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';
import { FieldPicker } from '@/components/dashboards/edit/field-picker';
import { FilterField } from '@/components/dashboards/edit/filter-field';
import { Labelled } from '@/components/dashboards/edit/labelled';
import { MeasureRow } from '@/components/dashboards/edit/measure-row';
import { MetricList } from '@/components/dashboards/metric-list';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { Select } from '@/components/ui/select';

type BuiltSpec = Exclude<Spec, NativeSpec>;

/** Measures and groups that one question may have. */
const MOST_MEASURES = 12;
const MOST_GROUPS = 6;

const SIGNALS: readonly { readonly value: Source['signal']; readonly label: string }[] = [
  { value: 'spans', label: 'Spans' },
  { value: 'logs', label: 'Logs' },
  { value: 'exceptions', label: 'Exceptions' },
  { value: 'metrics', label: 'A metric' },
];

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
  const setSource = (next: Source) => onChange(withSource(spec, next, firstMeasure(next, undefined)));
  return (
    <div className="grid gap-3">
      <Labelled text="From">
        <div className="flex flex-wrap items-center gap-1.5">
          <Select
            label="Signal"
            value={source.signal}
            onChange={(signal) => setSource(signal === 'metrics' ? { signal, metric: '' } : { signal })}
            options={SIGNALS.map((option) => {
              const reason = signalFault(option.value);
              return reason === undefined ? option : { value: option.value, label: `${option.label}: ${reason}`, disabled: true };
            })}
          />
          {source.signal === 'metrics' && (
            <MetricPicker
              source={source}
              variables={variables}
              range={range}
              onChoose={(next, chosen) => onChange(withSource(spec, next, firstMeasure(next, chosen)), chosen)}
            />
          )}
          {metric && metric.description !== '' && <span className="min-w-0 text-xs text-fg-3">{metric.description}</span>}
        </div>
      </Labelled>
      <Labelled text="Where" note={variables.length > 0 ? <VariableHint variables={variables} /> : undefined}>
        <FilterField
          label="Filter"
          filter={spec.where}
          signal={source.signal}
          range={range}
          onChange={(where) => {
            const { where: _before, ...others } = spec;
            onChange((where ? { ...others, where } : others) as BuiltSpec);
          }}
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
          <div className="flex flex-wrap items-center gap-1.5">
            {by.map((field, index) => (
              <span key={index} className="inline-flex items-center rounded-md border border-line bg-raised pl-2">
                <span className="font-mono text-xs">{fieldName(field)}</span>
                <IconButton
                  label={`No longer by ${fieldName(field)}`}
                  size="small"
                  onClick={() => onChange({ ...spec, by: by.filter((_each, at) => at !== index) })}
                >
                  <X size={12} aria-hidden />
                </IconButton>
              </span>
            ))}
            {by.length < MOST_GROUPS && (
              <FieldPicker
                label="Add a field"
                field={undefined}
                signal={source.signal}
                range={range}
                onChoose={(field) => onChange({ ...spec, by: [...by, field], limit: Math.max(spec.limit, 10) })}
              />
            )}
          </div>
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

function MetricPicker({
  source,
  variables,
  range,
  onChoose,
}: {
  source: Extract<Source, { signal: 'metrics' }>;
  variables: readonly Variable[];
  range: TimeRange;
  onChoose: (source: Source, metric: MetricSummary | undefined) => void;
}) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery(metricsOptions(range));
  const { metric } = source;
  const name = typeof metric === 'string' ? metric : `$${metric.variable}`;
  const own = variables.filter(({ kind }) => kind === 'metric');
  const choose = (next: string) => {
    setOpen(false);
    const variable = own.find((each) => next === `$${each.name}`);
    onChoose(
      { signal: 'metrics', metric: variable ? { variable: variable.name } : next },
      data?.find((each) => each.name === next),
    );
  };
  return (
    <Popover
      label="Metric"
      className="w-104 p-0!"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button aria-label={name === '' ? 'Choose a metric' : `Metric: ${name}`} className="max-w-80 min-w-0">
          {name === '' ? 'Choose a metric' : <b className="truncate font-mono text-xs">{name}</b>}
          <ChevronDown size={13} aria-hidden className="text-fg-3" />
        </Button>
      }
    >
      <MetricList range={range} chosen={name} expected={own.map((each) => `$${each.name}`)} onChoose={choose} />
    </Popover>
  );
}
