'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, X } from 'lucide-react';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { suggestOptions } from '@/lib/client/queries';
import { tenantVariable, type MetricVariable } from '@/lib/dashboards/choices';
import type { Choices, Variable } from '@/lib/model/dashboard';
import { alignRange } from '@/lib/query/frame';
import { MetricChoice } from '@/components/dashboards/metric-choice';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { MultiSelect } from '@/components/ui/multi-select';

/** Values offered for one variable. */
const MOST_VALUES = 200;
/** Metrics shown in the bar itself: more of them stand behind one button. */
const MOST_METRICS = 2;

export interface VariablesBarProps {
  variables: readonly Variable[];
  choices: Choices;
  range: TimeRange;
  onChoose: (name: string, values: readonly string[]) => void;
  /** Keeps a metric for the whole workspace; absent where there is nothing to keep it with. */
  onKeep?: ((name: string, metric: string) => void) | undefined;
  /** The one tenant that the page is narrowed to, and the way out of that. */
  tenant: string | undefined;
  onLeaveTenant: () => void;
}

/** The choices at the top of a dashboard. */
export function VariablesBar({ variables, choices, range, onChoose, onKeep, tenant, onLeaveTenant }: VariablesBarProps) {
  const fixed = tenant === undefined ? undefined : tenantVariable(variables)?.name;
  const fields = variables.filter((variable) => variable.kind === 'field').filter(({ name }) => name !== fixed);
  const metrics = variables.filter((variable) => variable.kind === 'metric');
  const choiceOf = (variable: MetricVariable) => (
    <MetricChoice
      key={variable.name}
      variable={variable}
      metric={choices[variable.name]?.map(String)[0]}
      range={range}
      onChange={(metric) => onChoose(variable.name, [metric])}
      onKeep={onKeep && ((metric) => onKeep(variable.name, metric))}
    />
  );
  return (
    <div
      className="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b border-line px-4 py-2 max-md:px-2"
      role="group"
      aria-label="Variables"
    >
      {tenant !== undefined && (
        <Button onClick={onLeaveTenant} className="border-ember! bg-ember-soft!" aria-label={`For ${tenant}. Show all tenants`}>
          <span>for</span>
          <b className="max-w-48 truncate">{tenant}</b>
          <X size={12} aria-hidden className="text-fg-3" />
        </Button>
      )}
      {fields.map((variable) => (
        <FieldChoice
          key={variable.name}
          variable={variable}
          values={(choices[variable.name] ?? []).map(String)}
          range={range}
          onChange={(values) => onChoose(variable.name, values)}
        />
      ))}
      {metrics.length > MOST_METRICS ? (
        <Popover
          label="Metrics that are read"
          className="w-112"
          trigger={
            <Button>
              <span>metrics</span>
              <b>{metrics.length}</b>
              <ChevronDown size={13} aria-hidden className="text-fg-3" />
            </Button>
          }
        >
          <p className="mb-2 text-fg-3">Which metric each of these is read from.</p>
          <div className="grid justify-items-start gap-1.5">{metrics.map(choiceOf)}</div>
        </Popover>
      ) : (
        metrics.map(choiceOf)
      )}
    </div>
  );
}

function FieldChoice({
  variable,
  values,
  range,
  onChange,
}: {
  variable: Extract<Variable, { kind: 'field' }>;
  values: readonly string[];
  range: TimeRange;
  onChange: (values: string[]) => void;
}) {
  // whole minutes: a refresh every few seconds need not ask for the same names again
  const { from, to } = alignRange(range, MINUTE);
  const { field, source, title } = variable;
  const { data, isPending, error } = useQuery(suggestOptions({ signal: source.signal, field, prefix: '', from, to, limit: MOST_VALUES }));
  return (
    <MultiSelect
      label={title}
      values={values}
      options={(data ?? []).map(({ text, count }) => ({
        value: text,
        ...(count === undefined ? {} : { note: formatUnit(count, 'count') }),
      }))}
      onChange={onChange}
      loading={isPending}
      emptyText={error ? error.message : `Nothing names its ${title} in this window.`}
    />
  );
}
