'use client';

import { useQuery } from '@tanstack/react-query';
import { Group } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { FigureBar } from '@/components/charts/figure-bar';
import { Failed } from '@/components/ui/failed';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import type { TimeRange } from '@/lib/base/time';
import { formatDuration, formatUnit } from '@/lib/base/units';
import { answerOptions } from '@/lib/client/queries';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, Query, TableSpec } from '@/lib/model/query';
import { NUMERIC_FIELDS, record } from '@/lib/model/record-field';
import { chooseStep } from '@/lib/query/frame';

/** Values that are listed; the rest is in SQL. */
const MOST = 12;

const COUNT: Measure = { fn: 'count' };
const P95: Measure = { fn: 'quantile', of: record('duration'), q: 0.95 };

export interface GroupValuesProps {
  field: Field;
  /** What the field is called, for the button. */
  name: string;
  signal: 'spans' | 'logs';
  range: TimeRange;
  /** Address of the records for which a condition holds. */
  linkOf: (condition: Filter) => string;
  className?: string;
}

function groupQuery(field: Field, signal: 'spans' | 'logs', range: TimeRange): Query<TableSpec> {
  const spec: TableSpec = {
    kind: 'table',
    source: { signal },
    where: { op: 'exists', field },
    measures: signal === 'spans' ? [COUNT, P95] : [COUNT],
    by: [field],
    orderBy: 0,
    limit: MOST,
  };
  return { spec, frame: { range, step: chooseStep(range, 1) } };
}

/** A button that groups the records around this one by a field's values; each value leads to its records. */
export function GroupValues({ className, ...props }: GroupValuesProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={`Values of ${props.name}`}
      align="end"
      className="w-80"
      trigger={
        <button type="button" aria-label={`Group by ${props.name}`} title="Group by this key" className={className}>
          <Group size={13} aria-hidden />
        </button>
      }
    >
      {open && <Values {...props} />}
    </Popover>
  );
}

function Values({ field, name, signal, range, linkOf }: GroupValuesProps) {
  const query = useMemo(() => groupQuery(field, signal, range), [field, signal, range]);
  const { data, error, refetch } = useQuery(answerOptions(query));
  if (error) return <Failed title="The values could not be counted" message={error.message} onRetry={() => void refetch()} />;
  if (data?.kind !== 'table') return <Skeleton className="h-24" />;
  const rows = data.table.rows.map(([value, count, p95]) => ({ value: String(value ?? ''), count: Number(count), p95: Number(p95) }));
  const numeric = field.in === 'record' && NUMERIC_FIELDS.has(field.name);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const params = new URLSearchParams({ q: data.executed, from: String(range.from), to: String(range.to) });
  return (
    <div>
      <p className="mb-1.5 text-xs text-fg-3">
        {signal} by <span className="font-mono text-fg-2">{name}</span>, half an hour around this one
      </p>
      {rows.length === 0 && <p className="text-sm text-fg-3">Nothing around it has this key.</p>}
      <ul>
        {rows.map(({ value, count, p95 }) => (
          <li key={value}>
            <Link
              prefetch={false}
              href={linkOf({ op: 'eq', field, value: numeric ? Number(value) : value })}
              className="grid grid-cols-[minmax(0,1fr)_64px_auto] items-center gap-2 rounded px-1 py-0.5 hover:bg-hover"
            >
              <span className="truncate font-mono text-sm" title={value}>
                {value === '' ? 'empty' : value}
              </span>
              <FigureBar fraction={count / most} />
              <span className="text-right text-xs text-fg-2">
                {formatUnit(count, 'count')}
                {signal === 'spans' && <span className="text-fg-3"> · p95 {formatDuration(p95)}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 flex justify-between text-xs text-fg-3">
        {data.partial ? `The ${MOST} most frequent` : ''}
        <Link prefetch={false} href={`/sql?${params.toString()}`} className="ml-auto text-run hover:underline">
          Open in SQL
        </Link>
      </p>
    </div>
  );
}
