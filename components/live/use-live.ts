'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { useLiveFeed, useLiveTail, type LiveFeed } from '@/components/live/use-live-feed';
import { useLivePages } from '@/components/live/use-live-pages';
import type { View } from '@/components/live/live-query';
import type { PageState } from '@/components/live/live-state';
import type { RowPages } from '@/components/records/use-row-pages';
import { millis, MINUTE, nowMillis, SECOND, type Millis } from '@/lib/base/time';
import { useNow } from '@/lib/client/now';
import { printWindowParam } from '@/lib/client/time-params';
import type { TailBatch } from '@/lib/client/tail-buffer';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Filter } from '@/lib/model/filter';

/** A list that was read up to this long ago is read anew when one comes back to it: what was pushed meanwhile is not in it. */
const OLD = 5 * SECOND;

/** The list is read once the tail is connected, so that nothing comes between the two; it does not wait longer than this, ms. */
const WAIT = 600;

export interface LiveAsk {
  readonly filter: Filter | undefined;
  readonly view: View;
  /** False while the filter does not parse. */
  readonly valid: boolean;
  /** Nothing may move in the list. */
  readonly held: boolean;
  /** A person has stopped it. */
  readonly paused: boolean;
}

export interface Live extends LiveFeed {
  readonly pages: RowPages;
  readonly state: PageState;
  /** The rows are those of another question. */
  readonly old: boolean;
  /** Whether the window ends now, so that what comes belongs in it. */
  readonly following: boolean;
  readonly reopen: () => void;
}

/** The records of the page's window: read, and followed where the window ends now. */
export function useLive({ filter, view, valid, held, paused }: LiveAsk): Live {
  const { window, range, refresh } = useTimeWindow();
  const last: Millis | undefined = valid && 'last' in window ? window.last : undefined;
  const ask = { filter, view, last };
  const question = useMemo(() => JSON.stringify([view, filter, printWindowParam(window)]), [view, filter, window]);
  const holding = held || paused;

  const take = useRef<(batch: TailBatch) => void>(() => undefined);
  const tail = useLiveTail(ask, (batch) => take.current(batch));
  const connecting = last !== undefined && tail.state.is === 'connecting';

  const [waitedFor, setWaitedFor] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWaitedFor(question), WAIT);
    return () => clearTimeout(timer);
  }, [question]);
  const tooEarly = useRef(false);
  const ready = valid && (!connecting || waitedFor === question);
  useEffect(() => {
    if (connecting && ready) tooEarly.current = true;
    else if (!connecting && tooEarly.current) {
      tooEarly.current = false;
      refresh();
    }
  }, [connecting, ready, refresh]);

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (last !== undefined && nowMillis() - range.to > OLD) refresh();
  }, [last, range, refresh]);

  const pages = useLivePages(filter, view, range, ready);
  const shownFor = useRef('');
  useEffect(() => {
    if (!pages.old && !pages.loading) shownFor.current = question;
  }, [pages.old, pages.loading, question]);

  // what has left the window leaves the list, though not under a reader's eyes
  const minute = useNow(last !== undefined, MINUTE);
  const oldest = last !== undefined && !holding ? millis(minute - last) : undefined;
  const reading = `${question} ${range.from} ${range.to}`;
  const feed = useLiveFeed(ask, { pages, reading, holding, oldest, refresh });
  useEffect(() => {
    take.current = feed.take;
  }, [feed.take]);
  return {
    ...feed,
    pages,
    state: last === undefined ? { is: 'past' } : paused ? { is: 'paused' } : tail.state,
    old: pages.old && shownFor.current !== question,
    following: last !== undefined && !paused,
    reopen: tail.reopen,
  };
}
