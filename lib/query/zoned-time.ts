/** Wall-clock time in IANA zones, both ways, with daylight saving done right. Intl knows the rules; this only asks it. */
import { assert } from '@/lib/base/assert';
import { millis, type Millis } from '@/lib/base/time';

/** A date and time as a clock on the wall shows it; months from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = 'numeric';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(zone, format);
  return format;
}

/** What the clock in `zone` shows at `at`. Throws on a zone that Intl doesn't know. */
export function wallTime(at: Millis, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => {
    const value = parts.get(name);
    assert(value !== undefined, `Intl gives the ${name}`);
    return value;
  };
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute'), second: part('second') };
}

function asUtc({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant at which the clock in `zone` shows `wall`. A time that the clock shows twice (autumn) is the first of the
 * two; one that it skips (spring) is read with the offset from before the jump, so 02:30 becomes 03:30. Fields may run over:
 * day 0 is the last day of the month before.
 */
export function instantOf(wall: WallTime, zone: string): Millis {
  const wanted = asUtc(wall);
  const offsetAt = (at: number) => asUtc(wallTime(millis(at), zone)) - Math.floor(at / 1_000) * 1_000;
  // No zone changes twice within two days, so the offsets a day before and after are the only candidates.
  const before = offsetAt(wanted - 86_400_000);
  const after = offsetAt(wanted + 86_400_000);
  const fits = [before, after].map((offset) => wanted - offset).filter((at) => asUtc(wallTime(millis(at), zone)) === wanted);
  return millis(fits.length > 0 ? Math.min(...fits) : wanted - before);
}
