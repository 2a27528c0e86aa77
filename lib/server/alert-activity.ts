/** How long rules fired, and how their values went: the small pictures of the overview, as few numbers. */
import { activityOf, stepsUpTo } from '@/lib/alerts/activity-bars';
import { badness } from '@/lib/alerts/judge';
import { HOUR, millis, MINUTE, nowMillis, type Millis } from '@/lib/base/time';
import { dense, gridOf } from '@/lib/charts/grid';
import type { Activity, ActivityAsk, Sparklines } from '@/lib/model/alert-api';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertStores, RuleStore } from '@/lib/model/alert-store';
import type { Answer } from '@/lib/model/answer';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import type { Query } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import { judgedRules } from '@/lib/server/known-rules';

/** Changes of all rules that are read for the activity. */
const MOST_CHANGES = 5_000;

/** How long rules fired in each step up to `now`. */
export async function readActivity(
  stores: Pick<AlertStores, 'rules' | 'states'>,
  ask: ActivityAsk,
  now: Millis = nowMillis(),
): Promise<Activity> {
  const steps = stepsUpTo(now, ask);
  const [judged, changes] = await Promise.all([
    judgedRules(stores),
    stores.states.changes({ ...(steps[0] ? { from: steps[0].from } : {}), limit: MOST_CHANGES }),
  ]);
  const oldest = changes.length === MOST_CHANGES ? changes.at(-1)?.at : undefined;
  return { bars: activityOf(judged, changes, steps, now), ...(oldest === undefined ? {} : { knownFrom: oldest }) };
}

/** How far back the small lines go, and how fine. */
const LENGTH = millis(3 * HOUR);
const STEP = millis(5 * MINUTE);

/** Most rules that a line is drawn for. */
const MOST_LINES = 1_000;

/** A line of twenty pixels shows no more digits. */
const DIGITS = 3;

/** The highest and the lowest of each rule's recent values, out of the metric that Hearth writes about its own rules. */
function valuesQuery(now: Millis): Query {
  const to = millis(Math.ceil(now / STEP) * STEP);
  return {
    spec: {
      kind: 'series',
      source: { signal: 'metrics', metric: OWN_METRICS.alertValue },
      measures: [
        { fn: 'max', of: record('value') },
        { fn: 'min', of: record('value') },
      ],
      by: [attribute('alert.id')],
      limit: MOST_LINES,
    },
    frame: { range: { from: millis(to - LENGTH), to }, step: STEP },
  };
}

/** Whether what is bad of a rule is to be low. */
function looksDown({ condition }: Pick<AlertRule, 'condition'>): boolean {
  return badness(condition, 1) < badness(condition, 0);
}

/**
 * How the worst value of each rule went over the last three hours, in steps of five minutes: one question for all. A rule without values has no
 * line. Throws what `ask` throws.
 */
export async function readSparklines(
  rules: Pick<RuleStore, 'list'>,
  ask: (query: Query) => Promise<Answer>,
  now: Millis = nowMillis(),
): Promise<Sparklines> {
  const query = valuesQuery(now);
  const [saved, answer] = await Promise.all([rules.list(), ask(query)]);
  if (answer.kind !== 'series') return {};
  const grid = gridOf(query.frame);
  const down = new Set(saved.filter(({ rule }) => looksDown(rule)).map(({ rule }) => rule.id));
  const lines = answer.series.flatMap(({ labels: [id = ''], measure, points }) =>
    (measure === 1) === down.has(id) ? [[id, dense(points, grid).map(shortened)] as const] : [],
  );
  return Object.fromEntries(lines);
}

function shortened(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(DIGITS));
}
