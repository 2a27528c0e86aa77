/** One figure, how it has changed, and how it went. */
import { assertUnreachable } from '@/lib/base/assert';
import { formatDifference, formatUnit, type Unit } from '@/lib/base/units';
import { toneOf, type Tone } from '@/lib/charts/tone';
import type { View } from '@/lib/model/dashboard';

export type StatView = Extract<View, { kind: 'stat' }>;

export interface Change {
  readonly text: string;
  /** Whether it is for the better; undefined when neither way is, or nothing moved. */
  readonly good: boolean | undefined;
}

export interface StatModel {
  readonly text: string;
  readonly tone: Tone | undefined;
  /** Absent without a figure to compare with. */
  readonly change: Change | undefined;
}

/** The figure of this window beside the one of the window before. */
export function prepareStat(value: number | undefined, before: number | undefined, view: StatView): StatModel {
  return {
    text: formatUnit(value, view.unit),
    tone: toneOf(value, view.thresholds),
    change: value === undefined || before === undefined ? undefined : changeOf(value, before, view.unit, view.better),
  };
}

/**
 * Rates and amounts change by percent, shares by percentage points, times and scores by their own unit: what people say.
 * A change too small for its own text, or for that of the figures, is no change; one that is nothing beside them is neither good nor bad.
 */
export function changeOf(value: number, before: number, unit: Unit, better: StatView['better']): Change {
  const difference = value - before;
  const text = formatUnit(value, unit) === formatUnit(before, unit) ? undefined : changeText(difference, value, before, unit);
  if (text === undefined) return { text: '±0', good: undefined };
  const told = better !== 'neither' && isMuch(value, before, unit);
  return { text: `${difference < 0 ? '−' : '+'}${text}`, good: told ? difference > 0 === (better === 'up') : undefined };
}

/** Of what a figure was, it changes by less than this from one window to the next when nothing happens. */
const MUCH = 0.05;
/** The same of a share, whatever it was: a tenth of a percentage point. */
const MUCH_OF_SHARE = 0.001;
/** What rounding takes off a difference that is just as much. */
const ROUNDING = 1e-9;

/**
 * Whether a figure changed by so much that it means something. A share is as near to all as to nothing: of 99.9 % that become 99.5 %
 * the rest, which was a tenth of a percent, is five times what it was.
 */
function isMuch(value: number, before: number, unit: Unit): boolean {
  const all = ALL[unit];
  const size = Math.abs(value - before) + ROUNDING * Math.abs(before);
  const share = all !== undefined && before >= 0 && before <= all;
  if (share && unit !== 'score' && size < MUCH_OF_SHARE * all) return false;
  return size >= MUCH * (share ? Math.min(before, all - before) : Math.abs(before));
}

/** What figures that are parts of something reach at most. */
const ALL: Partial<Record<Unit, number>> = { ratio: 1, percent: 100, score: 1 };

/** The size of a change without its sign; undefined when it rounds to nothing. */
function changeText(difference: number, value: number, before: number, unit: Unit): string | undefined {
  const size = Math.abs(difference);
  switch (unit) {
    case 'ratio':
    case 'percent':
      return formatDifference(size, value, unit).replace('%', 'pt') || undefined;
    case 'instant':
      return size === 0 ? undefined : formatUnit(size, 'milliseconds');
    case 'count':
    case 'perSecond':
    case 'bytes':
    case 'bytesPerSecond':
    case 'usd': {
      if (size === 0) return undefined;
      if (before === 0) return formatUnit(size, unit);
      const share = size / Math.abs(before);
      // past ten-fold, percent stop saying anything
      if (share >= 9) return `${Math.round(share + 1)}×`;
      return share < 0.005 ? undefined : `${Math.round(share * 100)}\u00a0%`;
    }
    case 'nanoseconds':
    case 'microseconds':
    case 'milliseconds':
    case 'seconds':
      return formatDifference(size, value, unit) || undefined;
    case 'score':
    case 'none':
      return size === 0 || (unit === 'score' && size < 0.005) ? undefined : formatUnit(size, unit);
    default:
      return assertUnreachable(unit);
  }
}
