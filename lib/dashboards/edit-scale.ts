/** Figures as people type them: seconds rather than nanoseconds, per cent rather than shares. */
import type { Unit } from '@/lib/base/units';

/** What one of what is typed is in `unit`, and what it is called there: a threshold on nanoseconds is typed in ms. */
export function baseOf(unit: Unit): { readonly factor: number; readonly name: string } {
  switch (unit) {
    case 'nanoseconds':
      return { factor: 1e6, name: 'ms' };
    case 'microseconds':
      return { factor: 1, name: 'µs' };
    case 'milliseconds':
      return { factor: 1, name: 'ms' };
    case 'seconds':
      return { factor: 1, name: 's' };
    case 'ratio':
      return { factor: 0.01, name: '%' };
    case 'percent':
      return { factor: 1, name: '%' };
    case 'bytes':
      return { factor: 1, name: 'B' };
    case 'bytesPerSecond':
      return { factor: 1, name: 'B/s' };
    case 'perSecond':
      return { factor: 1, name: '/s' };
    case 'usd':
      return { factor: 1, name: '$' };
    case 'instant':
    case 'count':
    case 'score':
    case 'none':
      return { factor: 1, name: '' };
  }
}

/** What each unit is called. */
export const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  count: 'Count',
  perSecond: 'Per second',
  nanoseconds: 'Time, sent in ns',
  microseconds: 'Time, sent in µs',
  milliseconds: 'Time, sent in ms',
  seconds: 'Time, sent in s',
  instant: 'Instant',
  bytes: 'Bytes',
  bytesPerSecond: 'Bytes per second',
  ratio: 'Share, sent as 0 to 1',
  percent: 'Per cent, sent as 0 to 100',
  score: 'Score',
  usd: 'US dollars',
  none: 'Plain figure',
};
