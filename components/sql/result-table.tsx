'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { Table } from '@/lib/model/answer';
import { columnWidths } from '@/components/sql/result-columns';
import { nextOrder, orderedRows, type Order } from '@/components/sql/result-order';
import { ResultCell } from '@/components/sql/result-cell';

const ROW_HEIGHT = 28;
const OVERSCAN = 12;

/** The rows of a result. Only those in view are in the document. Rows keep the query's order until a heading is clicked. */
export function ResultTable({ table, dimmed }: { table: Table; dimmed: boolean }) {
  const [order, setOrder] = useState<Order>();
  const rows = useMemo(() => orderedRows(table, order), [table, order]);
  const widths = useMemo(() => columnWidths(table), [table]);
  const box = useRef<HTMLDivElement>(null);
  const { getVirtualItems, getTotalSize } = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  // the last column takes the room that is left; figures stay close to their neighbours, and leave it empty
  const last = widths.length - 1;
  const stretch = table.columns[last]?.type !== 'number';
  const template = [
    ...widths.map((width, index) => (stretch && index === last ? `minmax(${width}px, 1fr)` : `${width}px`)),
    ...(stretch ? [] : ['1fr']),
  ].join(' ');
  return (
    <div
      ref={box}
      aria-busy={dimmed}
      className={clsx('min-h-0 flex-1 overflow-auto transition-opacity duration-100', dimmed && 'opacity-50')}
      tabIndex={0}
      role="region"
      aria-label="Result"
    >
      <div role="table" aria-rowcount={rows.length + 1} aria-colcount={table.columns.length} className="min-w-max text-sm">
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-10 grid border-b border-line bg-panel md:pl-1"
          style={{ gridTemplateColumns: template }}
        >
          {table.columns.map(({ name, type }, index) => {
            const sorted = order?.column === index ? (order.descending ? 'descending' : 'ascending') : 'none';
            return (
              <div key={index} role="columnheader" aria-sort={sorted} className="min-w-0">
                <button
                  type="button"
                  title={`${name} · ${type}`}
                  onClick={() => setOrder(nextOrder(order, index))}
                  className={clsx(
                    'flex h-7 w-full items-center gap-1 px-3 font-medium text-fg-3 hover:text-fg focus-visible:outline-offset-[-2px]',
                    type === 'number' && 'flex-row-reverse',
                  )}
                >
                  <span className="truncate">{name}</span>
                  {sorted === 'descending' && <ArrowDown size={12} aria-hidden className="shrink-0" />}
                  {sorted === 'ascending' && <ArrowUp size={12} aria-hidden className="shrink-0" />}
                </button>
              </div>
            );
          })}
        </div>
        <div role="rowgroup" className="relative" style={{ height: getTotalSize() }}>
          {getVirtualItems().map(({ index, start, size }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className="absolute inset-x-0 grid items-center border-b border-line/60 font-mono hover:bg-hover md:pl-1"
              style={{ top: start, height: size, gridTemplateColumns: template }}
            >
              {table.columns.map((column, position) => (
                <div key={position} role="cell" className={clsx('truncate px-3', column.type === 'number' && 'text-right')}>
                  <ResultCell value={rows[index]?.[position] ?? null} column={column} />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
