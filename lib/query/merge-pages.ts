/** Several lists of records, each read page by page, as one in order of time. */
import { nanosFromText } from '@/lib/base/time';
import type { RecordRow } from '@/lib/model/answer';

/** What was read of one list so far, newest first. `more`: there are older rows that were not read yet. */
export interface ReadList {
  readonly rows: readonly RecordRow[];
  readonly more: boolean;
}

/** The instant that decides a row's place in a list: its own, or that of the span for which its trace is listed. */
export function placeOf(row: RecordRow): bigint {
  return nanosFromText((row.signal === 'spans' && row.match?.time) || row.time);
}

/**
 * The rows of all `lists`, newest first, down to where every list that has more was read to: what is older than that is held
 * back, because older pages of another list belong before it. `needed`: the lists to read on in for the next rows, by index.
 */
export function mergePages(lists: readonly ReadList[]): { readonly rows: RecordRow[]; readonly needed: number[] } {
  const ends = lists.map(({ rows, more }) => {
    const last = rows.at(-1);
    return more ? (last ? placeOf(last) : undefined) : -1n;
  });
  const read = ends.every((end) => end !== undefined) ? ends.reduce((newest, end) => (end > newest ? end : newest), -1n) : undefined;
  const places = new Map(lists.flatMap(({ rows }) => rows.map((row) => [row, placeOf(row)] as const)));
  const rows = [...places]
    .filter(([, place]) => read !== undefined && place >= read)
    .sort(([, one], [, other]) => (one === other ? 0 : one > other ? -1 : 1))
    .map(([row]) => row);
  return { rows, needed: lists.flatMap(({ more }, index) => (more && (ends[index] ?? read) === read ? [index] : [])) };
}
