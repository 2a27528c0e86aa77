/** What was, what is and what was undone. */

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the newest change was about, e.g. `title`: the next one about the same joins it. */
  readonly about: string | undefined;
}

/** Changes kept at most. */
const MOST = 200;

/** Nothing has happened to `present` yet. */
export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], about: undefined };
}

/**
 * `next` instead of the present. Changes that follow each other with the same `about` (typing in one field) are undone as one.
 * A change to the very same object is none.
 */
export function changed<T>(history: History<T>, next: T, about?: string): History<T> {
  if (next === history.present) return history;
  const joins = about !== undefined && about === history.about;
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-MOST),
    present: next,
    future: [],
    about,
  };
}

/** One change back; the same history at its beginning. */
export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], about: undefined };
}

/** The change that was undone last, done again; the same history when there is none. */
export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, about: undefined };
}
