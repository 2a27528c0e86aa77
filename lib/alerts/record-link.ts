/** From a group to the records behind it. */
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { AlertLabels, Instance } from '@/lib/model/alert-state';
import type { SeriesSpec } from '@/lib/model/query';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import { alternativesOf, specsOf } from '@/lib/dashboards/ask-specs';
import { doorOf } from '@/lib/dashboards/door';
import { doorAddress } from '@/lib/dashboards/door-address';
import { fieldName } from '@/lib/query/field-name';

/** The questions that groups with these labels can be the answer to: of two put together the one on the left. */
function specsFor(ask: AlertAsk, labels: AlertLabels): readonly SeriesSpec[] {
  const specs = alternativesOf(ask).map((each) => specsOf(each)[0]);
  if (ask.kind !== 'first') return specs;
  const names = Object.keys(labels);
  return specs.filter(({ by }) => by.length === names.length && by.every((field) => fieldName(field) in labels));
}

/**
 * The page of the records behind the group in `range`, as a path with its filter and window set; undefined where no page has them:
 * SQL. Of several questions of which the first that finds something counts, the first one's. `value`: what it was judged by.
 */
export function recordPath(
  { ask, condition }: Pick<AlertRule, 'ask' | 'condition'>,
  labels: AlertLabels,
  value: number | null,
  range: TimeRange,
): string | undefined {
  const [spec] = specsFor(ask, labels);
  if (!spec) return undefined;
  // a change is no value that records could have
  const figure = condition.is === 'change' ? null : value;
  const door = doorOf(spec, { labels: spec.by.map((field) => labels[fieldName(field)] ?? ''), measure: 0, value: figure });
  if (!door) return undefined;
  const { path, own } = doorAddress(door, range);
  return `${path}?${new URLSearchParams(own).toString()}`;
}

/** The time of the records that a group which began at `began` was judged by, up to the window that ends at `at`. */
export function judgedRange({ over }: Pick<AlertRule, 'over'>, { beyond, since }: Instance, at: Millis): TimeRange {
  const began = Math.min(since, ...[beyond.warn, beyond.critical].filter((each) => each !== undefined));
  return { from: millis(began - over), to: at };
}
