/** The whole rule, one window: its groups, what changed, and what is to be told. Pure; the clock matters only through the window's end. */
import { advance, forgottenAfter } from '@/lib/alerts/advance';
import { capped } from '@/lib/alerts/cap';
import { labelsKey } from '@/lib/alerts/found';
import { heardBy, follows, isNewTo, listens, toldChannels, troubleOf, type Told } from '@/lib/alerts/told';
import type { Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertLabels, Change, Instance, RuleState } from '@/lib/model/alert-state';
import type { SavedRule } from '@/lib/model/alert-store';

export type { Told };

/** One group's value in the window; null: it had records, but fewer than the rule judges. Groups without any are not among the values. */
export interface GroupValue {
  readonly labels: AlertLabels;
  readonly value: number | null;
}

/** The text that ran, how long it took in ms, and the wall clock: kept beside what came of it. */
export interface Ran {
  readonly executed: string;
  readonly took: number;
  readonly at: Millis;
}

export interface Stepped {
  readonly state: RuleState;
  readonly changes: readonly Change[];
  /** Undefined: nobody hears anything. */
  readonly told: Told | undefined;
  /** What would have been told now, were it not held back by a silence: once for each group, when it comes into its state. */
  readonly held: Told | undefined;
}

/** Whether a silence holds a group back: see `silencedBy`. */
export type IsHeld = (labels: AlertLabels) => boolean;
const nobodyIsHeld: IsHeld = () => false;

/** A group before and after the window; `now` undefined: it is gone, for `reason`. */
interface Move {
  readonly was: Instance | undefined;
  readonly now: Instance | undefined;
  readonly reason?: string;
}

/**
 * Judges the window that ends at `at`. `was`: the state after the window before; `values`: of the groups that the question found, others
 * have none. `isHeld` groups are judged like all others but nothing is told of them, neither that they fire nor that they are over:
 * that is made up for in the first window in which they are not held any more and it is still true.
 */
export function step(
  saved: SavedRule,
  was: RuleState | undefined,
  values: readonly GroupValue[],
  at: Millis,
  ran: Ran,
  isHeld: IsHeld = nobodyIsHeld,
): Stepped {
  const { rule } = saved;
  const moved = movesOf(rule, knownGroups(saved, was), values, at);
  const moves = moved.map((move) => keptUntilTold(move, at, isHeld));
  const { kept, cut } = capped(
    rule,
    moves.flatMap(({ now }) => now ?? []),
  );
  const cutKeys = new Set(cut.map(({ labels }) => labelsKey(labels)));
  const after = moves.map((move): Move =>
    move.now && cutKeys.has(labelsKey(move.now.labels))
      ? { was: move.was, now: undefined, reason: `Of more than ${rule.mostGroups} groups only the worst keep a state.` }
      : move,
  );
  const works: Occurrence[] = was?.error ? [{ labels: {}, from: 'error', to: 'ok', value: null, reason: 'The query works again.' }] : [];
  const mended = was?.error?.told === undefined ? {} : { mended: was.error.message };
  const { told, marked } = telling(rule, after, kept, mended, at, isHeld);
  return {
    state: {
      ruleId: rule.id,
      revision: saved.revision,
      evaluatedTo: at,
      instances: marked,
      moreGroups: cut.length,
      took: ran.took,
      executed: ran.executed,
      ranAt: ran.at,
    },
    changes: changesOf(rule, [...works, ...after.flatMap(occurrence)], at, ran),
    told,
    held: heldBack(rule, after, at, isHeld),
  };
}

/** The question failed in the window that ends at `at`, for which `message` is the sentence. Its groups stay as they were. */
export function failed(
  saved: SavedRule,
  was: RuleState | undefined,
  message: string,
  at: Millis,
  ran: Ran,
  isHeld: IsHeld = nobodyIsHeld,
): Stepped {
  const { rule } = saved;
  const before = was?.error;
  const tells = before?.told === undefined && listens(rule, 'error');
  const silent = tells && isHeld({});
  const toldAt = tells && !silent ? at : before?.told;
  const error = { message, since: before?.since ?? at, ...(toldAt === undefined ? {} : { told: toldAt }) };
  const told: Told | undefined = tells ? { kind: 'firing', at, firing: [], resolved: [], error: message } : undefined;
  return {
    state: {
      ruleId: rule.id,
      revision: saved.revision,
      evaluatedTo: at,
      instances: knownGroups(saved, was),
      moreGroups: was?.moreGroups ?? 0,
      error,
      took: ran.took,
      executed: ran.executed,
      ranAt: ran.at,
    },
    changes: before
      ? []
      : changesOf(rule, [{ labels: {}, from: 'ok', to: 'error', value: null, reason: `The query failed: ${message}` }], at, ran),
    told: silent ? undefined : told,
    // said once, at its beginning
    held: silent && !before ? told : undefined,
  };
}

/** The groups that are known; a changed rule counts from now on how long they have been beyond its levels. */
function knownGroups(saved: SavedRule, was: RuleState | undefined): readonly Instance[] {
  if (!was || was.revision === saved.revision) return was?.instances ?? [];
  return was.instances.map(({ backSince: _, ...group }) => ({ ...group, beyond: {} }));
}

/** By which names a group is labelled: groups of one question have the same. */
function shapeOf(labels: AlertLabels): string {
  const names = Object.keys(labels);
  return names.length < 2 ? (names[0] ?? '') : JSON.stringify(names.toSorted());
}

/** Every known group, and every new one, one window on. */
function movesOf(rule: AlertRule, known: readonly Instance[], values: readonly GroupValue[], at: Millis): Move[] {
  const found = new Map(values.map((group) => [labelsKey(group.labels), group]));
  const shapes = new Set(values.filter(({ value }) => value !== null).map(({ labels }) => shapeOf(labels)));
  const moves: Move[] = known.map((was) => {
    const key = labelsKey(was.labels);
    const value = found.get(key)?.value;
    found.delete(key);
    if (shapes.size > 0 && !shapes.has(shapeOf(was.labels))) return { was, now: undefined, reason: 'The question has other groups now.' };
    const now = advance(rule, was, was.labels, value ?? null, at, value === null);
    return now ? { was, now } : { was, now, reason: `The group has sent nothing for ${formatDuration(forgottenAfter(rule) * 1e6)}.` };
  });
  for (const { labels, value } of found.values()) {
    const now = advance(rule, undefined, labels, value, at, value === null);
    if (now) moves.push({ was: undefined, now });
  }
  // Where nothing is known, and to find nothing is bad, the rule as a whole is without data.
  if (moves.length === 0 && (rule.noData === 'fire' || rule.noData === 'noData'))
    moves.push({ was: undefined, now: advance(rule, undefined, {}, null, at) });
  return moves;
}

/** A group that is gone stays, as ok, while a silence keeps channels from hearing that what they were told is over. */
function keptUntilTold(move: Move, at: Millis, isHeld: IsHeld): Move {
  const { was, now, reason } = move;
  if (now || !was?.told || !isHeld(was.labels)) return move;
  const { labels, seenAt, told } = was;
  const over: Instance = { labels, state: 'ok', since: was.state === 'ok' ? was.since : at, value: null, seenAt, beyond: {}, told };
  return { was, now: over, ...(reason === undefined ? {} : { reason }) };
}

interface Occurrence extends Pick<Change, 'labels' | 'from' | 'to' | 'value' | 'worst'> {
  readonly fromSeverity?: Instance['severity'];
  readonly severity?: Instance['severity'];
  readonly reason?: string;
}

/** What a move is in the history: nothing where the group stays what it was. A new group was fine before. */
function occurrence({ was, now, reason }: Move): Occurrence[] {
  const [from, fromSeverity] = [was?.state ?? 'ok', was?.severity];
  const [to, severity] = [now?.state ?? 'ok', now?.severity];
  if (from === to && fromSeverity === severity) return [];
  return [
    {
      labels: now?.labels ?? was?.labels ?? {},
      from,
      ...(fromSeverity ? { fromSeverity } : {}),
      to,
      ...(severity ? { severity } : {}),
      value: now?.value ?? null,
      ...(from === 'firing' && was?.worst !== undefined ? { worst: was.worst } : {}),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** What it is in the history that all groups of a rule are over at once, for `reason`. */
export function occurrencesOf(rule: AlertRule, was: RuleState, reason: string, ran: Ran): Change[] {
  const failure: Occurrence[] = was.error ? [{ labels: {}, from: 'error', to: 'ok', value: null, reason }] : [];
  const groups = was.instances.flatMap((group) => occurrence({ was: group, now: undefined, reason }));
  return changesOf(rule, [...failure, ...groups], ran.at, ran);
}

function changesOf(rule: AlertRule, occurrences: readonly Occurrence[], at: Millis, ran: Ran): Change[] {
  return occurrences.map(({ fromSeverity, severity, reason, ...each }, index) => ({
    // the wall clock tells a rule from one of the same name that was deleted
    id: `${rule.id}-${at}-${ran.at}-${index}`,
    ruleId: rule.id,
    at,
    ...each,
    ...(fromSeverity ? { fromSeverity } : {}),
    ...(severity ? { severity } : {}),
    ...(reason === undefined ? {} : { reason }),
    executed: ran.executed,
    took: ran.took,
  }));
}

/** What is to be told, and the groups of `kept` marked with what will have been. */
function telling(
  rule: AlertRule,
  moves: readonly Move[],
  kept: readonly Instance[],
  mended: Pick<Told, 'mended'>,
  at: Millis,
  isHeld: IsHeld,
): { told: Told | undefined; marked: Instance[] } {
  const resolved = moves.flatMap(({ was, now }): Instance[] => {
    const over = was?.told !== undefined && (!now || troubleOf(now) === undefined) && !isHeld(was.labels);
    return over ? [{ ...was, value: now?.value ?? null }] : [];
  });
  const over = new Set(resolved.map(({ labels }) => labelsKey(labels)));
  const firing = kept.filter((group) => troubleOf(group) !== undefined && !isHeld(group.labels));
  const all: Told = { kind: 'firing', at, firing, resolved, ...mended };
  const hearing = toldChannels(rule).flatMap((channel) => {
    const heard = heardBy(rule, all, channel);
    return heard ? [{ channel, kind: heard.kind }] : [];
  });
  const kinds = (['firing', 'repeat', 'resolved'] as const).filter((kind) => hearing.some((each) => each.kind === kind));
  const hears = new Set(hearing.map(({ channel }) => channel));

  const marked = kept.map((group): Instance => {
    const { told: before, ...rest } = group;
    if (over.has(labelsKey(group.labels))) return rest;
    const trouble = troubleOf(group);
    if (trouble === undefined || isHeld(group.labels)) return group;
    const followers = toldChannels(rule).filter((channel) => follows(rule, group, channel));
    // all of them have the message that this group is in, so that its time to repeat counts from here
    const toAll = followers.length > 0 && followers.every((channel) => hears.has(channel));
    if (!toAll && !isNewToAny(rule, group)) return group;
    const also = before ? [...new Set([before.of, ...(before.also ?? [])])].filter((each) => each !== trouble) : [];
    return { ...rest, told: { at, of: trouble, ...(also.length > 0 ? { also } : {}) } };
  });
  return { told: kinds[0] && { ...all, kind: kinds[0] }, marked };
}

function isNewToAny(rule: AlertRule, group: Instance): boolean {
  return toldChannels(rule).some((channel) => isNewTo(rule, group, channel));
}

/** What silences hold back of what has just begun. */
function heldBack(rule: AlertRule, moves: readonly Move[], at: Millis, isHeld: IsHeld): Told | undefined {
  const firing = moves.flatMap((move) => (move.now && isNewToAny(rule, move.now) && occurrence(move).length > 0 ? move.now : []));
  const told: Told = { kind: 'firing', at, firing: firing.filter(({ labels }) => isHeld(labels)), resolved: [] };
  return toldChannels(rule).some((channel) => heardBy(rule, told, channel)) ? told : undefined;
}
