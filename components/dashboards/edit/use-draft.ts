'use client';

import { useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import { changed, historyOf, redone, undone, type History } from '@/lib/dashboards/edit-history';
import { forgetDraft, keepDraft, readDraft, type KeptDraft } from '@/components/dashboards/edit/draft-storage';
import type { Dashboard } from '@/lib/model/dashboard';

interface DraftStore {
  readonly history: History<Dashboard>;
  /** Another state of the dashboard; changes about the same thing that follow each other are undone as one. */
  readonly change: (next: Dashboard, about?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

function createDraft(start: Dashboard) {
  return create<DraftStore>((set) => ({
    history: historyOf(start),
    change: (next, about) => set(({ history }) => ({ history: changed(history, next, about) })),
    undo: () => set(({ history }) => ({ history: undone(history) })),
    redo: () => set(({ history }) => ({ history: redone(history) })),
  }));
}

export interface Draft extends Omit<DraftStore, 'history'> {
  readonly dashboard: Dashboard;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether it differs from what it began with. */
  readonly dirty: boolean;
  /** Changes of an earlier visit in this tab that were never saved; undefined once taken up or dropped. */
  readonly kept: KeptDraft | undefined;
  readonly takeUp: () => void;
  readonly drop: () => void;
  /** Nothing is to be kept any more: it was saved, or thrown away. */
  readonly forget: () => void;
}

/** A dashboard under change, with undo; kept in this tab under `key` until it is saved. `start` and `key` are those of the first render. */
export function useDraft(start: Dashboard, key: string): Draft {
  const [useStore] = useState(() => createDraft(start));
  const { history, change, undo, redo } = useStore();
  const [kept, setKept] = useState<KeptDraft>();
  const dashboard = history.present;
  const [forgotten, setForgotten] = useState(false);
  const dirty = !forgotten && dashboard !== start && JSON.stringify(dashboard) !== JSON.stringify(start);
  useEffect(() => {
    // after the first render: the server knows nothing of this tab
    setKept(readDraft(key));
  }, [key]);
  useEffect(() => {
    if (dirty) keepDraft(key, dashboard);
    else if (history.past.length > 0 || history.future.length > 0) forgetDraft(key);
  }, [key, dirty, dashboard, history]);
  const forget = useCallback(() => {
    forgetDraft(key);
    setForgotten(true);
  }, [key]);
  return {
    dashboard,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    dirty,
    change,
    undo,
    redo,
    kept: dirty ? undefined : kept,
    takeUp: () => {
      if (kept) change(kept.dashboard);
      setKept(undefined);
    },
    drop: () => {
      forgetDraft(key);
      setKept(undefined);
    },
    forget,
  };
}
