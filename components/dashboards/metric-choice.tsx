'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { MetricVariable } from '@/lib/dashboards/choices';
import { MetricList } from '@/components/records/metric-list';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

/** Which metric a variable stands for; another one that arrived can take its place, here or for the whole workspace. */
export function MetricChoice({
  variable,
  metric,
  range,
  onChange,
  onKeep,
}: {
  variable: MetricVariable;
  /** undefined while nobody knows which metrics arrived. */
  metric: string | undefined;
  range: TimeRange;
  onChange: (metric: string) => void;
  onKeep: ((metric: string) => void) | undefined;
}) {
  const [open, setOpen] = useState(false);
  const choose = (next: string) => {
    setOpen(false);
    if (onKeep) onKeep(next);
    else onChange(next);
  };
  return (
    <Popover
      label={variable.title}
      className="w-104 p-0!"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button className="max-w-80 min-w-0" title={metric}>
          <span>{variable.title}</span>
          <b className="truncate font-mono text-xs">{metric ?? '…'}</b>
          <ChevronDown size={13} aria-hidden className="text-fg-3" />
        </Button>
      }
    >
      <MetricList range={range} chosen={metric} expected={variable.metrics} onChoose={choose} />
      <p className="border-t border-line px-3 py-2 text-xs text-fg-3">
        {onKeep ? 'Your choice is kept for everyone who opens this dashboard.' : 'Your choice is kept in the address of this page.'}
      </p>
    </Popover>
  );
}
