/** The roll-up behind the service map: calls by who calls whom, in buckets of five minutes. */
import { columns, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { millis, MINUTE, type Millis } from '@/lib/base/time';

/**
 * Length of a bucket. Measured on the demo's nine services, one has about 60 rows; with buckets of a minute there would be five
 * times as many to read for a map of 30 days.
 */
export const BUCKET: Millis = millis(5 * MINUTE);

/** A caller's span is looked for from so long before the bucket on: what waits longer for its answer has no caller on the map. */
export const LOOK_BACK: Millis = millis(10 * MINUTE);

/** What a call set off is looked for until so long after the bucket. */
export const LOOK_AHEAD: Millis = MINUTE;

/** Buckets of durations to a doubling: the middle of one is within 2^(1/64) − 1 = 1.1 % of each value in it. */
export const DURATIONS_PER_DOUBLING = 32;

/**
 * A bucket is replaced as a whole: only its rows of the highest `Version` (ns since 1970) count, whichever process wrote them and
 * however often. Its row with ToKind `bucket` has in `Calls` how many spans it was made from: another number in the store now
 * says that it is out of date. The row without a caller holds a service's entry spans. `Implied`: a queue's producer known only
 * by the consumer's parent; where the producer itself has told of the queue, it is not counted again.
 */
export const CALLS_TABLE: TableDefinition = {
  name: 'hearth_calls',
  signal: 'traces',
  columns: columns(`
    Bucket DateTime CODEC(Delta, ZSTD(1))
    Environment LowCardinality(String) CODEC(ZSTD(1))
    FromKind LowCardinality(String) CODEC(ZSTD(1))
    FromName LowCardinality(String) CODEC(ZSTD(1))
    ToKind LowCardinality(String) CODEC(ZSTD(1))
    ToName String CODEC(ZSTD(1))
    System LowCardinality(String) CODEC(ZSTD(1))
    Implied UInt8 CODEC(ZSTD(1))
    Calls UInt64 CODEC(T64, ZSTD(1))
    Errors UInt64 CODEC(T64, ZSTD(1))
    DurationBuckets Array(Int32) CODEC(Delta, ZSTD(1))
    DurationCounts Array(UInt64) CODEC(T64, ZSTD(1))
    Version UInt64 CODEC(Delta, ZSTD(1))
  `),
  added: [],
  indexes: [],
  engine: 'ReplacingMergeTree(Version)',
  partitionBy: 'toDate(Bucket)',
  orderBy: '(Bucket, FromKind, FromName, ToKind, ToName, System, Environment, Implied)',
  expires: 'Bucket',
};
