/** Buckets of exponential histograms as whole numbers, so that those of all points can be added up by number. */
import { sql, type Sql } from '@/lib/sql/sql';

/** A bucket's index and side in one number: index · 4 + side. */
export const CODES = { negative: 0, zero: 1, positive: 2 } as const;

// without a lambda, in which the engine would not know what its projection holds
const coded = (offset: Sql, counts: Sql, side: number) => {
  const first = sql`toInt64(${offset}) * 4 + ${BigInt(side)}`;
  return sql`range(${first}, ${first} + toInt64(length(${counts})) * 4, 4)`;
};

/** The codes of a point's buckets, at its own scale, and how many each holds: two lists of the same length. */
export const POINT_CODES = sql`arrayConcat(${coded(sql`NegativeOffset`, sql`NegativeBucketCounts`, CODES.negative)}, [toInt64(${BigInt(CODES.zero)})], ${coded(sql`PositiveOffset`, sql`PositiveBucketCounts`, CODES.positive)})`;
export const POINT_COUNTS = sql`arrayConcat(NegativeBucketCounts, [ZeroCount], PositiveBucketCounts)`;

/** What a sender may claim as scale is not bounded; the engine can move a number by 63 places at most. */
const MOST_PLACES = 60n;

/** `codes` of the column `Scale` at a smaller one, where 2^(Scale − smaller) neighbours are one. */
export function codesAt(scale: number, codes: Sql): Sql {
  return sql`arrayMap(code -> bitShiftRight(code, 2 + least(Scale - ${BigInt(scale)}, ${MOST_PLACES})) * 4 + bitAnd(code, 3), ${codes})`;
}
