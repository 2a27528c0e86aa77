/** Value axes: a range that holds the data and round figures on it, round in the unit that people read. */
import { formatUnit, type Unit } from '@/lib/base/units';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Axis {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

/** Steps in seconds that a clock is divided by, above one second. */
const CLOCK = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

/** 1, 2 or 5 times a power of ten: the smallest that is at least `value`. */
function decimalStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return tidy(digit * power);
}

/** Takes off the dust of binary fractions: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The smallest round step of at least `value`: powers of two for bytes, clock divisions for time, else 1-2-5. */
export function roundStep(value: number, unit: Unit): number {
  switch (unit) {
    case 'bytes':
    case 'bytesPerSecond':
      return 2 ** Math.ceil(Math.log2(Math.max(1, value)));
    case 'nanoseconds':
      return clockStep(value / 1e9) * 1e9;
    case 'microseconds':
      return clockStep(value / 1e6) * 1e6;
    case 'milliseconds':
    case 'instant':
      return clockStep(value / 1e3) * 1e3;
    case 'seconds':
      return clockStep(value);
    case 'count':
      return Math.max(1, decimalStep(value));
    case 'perSecond':
    case 'ratio':
    case 'percent':
    case 'score':
    case 'usd':
    case 'none':
      return decimalStep(value);
  }
}

function clockStep(seconds: number): number {
  if (seconds <= 1) return decimalStep(seconds);
  return CLOCK.find((step) => step >= seconds) ?? 86_400 * Math.ceil(seconds / 86_400);
}

/** From zero (or below, for negative data) to a round figure above the largest value, in at most `parts` equal parts. */
export function linearAxis(values: readonly number[], unit: Unit, parts = 3): Axis {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const span = most - least;
  if (span === 0) return { scale: 'linear', from: 0, to: 1, ticks: [{ at: 0, text: formatUnit(0, unit) }] };
  let step = roundStep(span / parts, unit);
  // below zero and above it each take whole steps, which together can be one more than asked for
  while (Math.ceil(most / step - 1e-9) - Math.floor(least / step + 1e-9) > parts && least < 0) step = roundStep(step * 1.01, unit);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
  return { scale: 'linear', from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks: ticks.map((at) => ({ at, text: formatUnit(at, unit) })) };
}

/** Between round figures (1-2-5) around the positive values, with powers of ten as ticks (for times above a second 10 s, 1 min, 10 min, 1 h …); zero and below cannot be shown. */
export function logAxis(values: readonly number[], unit: Unit): Axis {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return { scale: 'log', from: 1, to: 10, ticks: [] };
  const from = roundBelow(Math.min(...positive));
  let to = decimalStep(Math.max(...positive));
  if (to <= from) to = from * 10;
  let ticks = roundValues(from, to, [1], unit);
  if (ticks.length < 3) ticks = roundValues(from, to, [1, 2, 5], unit);
  while (ticks.length > 5) ticks = ticks.filter((_, index) => index % 2 === 0);
  return { scale: 'log', from, to, ticks: ticks.map((at) => ({ at, text: formatUnit(at, unit) })) };
}

function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find((candidate) => candidate * power <= value * (1 + 1e-9)) ?? 1;
  return tidy(digit * power);
}

/** Round times above a second on a log axis, in seconds: what 100 s would be called, 1.67 min, is no round figure. */
const LOG_CLOCK = [1, 10, 60, 600, 3_600, 36_000, 86_400, 864_000];

function roundValues(from: number, to: number, digits: readonly number[], unit: Unit): number[] {
  const second = unit === 'nanoseconds' ? 1e9 : unit === 'microseconds' ? 1e6 : unit === 'seconds' ? 1 : Infinity;
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power += 1) {
    for (const digit of digits) found.push(tidy(digit * 10 ** power));
  }
  const decimal = found.filter((at) => at < second || digits.length > 1);
  const clock = digits.length > 1 || second === Infinity ? [] : LOG_CLOCK.map((count) => count * second);
  return [...decimal, ...clock].filter((at) => at >= from * (1 - 1e-9) && at <= to * (1 + 1e-9));
}

/** Where `value` lies on the axis: 0 at its start, 1 at its end; undefined where a log axis cannot show it. */
export function fractionOn(axis: Axis, value: number): number | undefined {
  if (axis.scale === 'linear') return (value - axis.from) / (axis.to - axis.from);
  return value > 0 ? Math.log(value / axis.from) / Math.log(axis.to / axis.from) : undefined;
}
