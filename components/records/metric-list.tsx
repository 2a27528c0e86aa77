'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { metricsOptions } from '@/lib/client/metrics';
import type { MetricSummary } from '@/lib/model/metric';

/** Metrics shown at most: whoever looks for another one types. */
const MOST = 60;

/** A searchable list of the metrics that arrived. `expected`: names to offer first, whether they arrived or not. */
export function MetricList({
  range,
  chosen,
  expected = [],
  onChoose,
}: {
  range: TimeRange;
  chosen: string | undefined;
  expected?: readonly string[];
  onChoose: (metric: string) => void;
}) {
  const [text, setText] = useState('');
  const { data, isPending, error } = useQuery(metricsOptions(range));
  const typed = text.trim().toLowerCase();
  const arrived = new Map((data ?? []).map((metric) => [metric.name, metric]));
  const names = [...new Set([...expected, ...arrived.keys()])].filter((name) => name.toLowerCase().includes(typed));
  return (
    <Command label="Metrics" shouldFilter={false} loop>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Search metrics"
        className="h-8 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-fg-3"
      />
      <Command.List aria-busy={isPending} className="max-h-72 overflow-auto p-1">
        <Command.Empty className="px-2 py-3 text-sm text-fg-3">
          {error ? error.message : isPending ? 'Loading…' : 'No metric of that name arrived in this window.'}
        </Command.Empty>
        {names.slice(0, MOST).map((name) => (
          <Command.Item
            key={name}
            value={name}
            onSelect={() => onChoose(name)}
            className="flex min-h-7 cursor-pointer items-center gap-2 rounded px-2 text-sm text-fg-2 data-[selected=true]:bg-hover data-[selected=true]:text-fg"
          >
            <Check size={12} aria-hidden className={clsx('shrink-0 text-ember', name !== chosen && 'invisible')} />
            <span className="truncate font-mono text-sm">{name}</span>
            {name === chosen && <span className="sr-only">chosen</span>}
            <span className="ml-auto shrink-0 pl-3 text-xs text-fg-3">{noteOf(arrived.get(name), isPending)}</span>
          </Command.Item>
        ))}
        {names.length > MOST && <p className="px-2 py-1.5 text-xs text-fg-3">and {names.length - MOST} more: type to narrow them down</p>}
      </Command.List>
    </Command>
  );
}

const TYPES: Readonly<Record<MetricSummary['type'], string>> = {
  gauge: 'gauge',
  counter: 'counter',
  upDownCounter: 'up-down counter',
  histogram: 'histogram',
  exponentialHistogram: 'histogram',
  summary: 'summary',
};

function noteOf(metric: MetricSummary | undefined, pending: boolean): string {
  if (!metric) return pending ? '' : 'has not arrived';
  return metric.unit === '' ? TYPES[metric.type] : `${TYPES[metric.type]}, ${metric.unit}`;
}
