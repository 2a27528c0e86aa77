'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ShownTrace } from '@/components/traces/shown-trace';
import { logsQuery } from '@/components/details/detail-query';
import { answerOptions, spanOptions } from '@/lib/client/queries';
import type { LogRow } from '@/lib/model/answer';
import { eventMarks, logMarks, type Mark } from '@/lib/waterfall/marks';
import { NONE, rowId } from '@/lib/waterfall/tree';

export interface Marks {
  /** By row. */
  readonly byRow: ReadonlyMap<number, readonly Mark[]>;
  /** What has to be said of them: that not all logs are marked, or that they could not be read. */
  readonly note: string | undefined;
}

const NO_MARKS: Marks = { byRow: new Map(), note: undefined };

/** The logs of the trace by one question, and the events of the selected span, whose times only its details have. */
export function useMarks({ trace, range, selected }: ShownTrace, on: boolean): Marks {
  const { columns, tree } = trace;
  const span = tree.span[selected] ?? NONE;
  const spanId = span === NONE ? '' : rowId(trace, selected);
  const logs = useQuery({ ...answerOptions(logsQuery(columns.traceId, undefined, range)), enabled: on });
  const details = useQuery({ ...spanOptions(columns.traceId, spanId), enabled: on && spanId !== '' && (columns.events[span] ?? 0) > 0 });
  const answer = logs.data?.kind === 'rows' ? logs.data : undefined;
  const events = details.data?.spanId === spanId ? details.data.events : undefined;
  return useMemo(() => {
    if (!on) return NO_MARKS;
    const rows = (answer?.rows ?? []).filter((row): row is LogRow => row.signal === 'logs');
    const byRow: Map<number, readonly Mark[]> = logMarks(columns, tree, rows);
    if (events && events.length > 0) byRow.set(selected, [...(byRow.get(selected) ?? []), ...eventMarks(columns, events)]);
    const note = logs.error
      ? `logs could not be read: ${logs.error.message}`
      : answer?.partial
        ? `only the newest ${rows.length} logs are marked`
        : undefined;
    return { byRow, note };
  }, [on, answer, events, columns, tree, selected, logs.error]);
}
