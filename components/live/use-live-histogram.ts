'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { liveBars, type Arrived } from '@/components/live/live-bars';
import { histogramQuery } from '@/components/live/live-query';
import { useMovedRange } from '@/components/live/use-moved-range';
import type { Bars } from '@/components/records/histogram-bars';
import { millis, MINUTE, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import type { Filter } from '@/lib/model/filter';
import { chooseStep } from '@/lib/query/frame';
import type { TimeWindow } from '@/lib/query/time-window';

/** The store is asked anew this often at most, however short the steps. */
const FASTEST = millis(10 * SECOND);
/** Bars of a long window move seldom; what comes meanwhile is counted. */
const SLOWEST = MINUTE;
/** Bars that are asked for, to know how long one is. */
const BARS = 120;

export interface LiveHistogram {
  readonly bars: Bars;
  readonly range: TimeRange;
  readonly step: Millis;
  readonly answered: boolean;
  /** Of the question before. */
  readonly old: boolean;
  /** Why the bars of one kind or of both could not be read. */
  readonly failure: string | undefined;
}

/**
 * Records over time, in a window that moves along with now while it is followed. Between two answers what `arrived` is added; `counted` says
 * that an answer has it.
 */
export function useLiveHistogram(
  filter: Filter | undefined,
  { window, range, following }: { window: TimeWindow; range: TimeRange; following: boolean },
  { arrived, counted }: { arrived: Arrived | undefined; counted: () => void },
  enabled: boolean,
): LiveHistogram {
  const step = chooseStep(range, BARS);
  const every = millis(Math.min(SLOWEST, Math.max(FASTEST, step)));
  const moved = useMovedRange(window, range, following, every);
  const spanCounts = useMemo(() => histogramQuery('spans', filter, moved), [filter, moved]);
  const logCounts = useMemo(() => histogramQuery('logs', filter, moved), [filter, moved]);
  const spans = useQuery({ ...answerOptions(spanCounts), enabled });
  const logs = useQuery({ ...answerOptions(logCounts), enabled });
  const answeredAt = Math.min(spans.dataUpdatedAt, logs.dataUpdatedAt);
  useEffect(counted, [answeredAt, counted]);
  const bars = useMemo(() => liveBars([spans.data, logs.data], step, arrived), [spans.data, logs.data, step, arrived]);
  const old = spans.isPlaceholderData || logs.isPlaceholderData;
  const failure = (spans.error ?? logs.error)?.message;
  return { bars, range: moved, step, answered: spans.data !== undefined, old: old && moved === range, failure };
}
