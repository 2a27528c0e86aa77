/** Who hears what of an evaluation. Pure. */
import type { Millis } from '@/lib/base/time';
import type { AlertRule, Severity, Trouble } from '@/lib/model/alert';
import type { Instance } from '@/lib/model/alert-state';

/** Why a rule is judged no more. */
export type StopReason = 'paused' | 'deleted';

/** What somebody should hear of one evaluation; what each channel hears of it is said by `heardBy`. */
export interface Told {
  /** `firing`: there is news. `repeat`: told again, or some of it is over. `resolved`: all that was told is over. */
  readonly kind: 'firing' | 'repeat' | 'resolved';
  /** End of the window. */
  readonly at: Millis;
  /** Every group that fires or is without data, the worst first; `told` is what was told of it before this. */
  readonly firing: readonly Instance[];
  /** Groups that were told and are over: as they last were, with the value that they have now. */
  readonly resolved: readonly Instance[];
  /** The question failed: the sentence. */
  readonly error?: string;
  /** The question, told to have failed with this, works again. */
  readonly mended?: string;
  /** All of it is over because the rule is judged no more. */
  readonly stopped?: StopReason;
}

/** What one channel hears: the parts of a `Told` that are for it. */
export type Heard = Omit<Told, 'at'>;

/** What is wrong with a group now; undefined when nothing is that channels are told of. */
export function troubleOf({ state, severity }: Instance): Severity | 'noData' | undefined {
  if (state === 'firing') return severity;
  return state === 'noData' ? 'noData' : undefined;
}

/** The channels that a rule tells of anything, each once. */
export function toldChannels({ tell }: Pick<AlertRule, 'tell'>): string[] {
  return [...new Set(tell.map(({ channel }) => channel))];
}

/** Whether `rule` tells a channel of `trouble`; the channel `channelId` where one is given. */
export function listens({ tell }: Pick<AlertRule, 'tell'>, trouble: Trouble, channelId?: string): boolean {
  return tell.some(({ channel, of }) => (channelId === undefined || channel === channelId) && of.includes(trouble));
}

/** Whether a group's trouble is not what was told of it last. That it is less bad than was said is no news: the next repeat says so. */
function isNews({ state, severity, told }: Instance): boolean {
  if (state === 'noData') return told?.of !== 'noData';
  if (state !== 'firing') return false;
  return told === undefined || told.of === 'noData' || (severity === 'critical' && told.of === 'warn');
}

/** Whether `channelId` was told of the group, going by what it is told of now. */
function wasTold(rule: AlertRule, { told }: Instance, channelId: string): boolean {
  return told !== undefined && [told.of, ...(told.also ?? [])].some((trouble) => listens(rule, trouble, channelId));
}

/** Whether a group's trouble is news to `channelId`: it is to be told of it, and heard nothing of the group yet, or nothing as bad. */
export function isNewTo(rule: AlertRule, group: Instance, channelId: string): boolean {
  const trouble = troubleOf(group);
  return trouble !== undefined && listens(rule, trouble, channelId) && (isNews(group) || !wasTold(rule, group, channelId));
}

/** Whether `channelId` hears of the group at all: of what it is now, or because it was told of it and has not heard the end. */
export function follows(rule: AlertRule, group: Instance, channelId: string): boolean {
  const trouble = troubleOf(group);
  return trouble !== undefined && (listens(rule, trouble, channelId) || wasTold(rule, group, channelId));
}

/** Whether it is time to tell of the group again at `at`. */
export function isDue({ repeat }: Pick<AlertRule, 'repeat'>, { told }: Instance, at: Millis): boolean {
  return repeat > 0 && told !== undefined && at - told.at >= repeat;
}

/**
 * What `channelId` hears of `told`; undefined when there is nothing new for it, nothing over, and nothing to repeat. A message always has
 * all that fires for the channel, so that it can be read by itself.
 */
export function heardBy(rule: AlertRule, told: Told, channelId: string): Heard | undefined {
  const failure = listens(rule, 'error', channelId);
  const error = failure && told.error !== undefined ? { error: told.error } : {};
  const mended = failure && told.mended !== undefined ? { mended: told.mended } : {};
  const firing = told.firing.filter((group) => follows(rule, group, channelId));
  const resolved = told.resolved.filter((group) => wasTold(rule, group, channelId));
  const kind =
    'error' in error || firing.some((group) => isNewTo(rule, group, channelId))
      ? 'firing'
      : firing.length > 0
        ? resolved.length > 0 || 'mended' in mended || firing.some((group) => isDue(rule, group, told.at))
          ? 'repeat'
          : undefined
        : resolved.length > 0 || 'mended' in mended
          ? 'resolved'
          : undefined;
  const { stopped } = told;
  return kind && { kind, firing, resolved, ...error, ...mended, ...(stopped ? { stopped } : {}) };
}
