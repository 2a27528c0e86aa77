'use client';

import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { formatInteger } from '@/lib/base/units';
import type { Grid } from '@/lib/content/node';
import { printCell, printNode } from '@/lib/content/print-node';

/** Rows shown before "more". */
const FIRST = 20;
/** Columns shown; a wider frame is read in SQL or a notebook. */
const MOST_COLUMNS = 50;

/** A data frame or a two-dimensional array as a table, with its true size. */
export function ValueGrid({ grid }: { grid: Grid }) {
  const [most, setMost] = useState(FIRST);
  const columns = grid.columns.slice(0, MOST_COLUMNS);
  const { rows } = grid;
  const numeric = columns.map((_, index) => rows.every(({ cells }) => cells[index]?.kind === 'leaf' && cells[index].type !== 'text'));
  const all = rows.length === grid.rowCount && columns.length === grid.columnCount;
  return (
    <span className="block">
      <span className="flex items-center gap-1 text-fg-3">
        {grid.name}, {formatInteger(grid.rowCount)} rows × {formatInteger(grid.columnCount)} columns
        {!all && `, of which ${rows.length} × ${columns.length} came`}
        <CopyButton text={printNode(grid)} label="Copy the table" />
      </span>
      <span
        role="region"
        aria-label={`${grid.name} as a table`}
        tabIndex={0}
        className="block max-h-80 overflow-auto rounded border border-line"
      >
        <table className="border-collapse text-xs">
          <thead className="sticky top-0 bg-raised">
            <tr>
              <td className="px-2 py-0.5" />
              {columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  className={`px-2 py-0.5 font-medium whitespace-nowrap text-fg-2 ${numeric[index] ? 'text-right' : 'text-left'}`}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map(({ label, cells }, index) => (
              <tr key={index} className="border-t border-line/55">
                <th scope="row" className="px-2 py-0.5 text-left font-normal text-fg-3">
                  {label}
                </th>
                {columns.map((_, column) => (
                  <td key={column} className={`max-w-60 truncate px-2 py-0.5 ${numeric[column] ? 'text-right' : 'text-left'}`}>
                    {cells[column] === undefined ? '' : printCell(cells[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </span>
      {rows.length > most && (
        <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
          {most} of {rows.length} rows shown, show more
        </button>
      )}
    </span>
  );
}
