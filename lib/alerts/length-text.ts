/** Lengths of time as a rule's file and a rule's sentence write them. */
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { counted } from '@/lib/base/units';
import { parseDuration, printDuration } from '@/lib/query/filter-value';

/** `5m`, `90s`, `7d`, `0`: text that `parseLength` reads back as the very same length. */
export function printLength(length: Millis): string {
  if (length === 0) return '0';
  return length % DAY === 0 ? `${length / DAY}d` : printDuration(length * 1e6);
}

/** Milliseconds of `5m`, `1h30m`, `1.5h`, `7d`, `0`; undefined for anything else, and for a fraction of a millisecond. */
export function parseLength(text: string): Millis | undefined {
  const days = /^(\d+(?:\.\d+)?)d$/.exec(text)?.[1];
  const length = text === '0' ? 0 : days !== undefined ? Number(days) * DAY : (parseDuration(text) ?? NaN) / 1e6;
  return Number.isInteger(length) && length >= 0 ? millis(length) : undefined;
}

const WORDS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
  [1, 'millisecond'],
] as const;

/** `5 minutes`, `1 hour and 30 minutes`. */
export function spellLength(length: Millis): string {
  const parts: string[] = [];
  let rest: number = length;
  for (const [size, word] of WORDS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(counted(count, word));
    rest -= count * size;
  }
  return listed(parts.length > 0 ? parts : ['0 seconds']);
}

/** `every minute`, `every 5 minutes`, `every 1 hour and 30 minutes`. */
export function spellEvery(length: Millis): string {
  const one = WORDS.find(([size]) => size === length)?.[1];
  return `every ${one ?? spellLength(length)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
