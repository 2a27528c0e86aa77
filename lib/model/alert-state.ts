/** What is known of a rule between two evaluations, and what its evaluations left behind. */
import type { Millis } from '@/lib/base/time';
import type { Severity } from '@/lib/model/alert';

/** A group's labels by name, in the order of the question; {} for a question without groups. */
export type AlertLabels = Readonly<Record<string, string>>;

/**
 * `pending`: beyond a level for less than its `for`. `noData` and `error` are states of their own. Silenced and paused are no
 * states: a silenced rule is judged like any other.
 */
export type AlertState = 'ok' | 'pending' | 'firing' | 'noData' | 'error';

/** One group of a rule. Instants are ends of windows, so that they are the same however late it was evaluated. */
export interface Instance {
  readonly labels: AlertLabels;
  readonly state: AlertState;
  /** Of `firing`; of `pending`: what it would fire as. */
  readonly severity?: Severity;
  /** When it came into this state (and severity). */
  readonly since: Millis;
  /** Of the newest window; null: it had none. */
  readonly value: number | null;
  /** The newest window had records, but fewer than the rule judges. */
  readonly few?: true;
  /** Of the newest window in which it had a value, or few records. */
  readonly seenAt: Millis;
  /** Since when the value is beyond each level without a break. */
  readonly beyond: { readonly warn?: Millis; readonly critical?: Millis };
  /** Since when a firing group's value is back. */
  readonly backSince?: Millis;
  /** The furthest value since it began to fire. */
  readonly worst?: number;
  /** When channels were last told of it, and of what: absent when there is nothing to take back. */
  readonly told?: {
    readonly at: Millis;
    readonly of: Severity | 'noData';
    /** What they were told of it before that, since it began: whoever heard of it hears of its end. */
    readonly also?: readonly (Severity | 'noData')[];
  };
}

export interface RuleState {
  readonly ruleId: string;
  /** The revision of the rule that was judged last: a changed question or condition begins anew. */
  readonly revision: number;
  /** End of the last window that was judged; each is judged once, in order. */
  readonly evaluatedTo: Millis;
  readonly instances: readonly Instance[];
  /** Groups beyond `mostGroups`, which have no state. */
  readonly moreGroups: number;
  /** The question failed in the last evaluation: the sentence, and since when it fails. */
  readonly error?: { readonly message: string; readonly since: Millis; readonly told?: Millis };
  /** Took this long, in ms; and the text that ran. */
  readonly took: number;
  readonly executed: string;
  /** Wall clock of the last evaluation. */
  readonly ranAt: Millis;
}

/** One group came from one state into another. Kept for 90 days; `at` is the end of the window. */
export interface Change {
  readonly id: string;
  readonly ruleId: string;
  readonly labels: AlertLabels;
  readonly at: Millis;
  readonly from: AlertState;
  readonly fromSeverity?: Severity;
  readonly to: AlertState;
  readonly severity?: Severity;
  readonly value: number | null;
  /** The furthest value that it had while it fired, up to here. */
  readonly worst?: number;
  /** Why, where the value does not say it: `The query failed: …`, `The group has sent nothing for 24 h.` */
  readonly reason?: string;
  /** The text that ran, and its time in ms. */
  readonly executed: string;
  readonly took: number;
}
