'use client';

import { usePreference } from '@/lib/client/preference';

/** What a row can leave out, by name; the message always stands. */
export const COLUMNS = ['time', 'service', 'tags', 'tokens', 'scope', 'bar', 'duration'] as const;
export type Column = (typeof COLUMNS)[number];

export type Columns = ReadonlySet<Column>;

const LABELS: Readonly<Record<Column, string>> = {
  time: 'Time',
  service: 'Service',
  tags: 'Tags',
  tokens: 'Tokens and cost',
  scope: 'Scope',
  bar: 'Bar',
  duration: 'Duration',
};

/** The name of a column for a person. */
export function columnLabel(column: Column): string {
  return LABELS[column];
}

const KEY = 'live-columns-off';

/** All sets of columns that can be left out, as text in the columns' order; none is what stands for "not chosen". */
const CHOICES: readonly [string, ...string[]] = [
  '',
  ...Array.from({ length: 2 ** COLUMNS.length - 1 }, (_, set) => COLUMNS.filter((_, index) => ((set + 1) >> index) & 1).join(' ')),
];

/** The columns that this browser shows, and how to show or leave out one. */
export function useColumns(): readonly [Columns, (column: Column, on: boolean) => void] {
  const [off, setOff] = usePreference<string>(KEY, CHOICES);
  const hidden = new Set(off.split(' '));
  const shown: Columns = new Set(COLUMNS.filter((column) => !hidden.has(column)));
  const set = (column: Column, on: boolean) => setOff(COLUMNS.filter((each) => (each === column ? !on : hidden.has(each))).join(' '));
  return [shown, set];
}

/** The tracks of a row's grid on a wide screen; a phone has its own. */
export function gridTracks(columns: Columns): string {
  const track = (column: Column, size: string): string[] => (columns.has(column) ? [size] : []);
  return [
    ...track('time', '88px'),
    ...track('service', 'minmax(64px, 124px)'),
    'minmax(0, 1fr)',
    ...track('bar', 'minmax(56px, 12%)'),
    ...track('duration', '74px'),
  ].join(' ');
}
