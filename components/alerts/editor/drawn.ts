/** A back-test's values as they are drawn, and the groups that its lines are of. */
import type { TimeRange } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import type { TimeseriesModel } from '@/lib/charts/timeseries';
import type { AlertRule } from '@/lib/model/alert';
import type { BackTest } from '@/lib/model/alert-api';
import type { AlertLabels } from '@/lib/model/alert-state';
import { judgedModel } from '@/components/alerts/rule/judged-model';

/** Lines on the chart: the back-test lists groups with firings first. */
const MOST_LINES = 10;

export interface Drawn {
  readonly model: TimeseriesModel;
  /** The group of a line, by the labels that it is drawn with. */
  readonly groupOf: (labels: readonly string[]) => AlertLabels;
  /** The colour of a group's line; undefined where it has none. */
  readonly colourOf: (labels: AlertLabels) => string | undefined;
}

/**
 * The labels of a line. Of questions that are tried after each other each has groups of its own: a label that another one's groups
 * have is '' here, and not a label of this group.
 */
export function labelsOf(names: readonly string[], values: readonly string[], { ask }: Pick<AlertRule, 'ask'>): AlertLabels {
  const all = names.map((name, index) => [name, values[index] ?? ''] as const);
  return Object.fromEntries(ask.kind === 'first' ? all.filter(([, value]) => value !== '') : all);
}

const keyOf = (labels: AlertLabels) => JSON.stringify(Object.entries(labels).filter(([, value]) => value !== ''));

/** What to draw of `test`, whose values are in `unit`, judged in `range`. The rule's bounds are not among it: they are lines to take hold of. */
export function drawn(
  rule: Pick<AlertRule, 'ask' | 'title'>,
  test: Pick<BackTest, 'names' | 'series' | 'step'>,
  unit: Unit,
  range: TimeRange,
): Drawn {
  const lines = test.series.slice(0, MOST_LINES);
  // a label that no line has says nothing in its name
  const shown = test.names.flatMap((_name, index) => (lines.some(({ labels }) => (labels[index] ?? '') !== '') ? [index] : []));
  const pick = (values: readonly string[]) => shown.map((index) => values[index] ?? '');
  const names = pick(test.names);
  const series = lines.map((line) => ({ ...line, labels: pick(line.labels) }));
  const bare = { title: rule.title, unit, condition: { is: 'above' } } as const;
  const model = { ...judgedModel(bare, { names, series, step: test.step }, range, range.to), dropped: 0 };
  const groupOf = (labels: readonly string[]) => labelsOf(names, labels, rule);
  const colours = new Map(model.series.map(({ group, colour }) => [keyOf(groupOf(group?.labels ?? [])), colour]));
  return { model, groupOf, colourOf: (labels) => colours.get(keyOf(labels)) };
}
