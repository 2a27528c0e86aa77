/** Texts as numbers, exactly as the store reads them: ClickHouse's toFloat64OrNull and toUInt16OrZero. */

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const NOT_A_NUMBER = /^[+-]?nan$/i;
const WHOLE = /^\+?\d+$/;

/** The number that `text` is; undefined where it is none. Neither spaces around it nor other notations than the decimal one are one. */
export function numberOf(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? Number.NaN : undefined;
}

/** The whole number below 65 536 that `text` is; 0 where it is none. */
export function smallNumberOf(text: string): number {
  const value = WHOLE.test(text) ? Number(text) : 0;
  return value <= 65_535 ? value : 0;
}
