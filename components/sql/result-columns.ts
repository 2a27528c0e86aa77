/** How wide the columns of a result are: known before its rows are drawn, so that scrolling moves nothing. */
import type { Table } from '@/lib/model/answer';

/** Width of a character of the monospaced face at 12 px, in px, and the room beside the text. */
const CHARACTER = 7.25;
const PADDING = 24;
const NARROWEST = 64;
const WIDEST = 420;
/** Rows that are looked at. */
const SAMPLE = 200;

/** Widths in px, from the texts of the first rows and the headings. */
export function columnWidths({ columns, rows }: Table): number[] {
  return columns.map(({ name }, index) => {
    const longest = rows.slice(0, SAMPLE).reduce((most, row) => Math.max(most, String(row[index] ?? '').length), name.length + 2);
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + PADDING)));
  });
}
