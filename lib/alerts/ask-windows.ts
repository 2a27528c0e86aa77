/** One question of a rule, asked for windows. */
import { askSql } from '@/lib/alerts/ask-sql';
import { groupsOf, type Found } from '@/lib/alerts/found';
import type { Run } from '@/lib/alerts/run';
import { frameOf, type Windows } from '@/lib/alerts/windows';
import { assert } from '@/lib/base/assert';
import { pairSeries } from '@/lib/charts/pair';
import { specsOf } from '@/lib/dashboards/ask-specs';
import type { AlertAsk } from '@/lib/model/alert';
import type { Series } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { SeriesSpec } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';

/** A question that is asked as it stands, and not in another one's place. */
export type PlainAsk = Exclude<AlertAsk, { kind: 'first' }>;

/** Most groups that a rule looks at. */
const MOST_GROUPS = 1_000;

/** What `ask` finds in each of `windows`. Throws BackendError. */
export async function askWindows(ask: PlainAsk, windows: Windows, run: Run, signal: AbortSignal): Promise<Found> {
  if (ask.kind === 'sql') return askSql(ask.text, windows, run, signal);
  const specs = specsOf(ask);
  const [left, right] = await Promise.all(specs.map((spec) => askSpec(spec, windows, run, signal)));
  assert(left, 'a question has a spec');
  const names = specs[0].by.map(fieldName);
  const series = ask.kind === 'pair' && right ? pairSeries(left.series, right.series, ask.op) : left.series;
  return {
    names,
    groups: groupsOf(names, series, windows.step),
    executed: [left, ...(right ? [right] : [])].map(({ executed }) => executed),
    partial: left.partial || right?.partial === true,
  };
}

interface AskedSeries {
  readonly series: readonly Series[];
  readonly executed: string;
  readonly partial: boolean;
}

async function askSpec(spec: SeriesSpec, windows: Windows, run: Run, signal: AbortSignal): Promise<AskedSeries> {
  // the first measure is the value: the others are not worked out
  const asked: SeriesSpec = { ...spec, measures: spec.measures.slice(0, 1), limit: Math.min(spec.limit, MOST_GROUPS) };
  const answer = await run({ spec: asked, frame: frameOf(windows) }, signal);
  if (answer.kind !== 'series')
    throw new BackendError('invalid', 'A distribution has no single figure to judge: take a percentile, or another measure.');
  return answer;
}
