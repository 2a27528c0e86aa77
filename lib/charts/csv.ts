/** Drawn figures as a file of comma-separated values. */
import type { Unit } from '@/lib/base/units';

/** A figure's unit, an instant, or words. */
export type ShownUnit = Unit | 'time' | 'text';

/** The figures that a panel draws, as a table. Times are ms since 1970. */
export interface Shown {
  readonly columns: readonly { readonly name: string; readonly unit: ShownUnit }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Spreadsheets run what begins with these as a formula, and attribute values are anybody's text. */
const FORMULA = /^[=+\-@\t\r]/;

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text of anybody's, which no spreadsheet may run. */
function text(value: string): string {
  return field(FORMULA.test(value) ? `'${value}` : value);
}

function cell(value: string | number | null | undefined, unit: ShownUnit): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return unit === 'time' || unit === 'instant' ? new Date(value).toISOString() : String(value);
  return text(value);
}

function heading(name: string, unit: ShownUnit): string {
  const bare = unit === 'text' || unit === 'time' || unit === 'none' || unit === 'instant';
  // a series is called by its group's values
  return text(bare ? name : `${name} (${unit})`);
}

/**
 * RFC 4180, with a heading line: names with their units, figures in full, instants as ISO 8601 in UTC, nothing for a gap. A text that
 * a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csvOf({ columns, rows }: Shown): string {
  const lines = [
    columns.map(({ name, unit }) => heading(name, unit)),
    ...rows.map((row) => columns.map(({ unit }, index) => cell(row[index], unit))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}
