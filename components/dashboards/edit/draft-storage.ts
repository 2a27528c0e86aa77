/** Unsaved dashboards of this tab: they survive a reload, and end with the tab. */
import type { Dashboard } from '@/lib/model/dashboard';

export interface KeptDraft {
  /** When it was changed last, in ms since 1970. */
  readonly at: number;
  readonly dashboard: Dashboard;
}

const nameOf = (key: string) => `hearth-draft ${key}`;

/** Keeps `dashboard` under `key`. A tab whose storage is blocked or full keeps nothing: then only the warning before leaving is left. */
export function keepDraft(key: string, dashboard: Dashboard): void {
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify({ at: Date.now(), dashboard } satisfies KeptDraft));
  } catch {
    forgetDraft(key);
  }
}

/** What is kept under `key`; undefined where nothing is, or nothing that can be read. */
export function readDraft(key: string): KeptDraft | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(key));
    const kept = text === null ? undefined : (JSON.parse(text) as Partial<KeptDraft>);
    return kept?.dashboard && typeof kept.at === 'number' ? { at: kept.at, dashboard: kept.dashboard } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps nothing under `key` any more. */
export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(nameOf(key));
  } catch {
    // blocked storage has nothing to remove
  }
}
