'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ShownTrace } from '@/components/traces/shown-trace';
import { subtreeOpened, subtreeToggled, toggled } from '@/lib/waterfall/collapse';
import { groupOf, NO_GROUPS, repeatedSiblings, type Groups } from '@/lib/waterfall/groups';
import { withoutServices, type ShownTree } from '@/lib/waterfall/hidden';
import { linesOf } from '@/lib/waterfall/lines';
import { NONE, rowId, rowWithId } from '@/lib/waterfall/tree';

export interface Lines {
  /** The tree without hidden services. */
  readonly shown: ShownTree;
  readonly groups: Groups;
  /** First rows of the groups that are open. */
  readonly opened: ReadonlySet<number>;
  /** The rows that have a line, ascending. */
  readonly visible: Int32Array;
  /** Opens or closes a row, or the group that it is in; with `subtree` all below it, too. */
  toggle(row: number, subtree: boolean): void;
  /** Opens a row and all below it. */
  open(row: number): void;
  /** Moves the cursor along the lines: a closed group stays closed. */
  moveTo(row: number): void;
}

/** The lines of the waterfall. A group opens by itself when the cursor is sent into it: by a search, an error, an address. */
export function useLines(shownTrace: ShownTrace, grouped: boolean): Lines {
  const { trace, hidden, collapsed, changeCollapsed, cursor, moveTo } = shownTrace;
  const { columns, tree } = trace;
  // a group is kept by the id of one of its spans, which more of the trace does not change
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => withoutServices(columns, tree, hidden), [columns, tree, hidden]);
  const groups = useMemo(() => (grouped ? repeatedSiblings(columns, shown) : NO_GROUPS), [columns, shown, grouped]);
  const opened = useMemo(
    () => new Set([...openIds].map((id) => groups.first[groupOf(groups, rowWithId(trace, id))] ?? NONE)),
    [trace, groups, openIds],
  );
  const visible = useMemo(() => linesOf(shown, collapsed, groups, opened), [shown, collapsed, groups, opened]);

  const cursorId = cursor === NONE ? '' : rowId(trace, cursor);
  const seen = useRef('');
  const own = useRef('');
  useEffect(() => {
    if (cursorId === seen.current) return;
    seen.current = cursorId;
    const first = groups.first[groupOf(groups, cursor)];
    if (first === undefined || opened.has(first) || own.current === cursorId) return;
    setOpenIds((before) => new Set([...before, rowId(trace, first)]));
  }, [trace, cursor, cursorId, groups, opened]);

  const moveAlong = useCallback(
    (row: number) => {
      own.current = rowId(trace, row);
      moveTo(row);
    },
    [trace, moveTo],
  );
  const toggle = useCallback(
    (row: number, subtree: boolean) => {
      const first = groups.first[groupOf(groups, row)];
      if (first === undefined) return changeCollapsed((before) => (subtree ? subtreeToggled : toggled)(tree, before, row));
      const ofGroup = (id: string): boolean => groups.first[groupOf(groups, rowWithId(trace, id))] === first;
      setOpenIds((before) => new Set(opened.has(first) ? [...before].filter((id) => !ofGroup(id)) : [...before, rowId(trace, first)]));
      moveAlong(first);
    },
    [trace, tree, groups, opened, changeCollapsed, moveAlong],
  );
  const open = useCallback((row: number) => changeCollapsed((before) => subtreeOpened(tree, before, row)), [tree, changeCollapsed]);
  return { shown, groups, opened, visible, toggle, open, moveTo: moveAlong };
}
