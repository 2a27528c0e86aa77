/** What a question finds in windows: values by group. */
import type { GroupValue } from '@/lib/alerts/step';
import type { Millis } from '@/lib/base/time';
import type { AlertLabels } from '@/lib/model/alert-state';
import type { Point, Series } from '@/lib/model/answer';

/**
 * One group's values at the ends of its windows, in order of time; a window without a value is absent. null: there were records, but fewer than
 * the rule judges.
 */
export interface GroupPoints {
  readonly labels: AlertLabels;
  readonly points: readonly Point[];
}

export interface Found {
  /** Names of the labels, in order. */
  readonly names: readonly string[];
  readonly groups: readonly GroupPoints[];
  /** The texts that ran. */
  readonly executed: readonly string[];
  /** A limit cut an answer. */
  readonly partial: boolean;
}

/** A group's labels are the same object from window to window, and asked for in each. */
const keys = new WeakMap<AlertLabels, string>();

/** Tells groups apart, whatever the order of their labels. */
export function labelsKey(labels: AlertLabels): string {
  const known = keys.get(labels);
  if (known !== undefined) return known;
  const key = JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  keys.set(labels, key);
  return key;
}

/** Of each window, by its end, the groups that have a value in it. */
export function valuesByWindow(groups: readonly GroupPoints[]): Map<Millis, GroupValue[]> {
  const byEnd = new Map<Millis, GroupValue[]>();
  for (const { labels, points } of groups) {
    for (const [at, value] of points) {
      const values = byEnd.get(at);
      if (values) values.push({ labels, value });
      else byEnd.set(at, [{ labels, value }]);
    }
  }
  return byEnd;
}

/** The first measure of `series`, whose points stand where steps start, as groups whose points stand where they end. */
export function groupsOf(names: readonly string[], series: readonly Series[], step: Millis): GroupPoints[] {
  return series
    .filter(({ measure }) => measure === 0)
    .map(({ labels, points }) => ({
      labels: Object.fromEntries(names.map((name, index) => [name, labels[index] ?? ''])),
      points: points.filter(([, value]) => value !== null).map(([at, value]): Point => [(at + step) as Millis, value]),
    }))
    .filter(({ points }) => points.length > 0);
}

/**
 * `now` against what was found `shift` ms earlier: at each window, the share by which the value is more than it was then; absent
 * where there is none from then, or it was 0.
 */
export function changeOf(now: Found, then: Found, shift: Millis): Found {
  const before = new Map(then.groups.map(({ labels, points }) => [labelsKey(labels), new Map(points)]));
  const groups = now.groups.map(({ labels, points }) => {
    const was = before.get(labelsKey(labels));
    const shares = points.flatMap(([at, value]): Point[] => {
      const base = was?.get((at - shift) as Millis) ?? 0;
      if (value === null) return [[at, null]];
      return base === 0 ? [] : [[at, value / base - 1]];
    });
    return { labels, points: shares };
  });
  return {
    names: now.names,
    groups: groups.filter(({ points }) => points.length > 0),
    executed: [...now.executed, ...then.executed],
    partial: now.partial || then.partial,
  };
}

/** `one`, and of `other` the windows for which `one` has nothing of any group. */
export function orElse(one: Found, other: Found): Found {
  const known = new Set(one.groups.flatMap(({ points }) => points.map(([at]) => at)));
  const byKey = new Map(one.groups.map((group) => [labelsKey(group.labels), group]));
  for (const { labels, points } of other.groups) {
    const more = points.filter(([at]) => !known.has(at));
    if (more.length === 0) continue;
    const key = labelsKey(labels);
    const had = byKey.get(key)?.points ?? [];
    byKey.set(key, { labels, points: [...had, ...more].toSorted(([left], [right]) => left - right) });
  }
  return {
    names: [...new Set([...one.names, ...other.names])],
    groups: [...byKey.values()],
    executed: [...one.executed, ...other.executed],
    partial: one.partial || other.partial,
  };
}
