/** A time window in words, for a button. */
import { DAY, HOUR, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { formatRange, type Zone } from '@/lib/client/format-time';
import { printLength } from '@/lib/client/time-params';
import type { TimeWindow } from '@/lib/query/time-window';

const WORDS = [
  [7 * DAY, 'week'],
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

function nameLength(length: Millis): string {
  const [size, word] = WORDS.find(([candidate]) => length >= candidate && length % candidate === 0) ?? ([SECOND, 'second'] as const);
  const count = Math.max(1, Math.ceil(length / size));
  // nobody says "the last 1 day" or "the last 1 week"
  if (count === 1) return word === 'day' ? '24 hours' : word === 'week' ? '7 days' : word;
  return word === 'week' ? `${count * 7} days` : `${count} ${word}s`;
}

/** Last 15 minutes, Last hour, Last 24 hours, or 21 Nov 14:00 – 15:00. */
export function nameWindow(window: TimeWindow, zone: Zone): string {
  return 'last' in window ? `Last ${nameLength(window.last)}` : formatRange(window.from, window.to, zone);
}

/** The same for a narrow screen: 15m, or the clock alone. */
export function nameWindowShort(window: TimeWindow, zone: Zone): string {
  return 'last' in window ? printLength(window.last) : formatRange(window.from, window.to, zone).replace(/^\d+ \w+ /, '');
}
