/** What a channel is told: one message for all groups of a rule that changed in one evaluation. */
import type { Millis } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import type { Trouble } from '@/lib/model/alert';
import type { AlertLabels } from '@/lib/model/alert-state';

/** One group in a message. */
export interface NotifiedGroup {
  readonly labels: AlertLabels;
  /** What it fires as; for one that is over, what it fired as. */
  readonly trouble: Trouble;
  readonly value: number | null;
  /** The figure with its unit, for people: `7.1 %`. */
  readonly valueText: string;
  /** The bound that was passed, for people: `above 5 %`; '' for no data and errors. */
  readonly thresholdText: string;
  /** When it began. */
  readonly since: Millis;
  /** The rule's message with everything put in. */
  readonly message: string;
  /** To the records behind it. */
  readonly link: string;
}

/** `firing`: at least one group began to fire or got worse. `repeat`: told again. `resolved`: all that was told is over. `test`: a person asked. */
export type NotificationKind = 'firing' | 'repeat' | 'resolved' | 'test';

/** Plain JSON, and the body of a webhook without a template; `docs/notifications.md` is its public description. */
export interface Notification {
  readonly version: 1;
  /** The idempotency key: the same for every attempt. */
  readonly id: string;
  readonly kind: NotificationKind;
  /** The worst among `firing`; of what is over where nothing fires. */
  readonly trouble: Trouble;
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly labels: AlertLabels;
    readonly runbook: string;
    readonly unit: Unit;
  };
  /** End of the window that it is about, and when it was written. */
  readonly at: Millis;
  /** One line: `High error rate: marketing-agent at 7.1 %, and 2 more`. */
  readonly title: string;
  /** At most 20, the worst first; `moreFiring`: how many more. */
  readonly firing: readonly NotifiedGroup[];
  readonly moreFiring: number;
  readonly resolved: readonly NotifiedGroup[];
  readonly moreResolved: number;
  /** To the rule. */
  readonly link: string;
  /** Keys an incident at PagerDuty, Opsgenie and their like: the same from firing to resolved. */
  readonly dedupKey: string;
}

/** A message on its way to one channel, and what became of it. */
export interface Delivery {
  /** The notification's id. */
  readonly id: string;
  readonly channelId: string;
  readonly ruleId: string;
  readonly notification: Notification;
  /** `waiting`: to be tried (again). `dead`: given up. `silenced`: held back by a silence, never tried. */
  readonly state: 'waiting' | 'sent' | 'dead' | 'silenced';
  readonly attempts: number;
  readonly createdAt: Millis;
  readonly nextAt: Millis;
  readonly sentAt?: Millis;
  /** What the last attempt came to: a status, a sentence. */
  readonly outcome?: string;
}
