'use client';

import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';

export interface FigureColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** What the figure is, where its title does not say it all. */
  readonly hint?: string;
  /** What rows are ordered by. */
  readonly value: (row: Row) => number | string;
  readonly cell: (row: Row) => ReactNode;
  /** As in CSS grid. */
  readonly width: string;
  /** Hidden on a narrow screen. */
  readonly wide?: boolean;
}

export interface FigureTableProps<Row> {
  label: string;
  /** In the order in which they are shown. */
  rows: readonly Row[];
  /** The first names the row and stands at the left; the others are figures. */
  columns: readonly FigureColumn<Row>[];
  sort: string;
  ascending: boolean;
  onSort: (column: string) => void;
  keyOf: (row: Row) => string;
}

/** `rows` by one column; equal ones stay in the order that they have. */
export function sortedBy<Row>(rows: readonly Row[], column: FigureColumn<Row> | undefined, ascending: boolean): readonly Row[] {
  if (!column) return rows;
  const direction = ascending ? 1 : -1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => direction * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .map(({ row }) => row);
}

/** Rows of figures under headings that sort them. Draws only the rows that are seen. */
export function FigureTable<Row>({ label, rows, columns, sort, ascending, onSort, keyOf }: FigureTableProps<Row>) {
  const { scroller, first, end, onScroll } = useRowWindow(rows.length);
  const template = (among: readonly FigureColumn<Row>[]) => among.map(({ width }) => width).join(' ');
  const style: Record<`--${string}`, string> = {
    '--wide': template(columns),
    '--narrow': template(columns.filter(({ wide }) => wide !== true)),
  };
  const line = 'grid grid-cols-(--wide) items-center gap-x-3 px-4 max-md:grid-cols-(--narrow) max-md:px-3';
  const cellClass = (index: number, { wide }: FigureColumn<Row>) =>
    clsx(index > 0 && 'text-right whitespace-nowrap', 'min-w-0', wide === true && 'max-md:hidden');
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      style={style}
      className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto text-sm focus-visible:outline-offset-[-2px]"
    >
      <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-page">
        <div role="row" aria-rowindex={1} className={clsx(line, 'h-7')}>
          {columns.map((column, index) => (
            <span
              key={column.id}
              role="columnheader"
              aria-sort={column.id !== sort ? 'none' : ascending ? 'ascending' : 'descending'}
              className={cellClass(index, column)}
            >
              <button
                type="button"
                title={column.hint}
                onClick={() => onSort(column.id)}
                className="inline-flex items-center gap-1 text-fg-3 hover:text-fg"
              >
                {column.title}
                {column.id === sort && (ascending ? <ArrowUp size={11} aria-hidden /> : <ArrowDown size={11} aria-hidden />)}
              </button>
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: rows.length * ROW_HEIGHT }}>
        {rows.slice(first, end).map((row, index) => (
          <div
            key={keyOf(row)}
            role="row"
            aria-rowindex={first + index + 2}
            className={clsx(line, 'absolute inset-x-0 border-b border-line/60 hover:bg-hover')}
            style={{ top: (first + index) * ROW_HEIGHT, height: ROW_HEIGHT }}
          >
            {columns.map((column, at) => (
              <span key={column.id} role={at === 0 ? 'rowheader' : 'cell'} className={cellClass(at, column)}>
                {column.cell(row)}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
