/** One question of a rule, asked for windows. */
import { countsRecords } from '@/lib/alerts/ask-records';
import { askSql } from '@/lib/alerts/ask-sql';
import { groupsOf, labelsKey, type Found, type GroupPoints } from '@/lib/alerts/found';
import type { Run } from '@/lib/alerts/run';
import { frameOf, type Windows } from '@/lib/alerts/windows';
import { assert } from '@/lib/base/assert';
import { pairSeries } from '@/lib/charts/pair';
import { specsOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk } from '@/lib/model/alert';
import type { Point, Series } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Measure, SeriesSpec } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';

/** A question that is asked as it stands, and not in another one's place. */
export type PlainAsk = Exclude<AlertAsk, { kind: 'first' }>;

/** Most groups that a rule looks at. */
const MOST_GROUPS = 1_000;

/** What `ask` finds in each of `windows`; where it counts records, null in those with fewer than `least`. Throws BackendError. */
export async function askWindows(ask: PlainAsk, windows: Windows, run: Run, signal: AbortSignal, least = 0): Promise<Found> {
  if (ask.kind === 'sql') return askSql(ask.text, windows, run, signal);
  const specs = specsOf(ask);
  const counts = least > 0 && countsRecords(ask);
  const [left, right] = await Promise.all(specs.map((spec) => askSpec(spec, windows, run, signal, counts)));
  assert(left, 'a question has a spec');
  const names = specs[0].by.map(fieldName);
  const series = ask.kind === 'pair' && right ? pairSeries(left.series, right.series, ask.op) : left.series;
  return {
    names,
    groups: counts
      ? fewAsNull(groupsOf(names, series, windows.step), groupsOf(names, countsOf(series), windows.step), least)
      : groupsOf(names, series, windows.step),
    executed: [left, ...(right ? [right] : [])].map(({ executed }) => executed),
    partial: left.partial || right?.partial === true,
  };
}

const COUNT: Measure = { fn: 'count' };

interface AskedSeries {
  readonly series: readonly Series[];
  readonly executed: string;
  readonly partial: boolean;
}

async function askSpec(spec: SeriesSpec, windows: Windows, run: Run, signal: AbortSignal, counts: boolean): Promise<AskedSeries> {
  // the first measure is the value: the others are not worked out
  const measures = [...spec.measures.slice(0, 1), ...(counts ? [COUNT] : [])];
  const asked: SeriesSpec = { ...spec, measures, limit: Math.min(spec.limit, MOST_GROUPS) };
  const answer = await run({ spec: asked, frame: frameOf(windows) }, signal);
  if (answer.kind !== 'series')
    throw new BackendError('invalid', 'A distribution has no single figure to judge: take a percentile, or another measure.');
  return answer;
}

/** What was counted beside the values. */
function countsOf(series: readonly Series[]): Series[] {
  return series.filter(({ measure }) => measure === 1).map((each) => ({ ...each, measure: 0 }));
}

/** `groups`, with null for the values of windows in which there were fewer records than `least`. */
function fewAsNull(groups: readonly GroupPoints[], counts: readonly GroupPoints[], least: number): GroupPoints[] {
  const byKey = new Map(counts.map(({ labels, points }) => [labelsKey(labels), new Map(points)]));
  return groups.map(({ labels, points }) => {
    const count = byKey.get(labelsKey(labels));
    return { labels, points: points.map(([at, value]): Point => [at, (count?.get(at) ?? 0) < least ? null : value]) };
  });
}
