/** How statements reach the engine: in this process (chDB) or over HTTP (a ClickHouse server). The SQL is the same. */

export interface ResultColumn {
  readonly name: string;
  /** The engine's type, e.g. `LowCardinality(String)`. */
  readonly type: string;
}

/** 64-bit integers come as decimal strings, times as `2026-01-31 10:00:00.123456789` (UTC), NaN and ∞ as null. */
export interface ResultSet {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

export type SettingValue = string | number | boolean;

export interface QueryOptions {
  readonly signal: AbortSignal;
  /** For text that a person typed: nothing can be changed or read from outside the store, and limits hold. */
  readonly readonly?: boolean;
  /** Engine settings for this statement alone, e.g. `max_execution_time` (s). Kept limits can't be raised with `readonly`. */
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** It belongs to a stream that is being read, and waits for no place of its own: else streams that wait for such queries would stand in their way. */
  readonly alongside?: boolean;
}

/** Bound to `{name:Type}` placeholders. Arrays bind to `Array(…)`; a bigint and a decimal string fit 64-bit integers. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Every method throws BackendError for what can go wrong outside this code. */
export interface Transport {
  /** Runs a statement that returns rows. */
  query(text: string, parameters: Parameters, options: QueryOptions): Promise<ResultSet>;
  /** The same as bytes in the engine's Native format (see native-read.ts), as it makes them; leaving the loop ends the query. */
  stream(text: string, parameters: Parameters, options: QueryOptions): AsyncIterable<Uint8Array>;
  /** Runs a statement that returns nothing (DDL and the like). */
  command(text: string, parameters?: Parameters): Promise<void>;
  /** Inserts one block in the engine's Native format as one part per partition. `table` is a plain name. */
  insert(table: string, columns: readonly string[], block: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
