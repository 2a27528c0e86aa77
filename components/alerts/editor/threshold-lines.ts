/** A condition's bounds as lines on the axis of a chart, and the way back from a place on it. */
import type { Unit } from '@/lib/base/units';
import { roundStep, type Axis } from '@/lib/charts/axis';
import type { Condition } from '@/lib/model/alert';
import { boundsOf, withSide, type Bound } from '@/components/alerts/editor/condition';

export interface ThresholdLine {
  readonly bound: Bound;
  /** Where it lies: of falls against then, below zero. */
  readonly at: number;
  /** A change in either direction has two lines for one bound. */
  readonly sign: 1 | -1;
}

/** The lines of `condition`, the mildest first, so that the worst lies on top. */
export function thresholdLines(condition: Condition): ThresholdLine[] {
  return boundsOf(condition).flatMap((bound): ThresholdLine[] => {
    const up: ThresholdLine = { bound, at: bound.value, sign: 1 };
    const down: ThresholdLine = { bound, at: -bound.value, sign: -1 };
    if (condition.is !== 'change' || condition.direction === 'up') return [up];
    return condition.direction === 'down' ? [down] : [up, down];
  });
}

/** Figures between two that a pointer or an arrow key can tell apart on an axis. */
const STEPS = 100;

/** The smallest readable step on `axis`. */
export function dragStep(axis: Axis, unit: Unit): number {
  return roundStep((axis.to - axis.from) / STEPS, unit);
}

/** `value` at the nearest readable figure on `axis`. */
export function snapped(value: number, axis: Axis, unit: Unit): number {
  const step = dragStep(axis, unit);
  const kept = Math.min(axis.to, Math.max(axis.from, value));
  return Number((Math.round(kept / step) * step).toPrecision(12));
}

/** `condition` with the line at `value`, in the axis' own figures. */
export function withLineAt(condition: Condition, { bound, sign }: ThresholdLine, value: number): Condition {
  const size = sign * value;
  // a change's bound is a size: a line does not cross zero
  return withSide(condition, { ...bound, value: condition.is === 'change' ? Math.max(0, size) : size === 0 ? 0 : size });
}

/** A bound this many times above all data would press it flat: it waits at the edge. */
const FAR = 6;
/** Room above a bound, to drag it higher. */
const HEADROOM = 1.2;

/** The figures that the axis has to reach so that the bounds can be seen and taken hold of. `most`: the largest figure of the data, by its size. */
export function axisReach(condition: Condition, most: number): number[] {
  return thresholdLines(condition)
    .map(({ at }) => at)
    .filter((at) => most === 0 || Math.abs(at) <= FAR * most)
    .map((at) => at * HEADROOM);
}

/** Where the handle of a line lies, in px: its middle from the top of the plot, and how many columns it stands aside. */
export interface HandlePlace {
  readonly middle: number;
  readonly column: number;
}

/**
 * `lines`, `y` px from the top of a plot that is `height` px high, with the places of their handles: none reaches over an end of the
 * plot, where the axis is written, and none lies over another one, for which it stands aside. `size`: how high a handle is, in px.
 */
export function placeHandles<T extends { readonly y: number }>(lines: readonly T[], height: number, size: number): (T & HandlePlace)[] {
  const placed: (T & HandlePlace)[] = [];
  for (const line of lines) {
    const middle = Math.max(size / 2, Math.min(height - size / 2, line.y));
    const taken = new Set(placed.filter((other) => Math.abs(other.middle - middle) < size).map(({ column }) => column));
    let column = 0;
    while (taken.has(column)) column += 1;
    placed.push({ ...line, middle, column });
  }
  return placed;
}

/** The line's value after a key: arrows move a step, with Shift or Page Up and Down ten, Home and End to the ends of the axis; undefined for any other key. */
export function valueByKey(key: string, shift: boolean, value: number, axis: Axis, unit: Unit): number | undefined {
  const step = dragStep(axis, unit) * (shift ? 10 : 1);
  const big = dragStep(axis, unit) * 10;
  const moved = {
    ArrowUp: value + step,
    ArrowRight: value + step,
    ArrowDown: value - step,
    ArrowLeft: value - step,
    PageUp: value + big,
    PageDown: value - big,
    Home: axis.from,
    End: axis.to,
  }[key];
  if (moved === undefined) return undefined;
  const fine = dragStep(axis, unit);
  return Number((Math.round(moved / fine) * fine).toPrecision(12));
}
