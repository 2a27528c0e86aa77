/** Which windows of a rule are judged when. Pure. */
import { HOUR, millis, type Millis } from '@/lib/base/time';
import { utcText } from '@/lib/base/utc-text';
import type { AlertRule } from '@/lib/model/alert';
import type { Instance, RuleState } from '@/lib/model/alert-state';
import type { SavedRule } from '@/lib/model/alert-store';

type Rhythm = Pick<AlertRule, 'every' | 'delay'>;

/** Missed windows are made up for, this many at most … */
const MOST_WINDOWS = 60;
/** … and no further back than this. */
const MOST_BACK = millis(6 * HOUR);
/** A clock that went back by less is waited for. */
const MOST_WAIT = HOUR;

/** Windows to be judged now, in order. */
export interface Due {
  /** Their ends: in (from, to], `every` apart. */
  readonly from: Millis;
  readonly to: Millis;
  /** What is known from before them; undefined: nothing. */
  readonly was: RuleState | undefined;
  /** What the history says about it, in a sentence: windows that are skipped, a clock that went back. */
  readonly note?: string;
}

/** The end of the newest window that can be judged at `now`: late data had its time to come. */
function newestWindow({ every, delay }: Rhythm, now: Millis): Millis {
  return millis(Math.floor((now - delay) / every) * every);
}

/** The end of the first window that was not judged yet. */
function nextWindow({ every }: Rhythm, { evaluatedTo }: Pick<RuleState, 'evaluatedTo'>): Millis {
  return millis((Math.floor(evaluatedTo / every) + 1) * every);
}

/** When the next window of a rule is judged; of one that was never evaluated, the newest one is judged at once. */
export function dueAt(rule: Rhythm, state: Pick<RuleState, 'evaluatedTo'> | undefined, now: Millis): Millis {
  return state ? millis(nextWindow(rule, state) + rule.delay) : now;
}

/**
 * What of `rule` is to be judged at `now`; undefined: nothing. Each window is judged once and in order. After a pause there can be
 * many: the newest 60 at most, of the last 6 h at most (one in any case), are judged, the others are skipped. When the clock went
 * back by more than an hour, windows that were judged before it did are judged again, or nothing would be for as long.
 */
export function windowsDue(rule: Rhythm, state: RuleState | undefined, now: Millis): Due | undefined {
  const { every } = rule;
  const newest = newestWindow(rule, now);
  const justNewest = { from: millis(newest - every), to: newest };
  if (!state) return { ...justNewest, was: undefined };
  const back = state.ranAt - now;
  if (back > MOST_WAIT) {
    const note = `The clock went back, from ${utcText(state.ranAt, 'second')} to ${utcText(now, 'second')}: evaluation begins anew.`;
    return { ...justNewest, was: movedBack(state, justNewest.from), note };
  }
  const first = nextWindow(rule, state);
  if (first > newest) return undefined;
  const missed = (newest - first) / every + 1;
  const most = Math.min(MOST_WINDOWS, Math.max(1, Math.floor(MOST_BACK / every)));
  if (missed <= most) return { from: millis(first - every), to: newest, was: state };
  const from = millis(newest - most * every);
  const skipped = missed - most;
  const note = `Not evaluated from ${utcText(state.evaluatedTo, 'second')} to ${utcText(from, 'second')}: ${skipped} ${skipped === 1 ? 'window was' : 'windows were'} skipped.`;
  return { from, to: newest, was: state, note };
}

/** What was known, with nothing in it later than `to`; how long values have been beyond a level counts anew. */
function movedBack(state: RuleState, to: Millis): RuleState {
  const by = (at: Millis) => millis(Math.min(at, to));
  const instance = ({ backSince: _, told, ...group }: Instance): Instance => ({
    ...group,
    since: by(group.since),
    seenAt: by(group.seenAt),
    beyond: {},
    ...(told ? { told: { ...told, at: by(told.at) } } : {}),
  });
  const { error } = state;
  return {
    ...state,
    evaluatedTo: to,
    instances: state.instances.map(instance),
    ...(error ? { error: { ...error, since: by(error.since), ...(error.told === undefined ? {} : { told: by(error.told) }) } } : {}),
  };
}

/** How long ago the next window of a rule was to be judged, in ms; 0: it is not overdue. */
export function lateBy({ rule, savedAt }: Pick<SavedRule, 'rule' | 'savedAt'>, state: RuleState | undefined, now: Millis): Millis {
  return millis(Math.max(0, now - (state ? dueAt(rule, state, now) : savedAt)));
}
