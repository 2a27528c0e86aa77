/** Steps of series that are settled: kept one by one, so that a window that moves on asks for its newest steps alone. */
import { millis, type TimeRange } from '@/lib/base/time';
import type { Answer, Point } from '@/lib/model/answer';
import type { Frame, Query } from '@/lib/model/query';

interface Step {
  /** In ms since 1970. */
  readonly readAt: number;
  /** A figure for each measure. */
  readonly values: readonly (number | null)[];
}

export interface KeptSteps {
  readonly byStart: ReadonlyMap<number, Step>;
  /** What they were read from: see `Answer`. */
  readonly rollup: string | undefined;
  /** About what they take. */
  readonly bytes: number;
}

/** Beside its figures, in bytes. */
const STEP_BYTES = 100;

/** Steps that are kept of one question at most: the newest. */
const MOST_STEPS = 2_000;

/**
 * What series have in common whose steps are the same, whatever their range. Undefined where a step depends on others: groups are
 * chosen by the whole range, a heatmap's rows fit all of its cells, and a metric's increase reaches back.
 */
export function stepsKey({ spec, frame: { range, step, over } }: Query): string | undefined {
  if (spec.kind !== 'series' || spec.by.length > 0 || spec.source.signal === 'metrics') return undefined;
  if (spec.measures.some(({ fn }) => fn === 'distribution')) return undefined;
  // the first or the last step is cut
  if (range.from % step !== 0 || range.to % step !== 0) return undefined;
  return JSON.stringify([spec, step, over]);
}

/** What of the frame's range comes behind the steps at its start that are known and were read after `oldest`; undefined when none is. */
export function unknownRange({ byStart }: KeptSteps, { range, step }: Frame, oldest: number): TimeRange | undefined {
  let from: number = range.from;
  while (from < range.to && (byStart.get(from)?.readAt ?? -Infinity) > oldest) from += step;
  // at least one is asked for: who asks wants to know that the store still answers
  from = Math.min(from, range.to - step);
  return from > range.from ? { from: millis(from), to: range.to } : undefined;
}

/** `newest` and the known steps before it as one answer to `query`; undefined where they do not fit together. */
export function joinSteps(known: KeptSteps, newest: Answer, { spec, frame }: Query): Answer | undefined {
  if (newest.kind !== 'series' || newest.partial || spec.kind !== 'series') return undefined;
  // a percentile of a roll-up and one of the records are not the same to the digit
  if (newest.rollup !== known.rollup && spec.measures.some(({ fn }) => fn === 'quantile' || fn === 'apdex')) return undefined;
  const series = spec.measures.map((_, measure) => {
    const points = new Map(newest.series.find((each) => each.measure === measure)?.points);
    const joined: Point[] = [];
    for (let at: number = frame.range.from; at < frame.range.to; at += frame.step) {
      const value = points.has(millis(at)) ? points.get(millis(at)) : known.byStart.get(at)?.values[measure];
      joined.push([millis(at), value ?? null]);
    }
    return { measure, labels: [], points: joined };
  });
  // Where there are no records at all there are no series; the steps alone do not say which it is.
  if (series.every(({ points }) => points.every(([, value]) => value === null))) return undefined;
  return { ...newest, series };
}

/** The steps of `answer` that ended before `settled`, with those known from before. */
export function keptSteps(
  answer: Answer,
  readAt: number,
  settled: number,
  { spec, frame }: Query,
  before: KeptSteps | undefined,
): KeptSteps | undefined {
  if (answer.kind !== 'series' || answer.partial || spec.kind !== 'series') return undefined;
  const byStart = new Map(before?.byStart);
  const byMeasure = spec.measures.map((_, measure) => new Map(answer.series.find((each) => each.measure === measure)?.points));
  for (const at of byMeasure[0]?.keys() ?? []) {
    if (at + frame.step <= settled) byStart.set(at, { readAt, values: byMeasure.map((points) => points.get(at) ?? null) });
  }
  const kept = [...byStart].sort(([one], [other]) => one - other).slice(-MOST_STEPS);
  return { byStart: new Map(kept), rollup: before?.rollup ?? answer.rollup, bytes: kept.length * (STEP_BYTES + 16 * spec.measures.length) };
}
