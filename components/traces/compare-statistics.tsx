'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { Difference } from '@/components/traces/difference';
import { FigureTable, sortedBy, type FigureColumn } from '@/components/traces/figure-table';
import { ServiceDot } from '@/components/ui/service-dot';
import { formatDuration, formatInteger } from '@/lib/base/units';
import type { TracePart } from '@/lib/waterfall/call-tree';
import { compareStatistics, type ComparedGroup } from '@/lib/waterfall/compare';
import { statisticsOf, type GroupFigures } from '@/lib/waterfall/statistics';

type Figure = 'count' | 'errors' | 'total' | 'self';

const NAME: FigureColumn<ComparedGroup> = {
  ...{ id: 'name', title: 'Name', width: 'minmax(0,1fr)' },
  value: ({ name, service }) => `${name} ${service}`,
  cell: ({ name, service }) => (
    <span className="flex min-w-0 items-center gap-2">
      <ServiceDot service={service} bare />
      <span className="truncate">{name || '(no name)'}</span>
      <span className="truncate text-xs text-fg-3 max-md:hidden">{service}</span>
    </span>
  ),
};

const COLUMNS: readonly FigureColumn<ComparedGroup>[] = [
  NAME,
  ...pair('count', 'Spans', formatInteger),
  ...pair('errors', 'Errors', formatInteger),
  ...pair('total', 'Total', formatDuration),
  difference('total', 'Δ total', false),
  ...pair('self', 'Self', formatDuration),
  difference('self', 'Δ self', true),
];

function valueIn(group: GroupFigures | undefined, figure: Figure): number {
  return group?.[figure] ?? 0;
}

/** A figure of both traces. */
function pair(figure: Figure, title: string, text: (value: number) => ReactNode): FigureColumn<ComparedGroup>[] {
  return (['first', 'second'] as const).map((side) => ({
    ...{ id: `${figure} ${side}`, title: `${title} ${side === 'first' ? 'A' : 'B'}`, width: '68px', wide: true },
    value: (row) => valueIn(row[side], figure),
    cell: (row) => (row[side] ? text(valueIn(row[side], figure)) : <span className="text-fg-3">–</span>),
  }));
}

function difference(figure: 'total' | 'self', title: string, wide: boolean): FigureColumn<ComparedGroup> {
  return {
    ...{ id: `${figure} difference`, title, width: '124px', wide },
    value: ({ first, second }) => valueIn(second, figure) - valueIn(first, figure),
    cell: ({ first, second }) =>
      first && second ? (
        <Difference first={first[figure]} second={second[figure]} />
      ) : (
        <span className="text-fg-2">only in {first ? 'A' : 'B'}</span>
      ),
  };
}

/** The statistics of both traces by service and name, and how they differ. */
export function CompareStatistics({ first, second }: { first: TracePart; second: TracePart }) {
  const [{ sort, ascending }, setOrder] = useState({ sort: 'total difference', ascending: false });
  const groups = useMemo(() => {
    const [a = [], b = []] = [first, second].map(({ trace, self, openEnd }) => statisticsOf(trace, self, openEnd, 'service and name'));
    return compareStatistics(a, b);
  }, [first, second]);
  const rows = sortedBy(
    groups,
    COLUMNS.find(({ id }) => id === sort),
    ascending,
  );
  return (
    <FigureTable
      label="Statistics of both traces"
      {...{ rows, sort, ascending }}
      columns={COLUMNS}
      onSort={(column) => setOrder({ sort: column, ascending: column === sort ? !ascending : column === 'name' })}
      keyOf={({ service, name }) => JSON.stringify([service, name])}
    />
  );
}
