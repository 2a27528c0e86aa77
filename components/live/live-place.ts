/** Where a reader is in the list, kept while the tab lives: who comes Back to a list finds it as it was left. */
import type { Collapsed } from '@/lib/waterfall/collapse';

export interface LivePlace {
  /** The line at the upper edge and how far it is scrolled out of sight, px; undefined at the top of the list. */
  readonly top: { readonly id: string; readonly offset: number } | undefined;
  /** The line that the keyboard is at; '' for none. */
  readonly cursor: string;
  /** Keys of the records that are open, each with the rows of its trace that are closed; undefined until these are read. */
  readonly open: ReadonlyMap<string, Collapsed | undefined>;
  /** How many records the list had: it is not read further than about there to find the place again. */
  readonly records: number;
}

/** Places that are kept: those of the steps of the history that were visited last. */
const MOST_PLACES = 20;
const places = new Map<string, LivePlace>();

/** Not every browser has it, nor do the types of all know of it. */
interface WithNavigation {
  readonly navigation?: EventTarget & { readonly currentEntry: { readonly key: string } | null };
}

/** The step of the browser's history that is shown; undefined where the browser does not tell, and when another page is shown. */
function historyStep(): string | undefined {
  if (typeof window === 'undefined' || window.location.pathname !== '/live') return undefined;
  const { navigation } = window as WithNavigation;
  return navigation?.currentEntry?.key;
}

/** Calls `onStep` at each step of the history from now on, until the function that it returns is called. */
export function onHistoryStep(onStep: () => void): () => void {
  const { navigation } = window as WithNavigation;
  navigation?.addEventListener('currententrychange', onStep);
  return () => navigation?.removeEventListener('currententrychange', onStep);
}

/** Keeps `place` for the step of the history that is shown. */
export function keepPlace(place: LivePlace): void {
  const step = historyStep();
  if (step === undefined) return;
  places.delete(step);
  places.set(step, place);
  const [oldest] = places.keys();
  if (places.size > MOST_PLACES && oldest !== undefined) places.delete(oldest);
}

/** The place that was kept for the step of the history that is shown, where anything is to be found again. */
export function keptPlace(): LivePlace | undefined {
  const step = historyStep();
  const place = step === undefined ? undefined : places.get(step);
  return place && (place.top || place.cursor !== '' || place.open.size > 0) ? place : undefined;
}
