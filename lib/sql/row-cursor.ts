/** Where a page of rows ended: opaque to everyone else, exact to the nanosecond. */
import { z } from 'zod';
import { BackendError } from '@/lib/model/backend';

/**
 * `keys`: the last row's, as text in the order that rows are sorted by. `seen`: how many rows with exactly these keys have
 * been shown, so that records that are alike in all of them are neither repeated nor lost.
 */
export interface RowCursor {
  readonly keys: readonly string[];
  readonly seen: number;
}

const Shape = z.object({ keys: z.array(z.string().max(200)).max(8), seen: z.number().int().nonnegative().max(1_000_000) });

/** The cursor as text. */
export function printCursor(cursor: RowCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor of `keys` keys. Throws BackendError on anything that `printCursor` did not write. */
export function parseCursor(text: string, keys: number): RowCursor {
  try {
    const cursor = Shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (cursor.keys.length === keys) return cursor;
  } catch (cause) {
    throw new BackendError('invalid', 'The list cannot go on from here: load it again.', { cause });
  }
  throw new BackendError('invalid', 'The list cannot go on from here: load it again.');
}

/** The cursor behind a page whose rows have these keys; `before` is the one that the page began at. */
export function cursorAfter(rows: readonly (readonly string[])[], before: RowCursor | undefined): RowCursor | undefined {
  const keys = rows.at(-1);
  if (!keys) return undefined;
  const same = (other: readonly string[]) => other.every((key, index) => key === keys[index]);
  const firstSame = rows.findIndex(same);
  const goesOn = firstSame === 0 && before !== undefined && same(before.keys);
  return { keys, seen: rows.length - firstSame + (goesOn ? before.seen : 0) };
}
