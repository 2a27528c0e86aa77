'use client';

import { createParser, parseAsBoolean, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { viewFromText, viewText, type View } from '@/lib/waterfall/zoom';

/** What the waterfall shows beside the bars. */
export interface WaterfallShows {
  /** The line of the critical path. */
  readonly path: boolean;
  /** Repeated siblings as one line. */
  readonly grouped: boolean;
  /** Self time, as the darker part of a bar. */
  readonly self: boolean;
  /** Logs, and the events of the selected span, as ticks. */
  readonly marks: boolean;
}

export interface WaterfallOptions extends WaterfallShows {
  /** The part that is looked at; null for all of the trace. */
  readonly zoom: View | null;
}

const parseAsView = createParser({
  parse: (text) => viewFromText(text) ?? null,
  serialize: viewText,
  eq: (a, b) => a.from === b.from && a.to === b.to,
});

const OPTIONS = {
  path: parseAsBoolean.withDefault(true),
  grouped: parseAsBoolean.withDefault(true),
  self: parseAsBoolean.withDefault(false),
  marks: parseAsBoolean.withDefault(true),
  zoom: parseAsView,
};

/** How the waterfall looks, kept in the address; what is usual is left out of it. */
export function useWaterfallOptions(): [WaterfallOptions, (change: Partial<WaterfallOptions>) => void] {
  const [options, setOptions] = useQueryStates(OPTIONS, { history: 'replace', throttleMs: 200 });
  const change = useCallback((next: Partial<WaterfallOptions>) => void setOptions(next), [setOptions]);
  return [options, change];
}
