'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { frameOf } from '@/components/metrics/metric-answer';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { TimeRange } from '@/lib/base/time';
import { formatUnit, type Unit } from '@/lib/base/units';
import { labelText } from '@/lib/charts/names';
import { answerOptions } from '@/lib/client/queries';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { MetricLabel, MetricSummary } from '@/lib/model/metric';
import type { Measure, Query } from '@/lib/model/query';

/** Values shown of each label. */
const TOP = 4;

export interface LabelTableProps {
  metric: MetricSummary;
  measure: Measure;
  unit: Unit;
  where: Filter | undefined;
  range: TimeRange;
  /** Adds "this label is that value" to the filter. */
  onFilter: (field: Field, value: string) => void;
}

/** The labels of a metric, with how many values each has and which are the largest. */
export function LabelTable({ metric, ...rest }: LabelTableProps) {
  return (
    <Panel title="Labels" note="largest values by the measure above">
      {metric.labels.length === 0 ? (
        <p className="py-2 text-sm text-fg-3">Its points carry no labels.</p>
      ) : (
        <table className="w-full table-fixed text-sm">
          <thead className="text-left text-xs text-fg-3">
            <tr className="h-6 border-b border-line">
              <th className="w-2/5 font-normal">Label</th>
              <th className="w-16 pr-4 text-right font-normal">Values</th>
              <th className="font-normal">Largest</th>
            </tr>
          </thead>
          <tbody>
            {metric.labels.map((label) => (
              <LabelRow key={`${label.in} ${label.key}`} label={label} metric={metric} {...rest} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** The label as a field. */
export function labelField({ in: place, key }: MetricLabel): Field {
  return { in: place, key };
}

function topQuery(metric: string, label: MetricLabel, measure: Measure, where: Filter | undefined, range: TimeRange): Query {
  return {
    spec: {
      kind: 'table',
      source: { signal: 'metrics', metric },
      measures: [measure],
      by: [labelField(label)],
      orderBy: 0,
      limit: TOP,
      ...(where ? { where } : {}),
    },
    frame: frameOf(range),
  };
}

function LabelRow({ label, metric, measure, unit, where, range, onFilter }: { label: MetricLabel } & LabelTableProps) {
  const query = useMemo(() => topQuery(metric.name, label, measure, where, range), [metric.name, label, measure, where, range]);
  const { data, error, isPlaceholderData } = useQuery(answerOptions(query));
  return (
    <tr className="h-7 border-b border-line align-top last:border-0 [&>td]:py-1">
      <td className="truncate pr-2 font-mono text-xs" title={label.in === 'resource' ? `${label.key}, of the resource` : label.key}>
        {label.key}
        {label.in === 'resource' && <span className="ml-1.5 font-sans text-fg-3">resource</span>}
      </td>
      <td className="pr-4 text-right text-fg-2">{formatUnit(label.values, 'count')}</td>
      <td className={isPlaceholderData ? 'opacity-50' : ''}>
        {error ? (
          <span className="text-xs text-error" title={error.message}>
            could not be read
          </span>
        ) : data?.kind !== 'table' ? (
          <Skeleton className="h-3 w-3/4" />
        ) : (
          <span className="flex flex-wrap gap-1">
            {data.table.rows.map(([value, figure]) => (
              <button
                key={String(value)}
                type="button"
                title={`Only ${labelText(String(value))}: ${formatUnit(Number(figure), unit)}`}
                onClick={() => onFilter(labelField(label), String(value))}
                className="inline-flex h-[18px] max-w-full min-w-0 items-center gap-1.5 rounded border border-line px-1.5 text-xs text-fg-2 hover:border-line-strong hover:text-fg focus-visible:-outline-offset-1"
              >
                <span className="truncate">{labelText(String(value))}</span>
                <span className="shrink-0 text-fg-3">{figure === null ? '–' : formatUnit(Number(figure), unit)}</span>
              </button>
            ))}
          </span>
        )}
      </td>
    </tr>
  );
}
