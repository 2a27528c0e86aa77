'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { traceQuery } from '@/components/live/live-query';
import { openTrace, traceBelow, type OpenTrace, type TraceBelow } from '@/components/live/trace-below';
import { useCollapsed } from '@/components/traces/use-collapsed';
import { useTrace } from '@/components/traces/use-trace';
import { millisFromNanos, nanosFromText, nowMillis, SECOND, type NanosText } from '@/lib/base/time';
import { useNow } from '@/lib/client/now';
import { answerOptions } from '@/lib/client/queries';
import type { Answer, LogRow, RecordRow, SpanRow } from '@/lib/model/answer';
import { openToDepth, subtreeToggled, toggled, type Collapsed } from '@/lib/waterfall/collapse';
import { OPEN } from '@/lib/waterfall/columns';
import { extentOf } from '@/lib/waterfall/extent';

/** A larger trace opens with the root's own children alone. */
const OPEN_WHOLE = 200;
/** A trace that grows is read again at most this often, ms. */
const READ_AGAIN = SECOND;
/** One with a running span is read again this often where nothing tells of its growth, ms. */
const READ_RUNNING = 5 * SECOND;

/** An open trace as the list draws it, and how to change what is open in it. */
export interface Reading {
  readonly below: TraceBelow;
  /** Opens or closes a row of the tree, or all of its subtree. */
  readonly toggle: (row: number, subtree: boolean) => void;
}

export interface TraceReaderProps {
  /** The record that is open. */
  recordKey: string;
  traceId: string;
  /** Of the record's own span; '' for a log. */
  spanId: string;
  time: NanosText;
  /** Moves whenever more of the trace has come. */
  grown: number;
  /** The rows that are closed to begin with; undefined where nobody has closed any. */
  closed: Collapsed | undefined;
  onReading: (key: string, reading: Reading) => void;
}

/** Reads the trace of an open record and keeps reading while it grows. Draws nothing: the list draws its lines. */
export function TraceReader(props: TraceReaderProps) {
  const { recordKey, traceId, time, grown, onReading } = props;
  // whoever scrolls before the trace is read gives up the place, but not what was closed in it
  const [closed] = useState(props.closed);
  const load = useTrace(traceId);
  const client = useQueryClient();
  const logsQuery = useMemo(() => traceQuery('logs', traceId, time), [traceId, time]);
  const spansQuery = useMemo(() => traceQuery('spans', traceId, time), [traceId, time]);
  const logs = useQuery(answerOptions(logsQuery));
  const spans = useQuery(answerOptions(spansQuery));

  const { again, trace, state } = load;
  const readAll = useCallback(() => {
    again();
    for (const query of [logsQuery, spansQuery]) void client.invalidateQueries({ queryKey: ['answer', query] });
  }, [again, client, logsQuery, spansQuery]);
  const readAt = useRef(nowMillis());
  const seen = useRef(grown);
  useEffect(() => {
    if (grown === seen.current) return;
    const timer = setTimeout(
      () => {
        seen.current = grown;
        readAt.current = nowMillis();
        readAll();
      },
      Math.max(0, readAt.current + READ_AGAIN - nowMillis()),
    );
    return () => clearTimeout(timer);
  }, [grown, readAll]);

  const hasOpen = useMemo(() => trace?.columns.duration.subarray(0, trace.columns.count).includes(OPEN) ?? false, [trace]);
  useEffect(() => {
    if (!hasOpen) return;
    const timer = setInterval(readAll, READ_RUNNING);
    return () => clearInterval(timer);
  }, [hasOpen, readAll]);

  const failure = load.failure?.message;
  const opened = useMemo(() => {
    if (!trace || trace.columns.count === 0) return undefined;
    const ofLogs = rowsOf(logs.data).filter((row): row is LogRow => row.signal === 'logs');
    const ofSpans = rowsOf(spans.data).filter((row): row is SpanRow => row.signal === 'spans');
    return openTrace(trace, ofLogs, ofSpans, failure);
  }, [trace, logs.data, spans.data, failure]);

  // what is shown stays while it is read again
  const ready = useRef(false);
  if (state !== 'loading') ready.current = true;
  const shown = ready.current ? opened : undefined;
  useEffect(() => {
    if (shown) return;
    const below: TraceBelow =
      state === 'loading'
        ? { state: 'loading', count: 1 }
        : { state: 'failed', count: 1, message: failure ?? 'None of its spans are here: they may still be on their way.' };
    onReading(recordKey, { below, toggle: () => undefined });
  }, [shown, state, failure, recordKey, onReading]);
  return shown && <OpenReader {...props} closed={closed} open={shown} running={hasOpen} />;
}

function rowsOf(answer: Answer | undefined): readonly RecordRow[] {
  return answer?.kind === 'rows' ? answer.rows : [];
}

function OpenReader({ recordKey, spanId, closed, onReading, open, running }: TraceReaderProps & { open: OpenTrace; running: boolean }) {
  const { trace } = open;
  const [collapsed, change] = useCollapsed(trace);
  const now = useNow(running);
  const begun = useRef(false);
  useLayoutEffect(() => {
    // only as it opens: what a person opens and closes afterwards stays
    const before = closed?.length === trace.tree.rows ? closed : undefined;
    if (!begun.current && (before || trace.tree.rows > OPEN_WHOLE)) change(() => before ?? openToDepth(trace.tree, 2));
    begun.current = true;
  }, [trace, change, closed]);
  const extent = useMemo(() => extentOf(trace.columns, (now - millisFromNanos(nanosFromText(trace.columns.origin))) * 1e6), [trace, now]);
  const toggle = useCallback(
    (row: number, subtree: boolean) => change((before: Collapsed) => (subtree ? subtreeToggled : toggled)(trace.tree, before, row)),
    [trace, change],
  );
  useEffect(() => {
    onReading(recordKey, { below: traceBelow(open, collapsed, extent, spanId), toggle });
  }, [onReading, recordKey, open, collapsed, extent, spanId, toggle]);
  return null;
}
