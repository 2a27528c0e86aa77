/** A call's figures as text, and how bad they are. */
import { formatUnit } from '@/lib/base/units';
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
  const { perSecond, errorShare } = rates(figures, covers);
  return {
    rate: formatUnit(perSecond, 'perSecond'),
    errors: formatUnit(errorShare, 'ratio'),
    p50: formatUnit(figures.p50, 'nanoseconds'),
    p95: formatUnit(figures.p95, 'nanoseconds'),
    tone: errorShare >= ERROR ? 'error' : errorShare >= WARN ? 'warn' : undefined,
  };
}

/** Width of an edge's line in px: one more for each ten-fold of calls. */
export function lineWidth(figures: CallFigures, covers: ServiceMap['covers']): number {
  const { perSecond } = rates(figures, covers);
  return Math.min(6, 1.25 + Math.log10(1 + perSecond * 10));
}
