'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { newlyBegun, type Arrived } from '@/components/live/live-bars';
import { NOTHING_CAME, released, settled, taken, withAllGrowth, type Feed } from '@/components/live/live-feed';
import { FIELDS, type View } from '@/components/live/live-query';
import { liveRecord, type LiveRecord } from '@/components/live/live-record';
import { mergeRecords } from '@/components/live/merge-records';
import type { RowPages } from '@/components/records/use-row-pages';
import { nowMillis, type Millis } from '@/lib/base/time';
import type { TailBatch } from '@/lib/client/tail-buffer';
import { useTail, type UsedTail } from '@/lib/client/use-tail';
import type { Filter } from '@/lib/model/filter';
import type { TailAsk } from '@/lib/model/live';
import { placeOf } from '@/lib/query/merge-pages';

export interface LiveFeedAsk {
  readonly filter: Filter | undefined;
  readonly view: View;
  /** The window's length; undefined where nothing is followed: a window in the past, a filter that does not parse. */
  readonly last: Millis | undefined;
}

export interface LiveFeedUse {
  /** What was read page by page. */
  readonly pages: RowPages;
  /** Names what was read: another text, another list. */
  readonly reading: string;
  /** New records wait. */
  readonly holding: boolean;
  /** Nothing older belongs in the window any more; undefined while the list is held. */
  readonly oldest: Millis | undefined;
  /** Reads the list anew, up to now. */
  readonly refresh: () => void;
}

export interface LiveFeed {
  readonly records: readonly LiveRecord[];
  /** Older records were dropped: they must be read anew. */
  readonly cut: boolean;
  /** How many came while the list is held. */
  readonly fresh: number;
  /** How many came too fast to be sent, since the list was read. */
  readonly shed: number;
  /** How often each trace that grew has done so since the list was read, as a figure that moves. */
  readonly grownBy: (traceId: string) => number;
  /** What came since the last call of `counted`. */
  readonly arrived: Arrived | undefined;
  readonly counted: () => void;
  /** Puts what waits into the list. */
  readonly release: () => void;
}

/** Follows the tail of what the list asks. `onBatch`: see `useLiveFeed`. */
export function useLiveTail({ filter, view, last }: LiveFeedAsk, onBatch: (batch: TailBatch) => void): UsedTail & { reopen: () => void } {
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    if (closed) setClosed(false);
  }, [closed]);
  const ask: TailAsk | undefined =
    last === undefined || closed
      ? undefined
      : {
          signals: ['spans', 'logs'],
          ...(filter ? { where: filter } : {}),
          // with a filter any span may be what a trace is listed for
          roots: view === 'tree' && !filter,
          fields: FIELDS,
          within: last,
        };
  const tail = useTail(ask, onBatch);
  return { ...tail, reopen: useCallback(() => setClosed(true), []) };
}

/** The list as it is read and as it grows: what was read, with what was pushed since. `take` is for the tail. */
export function useLiveFeed(
  { filter, view }: LiveFeedAsk,
  { pages, reading, holding, oldest, refresh }: LiveFeedUse,
): LiveFeed & { take: (batch: TailBatch) => void } {
  const question = useMemo(() => JSON.stringify([view, filter]), [view, filter]);
  const [{ of, feed }, setFeed] = useState<{ of: string; feed: Feed }>({ of: question, feed: NOTHING_CAME });
  const [arrived, setArrived] = useState<Arrived>();
  const change = useCallback(
    (next: (before: Feed) => Feed) =>
      setFeed((before) => ({ of: question, feed: next(before.of === question ? before.feed : NOTHING_CAME) })),
    [question],
  );
  const current = of === question ? feed : NOTHING_CAME;

  const read = useMemo(() => pages.rows.map((row) => liveRecord(row, view)), [pages.rows, view]);
  const horizon = useMemo(() => {
    const last = pages.rows.at(-1);
    return pages.hasMore && last ? placeOf(last) : undefined;
  }, [pages.rows, pages.hasMore]);
  const keys = useMemo(() => new Set(read.map(({ key }) => key)), [read]);

  const take = useCallback(
    (batch: TailBatch) => {
      if (batch.gap) return refresh();
      change((before) => taken(before, batch, { view, holding, listed: (key) => keys.has(key) }));
      const at = nowMillis();
      const { count, errors } = newlyBegun(batch, filter === undefined, at);
      setArrived((before) => ({ at, count: (before?.count ?? 0) + count, errors: (before?.errors ?? 0) + errors }));
    },
    [change, refresh, view, holding, keys, filter],
  );

  // what was read anew says what was pushed before
  const settledFor = useRef('');
  const isRead = !pages.loading && !pages.old;
  useEffect(() => {
    if (!isRead || settledFor.current === reading) return;
    settledFor.current = reading;
    change((before) => settled(before, read, horizon));
  }, [isRead, reading, read, horizon, change]);

  const release = useCallback(() => {
    if (current.overflow) refresh();
    else change(released);
  }, [current.overflow, refresh, change]);
  const waits = current.fresh > 0 && !holding;
  useEffect(() => {
    if (waits) release();
  }, [waits, release]);

  const records = useMemo(() => {
    const merged = mergeRecords(withAllGrowth(read, current.growth), current.shown.values(), horizon);
    const from = oldest === undefined ? 0n : BigInt(Math.floor(oldest)) * 1_000_000n;
    const floor = current.floor ?? 0n;
    return from === 0n && floor === 0n ? merged : merged.filter(({ place, time }) => place >= from && time >= floor);
  }, [read, current.growth, current.shown, current.floor, horizon, oldest]);
  const { growth } = current;
  return {
    records,
    cut: current.floor !== undefined,
    fresh: current.fresh,
    shed: current.shed,
    grownBy: useCallback((traceId: string) => growth.get(traceId)?.spans ?? 0, [growth]),
    arrived,
    counted: useCallback(() => setArrived(undefined), []),
    release,
    take,
  };
}
