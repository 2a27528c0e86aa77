/** Where rules, their states, silences, channels and deliveries are kept, as the server asks for it. */
import type { Millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Channel } from '@/lib/model/alert-channel';
import type { Delivery } from '@/lib/model/alert-notification';
import type { Silence } from '@/lib/model/alert-silence';
import type { Change, RuleState } from '@/lib/model/alert-state';

/** A rule as it is kept. Revisions count from 1 and are never changed. */
export interface SavedRule {
  readonly rule: AlertRule;
  readonly revision: number;
  /** Whose it is; '' for the whole workspace. */
  readonly owner: string;
  readonly savedAt: Millis;
  readonly savedBy: string;
  /** What the person wrote about the change; '' for nothing. */
  readonly note: string;
}

export interface RuleToKeep {
  readonly rule: AlertRule;
  /** The revision that it replaces; 0 for a new rule. */
  readonly basedOn: number;
  readonly note: string;
  readonly savedBy: string;
  readonly savedAt: Millis;
}

export interface RuleStore {
  /** All that are not deleted, by title. */
  list(): Promise<SavedRule[]>;
  get(id: string): Promise<SavedRule | undefined>;
  /** Every revision, newest first. */
  revisions(id: string): Promise<SavedRule[]>;
  /** Undefined when `basedOn` is not the newest, or the id is taken. On top of a deleted rule's newest revision it brings it back. */
  save(rule: RuleToKeep): Promise<SavedRule | undefined>;
  /** Its state goes with it, its history stays. False where there is none. */
  remove(id: string): Promise<boolean>;
}

/** What one evaluation leaves behind; all of it is kept, or nothing. */
export interface Evaluated {
  readonly state: RuleState;
  readonly changes: readonly Change[];
  readonly deliveries: readonly Delivery[];
}

/** Which changes: of a rule, of a range of window ends; newest first. */
export interface ChangeAsk {
  readonly ruleId?: string;
  readonly from?: Millis;
  readonly to?: Millis;
  readonly limit: number;
}

export interface AlertStateStore {
  states(): Promise<RuleState[]>;
  state(ruleId: string): Promise<RuleState | undefined>;
  /**
   * In one transaction. False, and nothing is kept, where the rule was evaluated to another window than `before` meanwhile
   * (undefined: never yet), or is gone.
   */
  keep(evaluated: Evaluated, before: Millis | undefined): Promise<boolean>;
  changes(ask: ChangeAsk): Promise<Change[]>;
  /** Drops changes that are older than 90 days, and deliveries that were over by then. */
  forget(now: Millis): Promise<void>;
}

export interface DeliveryAsk {
  readonly ruleId?: string;
  readonly channelId?: string;
  readonly limit: number;
}

/** What became of a channel's deliveries. */
export interface DeliveryTally {
  readonly channelId: string;
  /** Sent, waiting now, given up: of those that were made since then; silenced ones count nowhere. */
  readonly sent: number;
  readonly waiting: number;
  readonly dead: number;
  /** When the oldest of those that wait was made; absent: none waits. */
  readonly waitingSince?: Millis;
  /** Of the newest one that was tried. */
  readonly lastOutcome?: string;
}

export interface DeliveryStore {
  /** Waiting ones whose time has come, the oldest first, at most one for each channel. */
  due(now: Millis): Promise<Delivery[]>;
  /** All that wait for a channel, whether their time has come or not; the oldest first. */
  waiting(channelId: string, limit: number): Promise<Delivery[]>;
  /** Of every channel with deliveries made since `since`. */
  tallies(since: Millis): Promise<DeliveryTally[]>;
  /** What became of an attempt. */
  attempted(id: string, channelId: string, outcome: Pick<Delivery, 'state' | 'attempts' | 'nextAt' | 'sentAt' | 'outcome'>): Promise<void>;
  /** Newest first. */
  list(ask: DeliveryAsk): Promise<Delivery[]>;
  /** Puts a dead one back into the queue. False where there is none. */
  again(id: string, channelId: string, now: Millis): Promise<boolean>;
}

export interface SilenceStore {
  /** All that have not ended before `now`, and those that ended in the 30 days before it. */
  list(now: Millis): Promise<Silence[]>;
  save(silence: Silence): Promise<void>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}

export interface ChannelStore {
  /** By name. */
  list(): Promise<Channel[]>;
  get(id: string): Promise<Channel | undefined>;
  /** Keeps it, new or changed; false, and nothing is changed, where another one has the name. */
  save(channel: Channel): Promise<boolean>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}

/** Which of several processes on one database evaluates. */
export interface Lease {
  /** Whether this process evaluates now: takes the lease when it is free. Never rejects. */
  held(): Promise<boolean>;
  /** Gives it up. */
  release(): Promise<void>;
}

/** Everything that alerts keep. */
export interface AlertStores {
  readonly rules: RuleStore;
  readonly states: AlertStateStore;
  readonly deliveries: DeliveryStore;
  readonly silences: SilenceStore;
  readonly channels: ChannelStore;
  readonly lease: Lease;
}
