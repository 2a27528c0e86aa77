/** What the alerts' routes take and give. */
import { z } from 'zod';
import { DAY, millis, MINUTE, type Millis, type TimeRange } from '@/lib/base/time';
import { AlertRule, type Severity } from '@/lib/model/alert';
import { ChannelDraft } from '@/lib/model/alert-channel';
import { SilenceDraft, type Silence } from '@/lib/model/alert-silence';
import type { AlertLabels, AlertState, RuleState } from '@/lib/model/alert-state';
import type { SavedRule } from '@/lib/model/alert-store';
import type { Series } from '@/lib/model/answer';
import { KeptId } from '@/lib/model/ids';

/** What a rule looks like in one word: the worst of its groups; `silenced` when all that fires is held back. */
export type RuleCondition = 'critical' | 'warn' | 'pending' | 'error' | 'noData' | 'silenced' | 'paused' | 'ok' | 'new';

/** The furthest value of a rule's groups in the newest window. */
export interface WorstNow {
  readonly value: number;
  readonly labels: AlertLabels;
  /** The worst level that it is beyond now. */
  readonly beyond?: Severity;
  /** The level to compare it with: that one, or else the lowest that is set. */
  readonly against?: Severity;
}

/** GET /api/alerts: a line of the overview, without what grows with a rule's groups. */
export interface AlertSummary extends SavedRule {
  /** Absent: never evaluated. */
  readonly state?: Omit<RuleState, 'instances' | 'executed'>;
  readonly condition: RuleCondition;
  /** How many groups fire, of how many; absent: never evaluated, or a question without groups. */
  readonly groups?: { readonly firing: number; readonly of: number };
  /** Absent: no group has a value. */
  readonly worst?: WorstNow;
  /** Since when it is as `condition` says; absent: never evaluated, paused, or not known. */
  readonly since?: Millis;
  /** Three or more crossings between ok and firing within the last 20 windows. */
  readonly flapping: boolean;
  /** Silences that hold something of it back now. */
  readonly silences: readonly Silence[];
  readonly nextAt: Millis;
}

/** GET /api/alerts/{id}, and GET /api/alerts?groups=…: with the groups, too. */
export interface AlertListing extends AlertSummary {
  readonly state?: RuleState;
  /**
   * GET /api/alerts/{id} alone: the rule with what this version of Hearth brings otherwise than the version that it came with; what somebody
   * changed is as they left it. Absent: there is nothing to take over.
   */
  readonly newer?: AlertRule;
}

/** GET /api/alerts: of which groups it tells as well. */
export const ListAsk = z.object({ groups: z.enum(['none', 'firing', 'all']).default('none') });
export type ListAsk = z.infer<typeof ListAsk>;

/** GET /api/alerts/search: the rules in which, or in whose groups, all of these words occur. The answer is their ids. */
export const RuleSearch = z.object({ words: z.string().max(500) });

/** POST /api/alerts/held: what each of these silences is about now, whether or not it holds at this time, with its first `show` groups. */
export const HeldAsk = z.object({
  silences: z.array(SilenceDraft.pick({ rules: true, matchers: true })).max(1_000),
  show: z.number().int().min(0).max(100).default(0),
});
export type HeldAsk = z.infer<typeof HeldAsk>;

/** A group that a silence is about, or a rule that has none yet: its labels are {}, and its state absent unless its query fails. */
export interface HeldGroup {
  readonly title: string;
  readonly labels: AlertLabels;
  readonly state?: AlertState;
  readonly severity?: Severity;
}

/** What a silence is about. */
export interface Held {
  /** Groups; a rule that has none yet, or asks without groups, counts as one. */
  readonly groups: number;
  /** Of these, groups that fire or have no data, and rules whose query fails: what somebody would be told of. */
  readonly troubled: number;
  readonly rules: number;
  /** Those in trouble first, then by the titles of their rules. */
  readonly first: readonly HeldGroup[];
}

/** POST /api/alerts/labels: labels that these rules (none: all) and their groups have now, and values of `label` in which `part` occurs, in capitals or not. */
export const LabelsAsk = z.object({
  rules: z.array(KeptId).max(1_000).default([]),
  label: z.string().max(200).default(''),
  part: z.string().max(1_000).default(''),
});
export type LabelsAsk = z.infer<typeof LabelsAsk>;

/** To choose from while typing, sorted, at most 50 of each. */
export interface KnownLabels {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** GET /api/alerts/activity: `length` ms up to the step that holds now, in steps of `step` ms; at most 200. */
export const ActivityAsk = z
  .object({
    length: z.coerce
      .number()
      .int()
      .positive()
      .max(90 * DAY),
    step: z.coerce.number().int().min(MINUTE),
  })
  .refine(({ length, step }) => length % step === 0 && length / step <= 200, 'The length must be a whole number of steps, at most 200.')
  .transform(({ length, step }) => ({ length: millis(length), step: millis(step) }));
export type ActivityAsk = z.infer<typeof ActivityAsk>;

/** One step of the activity. Lengths are added up over rules; a rule counts once, however many of its groups fire. */
export interface ActivityBar extends TimeRange {
  readonly critical: Millis;
  readonly warn: Millis;
  /** Ids of the rules that fired, the longest first. */
  readonly rules: readonly string[];
}

export interface Activity {
  readonly bars: readonly ActivityBar[];
  /** Set where there were more changes than are read: what fired before this is not told in full. */
  readonly knownFrom?: Millis;
}

/** GET /api/alerts/sparklines: how the worst value of each rule went, in equal steps, by rule id; null where there was none. */
export type Sparklines = Readonly<Record<string, readonly (number | null)[]>>;

/** POST /api/alerts (a new rule; its id is made from its title when it is ''), PUT /api/alerts/{id}. Refused with 409 when `basedOn` is old. */
export const RuleChange = z.object({ rule: AlertRule, basedOn: z.number().int().nonnegative(), note: z.string().max(500).default('') });
export type RuleChange = z.infer<typeof RuleChange>;
/** POST /api/alerts */
export const NewRule = RuleChange.extend({ rule: AlertRule.extend({ id: AlertRule.shape.id.or(z.literal('')) }) });

/** The part of an address that says which rule. */
export const RuleId = z.object({ id: AlertRule.shape.id });

/** Body of the 409 that answers a stale save. */
export interface RuleConflict {
  readonly error: { readonly fault: 'conflict'; readonly message: string };
  readonly current: SavedRule;
}

/** POST /api/alerts/import: the rules of a YAML text. `force`: also over what a person changed or deleted since. */
export const ImportAsk = z.object({ text: z.string().max(900_000), dryRun: z.boolean().default(false), force: z.boolean().default(false) });
export type ImportAsk = z.infer<typeof ImportAsk>;

/** What became of one rule of the text, or would become of it. */
export interface ImportedRule {
  readonly id: string;
  readonly outcome: 'made' | 'saved' | 'unchanged' | 'refused';
  /** The revision that it has now; of one that was refused, the one that is in the way. */
  readonly revision: number;
  /** In a sentence. */
  readonly message: string;
}

/** POST /api/alerts/back-test: what a rule would have done. `from` and `to` in ms; at most 14 days. */
export const BackTestAsk = z.object({ rule: AlertRule, from: z.number(), to: z.number() });
export type BackTestAsk = z.infer<typeof BackTestAsk>;

/** A time that a group would have fired (or did), from window end to window end. */
export interface Firing {
  readonly labels: AlertLabels;
  /** The worst that it reached. */
  readonly severity: Severity;
  readonly from: Millis;
  /** Absent: it still fires at the end. */
  readonly to?: Millis;
  readonly worst: number | null;
}

export interface BackTest {
  /** Names of the labels, in order. */
  readonly names: readonly string[];
  /** The values that were judged (of `change`: the shares), at the ends of their windows; the groups with firings first, at most 20. */
  readonly series: readonly Series[];
  /** How many groups there are. */
  readonly groups: number;
  /** In order of time. */
  readonly firings: readonly Firing[];
  /** Windows were judged this far apart: `every`, or more where that would be too many; then it says so. */
  readonly step: Millis;
  readonly took: number;
  readonly executed: string;
  /** A limit cut the answer. */
  readonly partial: boolean;
}

/** POST /api/channels/test; `id` when it changes a channel, whose secrets then fill what is left ''. */
export const ChannelTrial = z.object({ id: KeptId.optional(), draft: ChannelDraft });
export type ChannelTrial = z.infer<typeof ChannelTrial>;

/** POST /api/channels/preview: the message of a rule that fires, or the one when it is over. */
export const PreviewAsk = ChannelTrial.extend({ of: z.enum(['firing', 'resolved']) });
export type PreviewAsk = z.infer<typeof PreviewAsk>;

/** What a test came to. */
export interface TrialOutcome {
  readonly arrived: boolean;
  /** What was answered, or why it could not be sent, in a sentence. */
  readonly outcome: string;
  readonly took: number;
}

/** The very request that would be sent, secrets hidden. */
export interface Preview {
  /** `POST https://…`, or `mail to …`. */
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
