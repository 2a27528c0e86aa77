/** Where panels stand: 12 columns, short rows, so that a row of figures and a row of charts are both whole rows. */
import type { Panel } from '@/lib/model/dashboard';

/** Columns of the grid. */
export const GRID_COLUMNS = 12;
/** Height of a row and the gap between rows and columns, in px. */
export const ROW_HEIGHT = 22;
export const GAP = 10;

export type Place = Panel['at'];

/** The height in px of a panel that is `rows` rows high. */
export function heightOf(rows: number): number {
  return rows * ROW_HEIGHT + (rows - 1) * GAP;
}

/** CSS grid lines on a wide screen. */
export function gridArea({ x, y, w, h }: Place): { gridColumn: string; gridRow: string } {
  return { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` };
}

/** Columns out of two on a narrow screen: figures two by two, everything else the whole width. */
export function narrowSpan({ w }: Place): 1 | 2 {
  return w <= GRID_COLUMNS / 4 ? 1 : 2;
}

/** Reading order: row by row, left to right. It is the order on a narrow screen and for the keyboard. */
export function readingOrder<T extends { readonly at: Place }>(panels: readonly T[]): T[] {
  return panels.toSorted((a, b) => a.at.y - b.at.y || a.at.x - b.at.x);
}

/** The first fault of a layout, as a sentence: a panel beyond the columns, or two in one place. */
export function layoutFault(panels: readonly { readonly id: string; readonly at: Place }[]): string | undefined {
  for (const [index, { id, at }] of panels.entries()) {
    if (at.x < 0 || at.y < 0 || at.x + at.w > GRID_COLUMNS) return `${id} does not fit into ${GRID_COLUMNS} columns.`;
    const other = panels.slice(index + 1).find((candidate) => overlaps(at, candidate.at));
    if (other) return `${id} and ${other.id} overlap.`;
  }
  return undefined;
}

/** Whether two places share a cell. */
export function overlaps(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
