'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { metricsOptions } from '@/lib/client/metrics';
import type { Variable } from '@/lib/model/dashboard';
import type { MetricSummary } from '@/lib/model/metric';
import type { Source } from '@/lib/model/query';
import { MetricList } from '@/components/records/metric-list';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

/** The metric of a question, out of those that arrived; of a dashboard's, also one that a variable names. */
export function MetricPicker({
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
