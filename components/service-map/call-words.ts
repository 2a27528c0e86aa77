/** A call's figures as text, and how bad they are. */
import { counted, formatDuration, formatUnit } from '@/lib/base/units';
import type { CallFigures, ServiceMap } from '@/lib/model/service-map';
import { rates } from '@/lib/service-map/graph';

/** Shares of failed calls from which on they are drawn as a warning, and as an error. */
const WARN = 0.01;
const ERROR = 0.05;

export type CallTone = 'warn' | 'error' | undefined;

export interface CallTexts {
  /** E.g. `12.3/s`. */
  readonly rate: string;
  /** E.g. `1.2 %`. */
  readonly errors: string;
  readonly p50: string;
  readonly p95: string;
  readonly tone: CallTone;
}

/** The texts of `figures`, counted over `covers`. */
export function callTexts(figures: CallFigures, covers: ServiceMap['covers']): CallTexts {
  return {
    rate: formatUnit(rates(figures, covers).perSecond, 'perSecond'),
    errors: errorText(figures),
    p50: formatUnit(figures.p50, 'nanoseconds'),
    p95: formatUnit(figures.p95, 'nanoseconds'),
    tone: toneOf(figures),
  };
}

/** How a map says what its figures are: per second over a window, or in all within a trace. */
export interface MapWords {
  /** E.g. `12.3/s`, `3 calls`. */
  amount(figures: CallFigures): string;
  /** E.g. `p95 12 ms`; '' where nothing was measured. */
  time(figures: CallFigures): string;
  /** How many calls count tenfold for the width of a line. */
  weight(figures: CallFigures): number;
}

/** The words for calls counted over `covers`. */
export function wordsOver(covers: ServiceMap['covers']): MapWords {
  return {
    amount: (figures) => callTexts(figures, covers).rate,
    time: ({ p95 }) => (p95 === undefined ? '' : `p95 ${formatUnit(p95, 'nanoseconds')}`),
    weight: (figures) => 10 * rates(figures, covers).perSecond,
  };
}

/** The words for the calls of one trace. */
export const TRACE_WORDS: MapWords = {
  amount: ({ count }) => counted(count, 'call'),
  time: ({ time }) => (time === undefined ? '' : formatDuration(time)),
  weight: ({ count }) => count,
};

/** The share of calls that failed, e.g. `1.2 %`. */
export function errorText({ count, errors }: CallFigures): string {
  return formatUnit(count === 0 ? 0 : errors / count, 'ratio');
}

/** How bad the share of failed calls is. */
export function toneOf({ count, errors }: CallFigures): CallTone {
  const share = count === 0 ? 0 : errors / count;
  return share >= ERROR ? 'error' : share >= WARN ? 'warn' : undefined;
}

/** Width of an edge's line in px: one more for each ten-fold of calls. */
export function lineWidth(weight: number): number {
  return Math.min(6, 1.25 + Math.log10(1 + weight));
}
