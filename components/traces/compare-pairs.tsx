'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { Difference } from '@/components/traces/difference';
import { FigureTable, sortedBy, type FigureColumn } from '@/components/traces/figure-table';
import { IconButton } from '@/components/ui/icon-button';
import { ServiceDot } from '@/components/ui/service-dot';
import { formatDuration, formatInteger } from '@/lib/base/units';
import type { TracePart } from '@/lib/waterfall/call-tree';
import { pairsOf, type Comparison } from '@/lib/waterfall/compare';
import { NONE, rowId } from '@/lib/waterfall/tree';

interface Pair {
  /** Its place among the spans of the path, from 1. */
  readonly place: number;
  /** Rows of the traces, NONE where one has fewer. */
  readonly first: number;
  readonly second: number;
}

/** ns that the span of a row lasted; NaN for none. */
function lasted({ trace: { columns, tree }, openEnd }: TracePart, row: number): number {
  const span = row === NONE ? NONE : (tree.span[row] ?? NONE);
  return span === NONE ? NaN : columns.endOf(span, openEnd) - columns.startOf(span);
}

/** The spans of one path, each beside the one that it is matched with. */
export function ComparePairs({
  comparison,
  path,
  first,
  second,
  onClose,
}: {
  comparison: Comparison;
  path: number;
  first: TracePart;
  second: TracePart;
  onClose: () => void;
}) {
  const [{ sort, ascending }, setOrder] = useState({ sort: 'place', ascending: true });
  const pairs = useMemo(
    () => pairsOf(comparison, path).map(([one, two], at): Pair => ({ place: at + 1, first: one, second: two })),
    [comparison, path],
  );
  const columns = useMemo<readonly FigureColumn<Pair>[]>(() => {
    const side = (id: 'first' | 'second', title: string, part: TracePart): FigureColumn<Pair> => ({
      ...{ id, title, width: '72px' },
      value: (pair) => lasted(part, pair[id]) || 0,
      cell: (pair) => {
        const length = lasted(part, pair[id]);
        if (Number.isNaN(length)) return <span className="text-fg-3">–</span>;
        const address = `/traces/${part.trace.columns.traceId}?span=${rowId(part.trace, pair[id])}`;
        return (
          <Link href={address} title={`Open the span in trace ${title}`} className="hover:underline">
            {formatDuration(length)}
          </Link>
        );
      },
    });
    return [
      { id: 'place', title: '#', width: '36px', value: (pair) => pair.place, cell: (pair) => formatInteger(pair.place) },
      side('first', 'A', first),
      side('second', 'B', second),
      {
        ...{ id: 'difference', title: 'Difference', width: 'minmax(0,1fr)' },
        value: (pair) => (lasted(second, pair.second) || 0) - (lasted(first, pair.first) || 0),
        cell: (pair) =>
          pair.first === NONE || pair.second === NONE ? (
            <span className="text-fg-3">only in {pair.first === NONE ? 'B' : 'A'}</span>
          ) : (
            <Difference first={lasted(first, pair.first) || 0} second={lasted(second, pair.second) || 0} />
          ),
      },
    ];
  }, [first, second]);
  const rows = sortedBy(
    pairs,
    columns.find(({ id }) => id === sort),
    ascending,
  );
  return (
    <aside
      aria-label="Spans of the path"
      className="flex w-96 shrink-0 flex-col border-l border-line bg-panel max-lg:h-1/2 max-lg:w-full max-lg:border-t max-lg:border-l-0"
    >
      <div className="flex items-start gap-2 border-b border-line px-4 py-2 max-md:px-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold break-words">{comparison.tree.name[path]}</h2>
          <ServiceDot service={comparison.tree.service[path] ?? ''} />
        </div>
        <IconButton label="Close (Escape)" size="small" className="ml-auto" onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <FigureTable
        label="Spans of the path, matched in their order"
        {...{ rows, columns, sort, ascending }}
        onSort={(column) => setOrder({ sort: column, ascending: column === sort ? !ascending : column === 'place' })}
        keyOf={({ place }) => String(place)}
      />
    </aside>
  );
}
