/**
 * The lines of the list from top to bottom: records, the separators of days, and what is below a record that is open. An
 * open trace may have a million rows, so lines are found by their number and never made one by one.
 */
import type { LiveRecord } from '@/components/live/live-record';
import { millisFromNanos, nanos } from '@/lib/base/time';
import { formatDay, type Zone } from '@/lib/client/format-time';

/** What stands below a record that is open: lines of its trace, or one line that says why there are none. */
export interface Below {
  readonly count: number;
}

export interface Block<B extends Below> {
  /** The number of its first line. */
  readonly from: number;
  /** Lines of it: a separator, the record, and those below. */
  readonly count: number;
  /** The record's day where it differs from that of the record above. */
  readonly day: string | undefined;
  readonly record: LiveRecord;
  readonly below: B | undefined;
}

export type Line<B extends Below> =
  | { readonly kind: 'day'; readonly block: Block<B>; readonly day: string }
  | { readonly kind: 'record'; readonly block: Block<B> }
  /** Line `index` of those below the record. */
  | { readonly kind: 'below'; readonly block: Block<B>; readonly below: B; readonly index: number };

export interface Lines<B extends Below> {
  readonly count: number;
  readonly blocks: readonly Block<B>[];
}

/** `today` has no separator above its records. */
export function layLines<B extends Below>(
  records: readonly LiveRecord[],
  below: ReadonlyMap<string, B>,
  zone: Zone,
  today: string,
): Lines<B> {
  let from = 0;
  let last = today;
  const blocks = records.map((record): Block<B> => {
    const day = formatDay(millisFromNanos(nanos(record.time)), zone);
    const opened = below.get(record.key);
    const count = (day === last ? 0 : 1) + 1 + (opened?.count ?? 0);
    const block = { from, count, day: day === last ? undefined : day, record, below: opened };
    last = day;
    from += count;
    return block;
  });
  return { count: from, blocks };
}

/** Line number `at`; undefined beyond the last. */
export function lineAt<B extends Below>({ blocks, count }: Lines<B>, at: number): Line<B> | undefined {
  if (at < 0 || at >= count) return undefined;
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((blocks[middle]?.from ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const block = blocks[low];
  if (!block) return undefined;
  const inside = at - block.from - (block.day === undefined ? 0 : 1);
  if (inside < 0) return { kind: 'day', block, day: block.day ?? '' };
  if (inside === 0) return { kind: 'record', block };
  return block.below ? { kind: 'below', block, below: block.below, index: inside - 1 } : undefined;
}

/** The number of a record's own line; -1 where it is not in the list. */
export function lineOfRecord<B extends Below>({ blocks }: Lines<B>, key: string): number {
  const block = blocks.find(({ record }) => record.key === key);
  return block ? block.from + (block.day === undefined ? 0 : 1) : -1;
}
