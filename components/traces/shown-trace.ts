'use client';

import { createContext, useContext } from 'react';
import { present } from '@/lib/base/assert';
import type { TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import type { Collapsed } from '@/lib/waterfall/collapse';
import type { TraceErrors } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import type { Trace } from '@/lib/waterfall/tree';

/** What all views of the open trace share: the trace, what was found in it, and what is selected. */
export interface ShownTrace {
  readonly trace: Trace;
  readonly extent: Extent;
  /** More of it is on its way. */
  readonly loading: boolean;
  readonly errors: TraceErrors;
  /** Self times in ns, by row. */
  readonly self: Float64Array;
  /** Names of the services that are hidden; kept in the address. */
  readonly hidden: ReadonlySet<string>;
  setHidden(services: ReadonlySet<string>): void;
  /** The text that is searched for, and the rows that it found, ascending. */
  readonly search: string;
  setSearch(text: string): void;
  readonly matches: Int32Array;
  /** The row whose details are open, or NONE. */
  readonly selected: number;
  /** Opens a row's details, or closes them with NONE. */
  select(row: number): void;
  /** The row that the keyboard is at, or NONE. While details are open, they are the cursor's. */
  readonly cursor: number;
  /** Moves the cursor, e.g. with the arrow keys. */
  moveTo(row: number): void;
  /** Moves the cursor and opens what hides it. */
  goTo(row: number): void;
  readonly collapsed: Collapsed;
  changeCollapsed(change: (before: Collapsed) => Collapsed): void;
  /** The time of the trace with a margin, for questions about it. */
  readonly range: TimeRange;
  readonly zone: Zone;
}

const Context = createContext<ShownTrace | undefined>(undefined);

export const ShownTraceProvider = Context.Provider;

/** The trace that is open. Throws outside of its page. */
export function useShownTrace(): ShownTrace {
  return present(useContext(Context), 'the open trace of a view');
}
