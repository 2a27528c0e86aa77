'use client';

import { formatUnit } from '@/lib/base/units';
import { millis } from '@/lib/base/time';
import type { Shown } from '@/lib/charts/csv';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import { Dialog } from '@/components/ui/dialog';

/** Rows drawn at most: the file has them all. */
const MOST_ROWS = 1_000;

/** The figures that a panel draws, as a table to read, to search and to hear. */
export function PanelFigures({ title, shown, onClose }: { title: string; shown: Shown; onClose: () => void }) {
  const { zone, refreshedAt } = useTimeWindow();
  const textOf = (value: string | number | null | undefined, column: Shown['columns'][number]) => {
    if (typeof value === 'string') return value === '' ? '(none)' : value;
    if (column.unit === 'text') return '';
    if (column.unit !== 'time') return formatUnit(value, column.unit);
    return typeof value === 'number' ? formatInstant(millis(value), zone, refreshedAt) : '–';
  };
  const rows = shown.rows.slice(0, MOST_ROWS);
  const note =
    shown.rows.length > MOST_ROWS
      ? `the first ${MOST_ROWS} of ${shown.rows.length} rows; the CSV has them all`
      : 'the figures that are drawn';
  return (
    <Dialog title={title} note={note} size="wide" open onOpenChange={(open) => !open && onClose()}>
      <div className="max-h-[70dvh] overflow-auto" tabIndex={0} role="region" aria-label={`Figures of ${title}`}>
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              {shown.columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  className={`sticky top-0 border-b border-line bg-raised px-2 py-1 font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0 ${alignOf(column)}`}
                >
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place} className="hover:bg-hover">
                {shown.columns.map((column, index) => (
                  <td key={index} className={`border-b border-line/60 px-2 py-1 whitespace-nowrap first:pl-0 last:pr-0 ${alignOf(column)}`}>
                    {textOf(row[index], column)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function alignOf({ unit }: Shown['columns'][number]): string {
  return unit === 'text' || unit === 'time' ? 'text-left' : 'text-right';
}
