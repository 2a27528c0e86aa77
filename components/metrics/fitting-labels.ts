/** Which of a metric's labels a row has room for. Pure: the type that they are set in has one width for all its characters. */
import { formatUnit } from '@/lib/base/units';
import type { MetricLabel } from '@/lib/model/metric';

/** Of a character of the small monospaced type, in CSS pixels. */
const CHARACTER = 6.6;
/** What a chip has around its key and its count: padding, border, and the gap between the two. */
const CHIP = 14;
const GAP = 4;
/** `+12` after the chips. */
const REST = 24;

/** A metric's own labels say more than its senders' attributes. */
export function inOrder(labels: readonly MetricLabel[]): MetricLabel[] {
  return [...labels.filter((label) => label.in === 'attributes'), ...labels.filter((label) => label.in === 'resource')];
}

const widthOf = ({ key, values }: MetricLabel) => (key.length + formatUnit(values, 'count').length) * CHARACTER + CHIP;

/** How many of `labels`, from the first on, fit whole into `room` px beside the number of those that do not; at least one, which may be cut. */
export function fittingLabels(labels: readonly MetricLabel[], room: number): number {
  let used = 0;
  let fitting = 0;
  for (const label of labels) {
    used += widthOf(label) + (fitting === 0 ? 0 : GAP);
    const rest = fitting + 1 < labels.length ? GAP + REST : 0;
    if (used + rest > room) break;
    fitting += 1;
  }
  return Math.max(1, fitting);
}
