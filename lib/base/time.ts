/** An instant (Unix epoch) or a length, in milliseconds: what queries, charts and the UI calculate with. */
export type Millis = number & { readonly __unit: 'ms' };

/** An instant (Unix epoch) or a length, in nanoseconds: telemetry's own time, exact. */
export type Nanos = bigint & { readonly __unit: 'ns' };

/** Nanoseconds as a decimal string: how `Nanos` travels in JSON, where a number would lose digits. */
export type NanosText = string & { readonly __unit: 'ns' };

/** Half open: `from` is in, `to` is not. */
export interface TimeRange {
  readonly from: Millis;
  readonly to: Millis;
}

export const SECOND = 1_000 as Millis;
export const MINUTE = 60_000 as Millis;
export const HOUR = 3_600_000 as Millis;
export const DAY = 86_400_000 as Millis;

/** Marks a plain number of milliseconds as such. */
export function millis(value: number): Millis {
  return value as Millis;
}

/** Marks a bigint of nanoseconds as such. */
export function nanos(value: bigint): Nanos {
  return value as Nanos;
}

/** The instant now. */
export function nowMillis(): Millis {
  return Date.now() as Millis;
}

/** Exact: 1 ms is 1 000 000 ns. A fraction of a millisecond is kept to the microsecond. */
export function nanosFromMillis(value: Millis): Nanos {
  return (BigInt(Math.round(value * 1_000)) * 1_000n) as Nanos;
}

/** Rounds down to the millisecond when `value` is an instant of this era; the fraction is kept as a decimal. */
export function millisFromNanos(value: Nanos): Millis {
  return (Number(value / 1_000n) / 1_000) as Millis;
}

/** The decimal string that JSON carries. */
export function nanosText(value: Nanos): NanosText {
  return value.toString() as NanosText;
}

/** The exact instant again. Throws on anything but a decimal integer. */
export function nanosFromText(text: NanosText): Nanos {
  return BigInt(text) as Nanos;
}
