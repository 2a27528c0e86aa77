/** What a rule would have done in a time that is over. */
import { backTestStep } from '@/lib/alerts/back-test-step';
import { evaluate, type GroupPoints, type Run } from '@/lib/alerts/evaluate';
import { Firings } from '@/lib/alerts/firings';
import { labelsKey, orElse, valuesByWindow, type Found } from '@/lib/alerts/found';
import { badness, furtherOf } from '@/lib/alerts/judge';
import { step } from '@/lib/alerts/step';
import { endsOf, windowsOf } from '@/lib/alerts/windows';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import type { AlertRule, Condition } from '@/lib/model/alert';
import type { BackTest, Firing } from '@/lib/model/alert-api';
import type { RuleState } from '@/lib/model/alert-state';
import type { Point, Series } from '@/lib/model/answer';

/** Most groups whose values are shown. */
const MOST_SHOWN = 20;
/** Most points of a line that is drawn. */
const MOST_DRAWN = 1_000;
/** Windows that one question is of at most: a store answers no more than some thousand steps. */
const AT_ONCE = 5_040;

/**
 * Judges the windows that end in (range.from, range.to] as the rule's evaluation would have, beginning with nothing known. Lines of
 * more than a thousand windows are thinned for drawing: each point is then the worst, as the condition has it, of some windows in
 * turn, so that no peak is lost; what is judged are all windows. Throws BackendError.
 */
export async function backTest(rule: AlertRule, range: TimeRange, run: Run, signal: AbortSignal): Promise<BackTest> {
  const started = performance.now();
  const apart = backTestStep(rule, range);
  const windows = windowsOf(range, apart, rule.over);
  const ends = windows ? endsOf(windows) : [];
  const found = await evaluateInPieces(rule, ends, apart, run, signal);
  const firings = replay(rule, found.groups, ends);
  const shown = interesting(found.groups, firings, rule.condition);
  return {
    names: found.names,
    series: shown.map((group) => lineOf(group, found.names, ends, rule.condition)),
    groups: found.groups.length,
    firings,
    step: apart,
    took: performance.now() - started,
    executed: [...new Set(found.executed)].join('\n\n'),
    partial: found.partial,
  };
}

async function evaluateInPieces(rule: AlertRule, ends: readonly Millis[], apart: Millis, run: Run, signal: AbortSignal): Promise<Found> {
  let found: Found = { names: [], groups: [], executed: [], partial: false };
  for (let first = 0; first < ends.length; first += AT_ONCE) {
    const piece = ends.slice(first, first + AT_ONCE);
    const range = { from: millis((piece[0] ?? 0) - apart), to: piece.at(-1) ?? millis(0) };
    const { executed, ...evaluation } = await evaluate(rule, range, run, signal, apart);
    found = orElse(found, { ...evaluation, executed: [executed] });
  }
  return found;
}

/** The firings of a rule whose groups have these values, judged window by window. */
function replay(rule: AlertRule, groups: readonly GroupPoints[], ends: readonly Millis[]): Firing[] {
  const byWindow = valuesByWindow(groups);
  // nobody is told of what might have been
  const saved = { rule: { ...rule, tell: [], paused: false }, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
  const firings = new Firings();
  let state: RuleState | undefined;
  for (const at of ends) {
    ({ state } = step(saved, state, byWindow.get(at) ?? [], at, { executed: '', took: 0, at }));
    firings.add(state.instances, at);
  }
  return firings.list();
}

/** The groups that are shown: those that fired, for the longest first; then those whose values come closest to it. */
function interesting(groups: readonly GroupPoints[], firings: readonly Firing[], condition: Condition): GroupPoints[] {
  const fired = new Map<string, number>();
  for (const { labels, from, to = Infinity } of firings) {
    const key = labelsKey(labels);
    fired.set(key, (fired.get(key) ?? 0) + to - from);
  }
  const ranked = groups.map((group) => ({
    group,
    fired: fired.get(labelsKey(group.labels)) ?? 0,
    worst: group.points.reduce((most, [, value]) => Math.max(most, value === null ? -Infinity : badness(condition, value)), -Infinity),
  }));
  const size = (one: number, other: number) => (one === other ? 0 : other > one ? 1 : -1);
  return ranked
    .toSorted((one, other) => size(one.fired, other.fired) || size(one.worst, other.worst))
    .slice(0, MOST_SHOWN)
    .map(({ group }) => group);
}

function lineOf({ labels, points }: GroupPoints, names: readonly string[], ends: readonly Millis[], condition: Condition): Series {
  const values = new Map(points);
  const each = Math.ceil(ends.length / MOST_DRAWN);
  const drawn: Point[] = [];
  for (let first = 0; first < ends.length; first += each) {
    const turn = ends.slice(first, first + each);
    const worst = turn.reduce<number | null>((most, at) => furtherOf(condition, most, values.get(at) ?? null), null);
    drawn.push([turn.at(-1) ?? millis(0), worst]);
  }
  return { measure: 0, labels: names.map((name) => labels[name] ?? ''), points: drawn };
}
