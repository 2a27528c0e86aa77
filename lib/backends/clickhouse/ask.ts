/** Runs compiled SQL. */
import type { QueryOptions, ResultSet, Transport } from '@/lib/backends/clickhouse/transport';
import { BackendError, isBackendError } from '@/lib/model/backend';
import { printSql, render, type Sql } from '@/lib/sql/sql';

/** Asks the engine; the error of a failure carries the text with its values, as a person can read and run it. */
export type Ask = (query: Sql) => Promise<ResultSet['rows']>;

/** An `Ask` over `transport` that ends with `signal`; `settings` of the engine go with every query. Throws BackendError. */
export function createAsk(transport: Transport, signal: AbortSignal, settings: QueryOptions['settings'] = {}): Ask {
  return async (query) => {
    const { text, params } = render(query);
    try {
      return (await transport.query(text, params, { signal, settings: { max_execution_time: 30, ...settings } })).rows;
    } catch (error) {
      if (!isBackendError(error)) throw error;
      throw new BackendError(error.fault, error.message, { executed: printSql(query), cause: error });
    }
  };
}

/** A figure: the engine writes 64-bit integers as text, and what is no number as null. */
export function figure(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
