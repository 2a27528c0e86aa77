/** SQL that a person typed. */
import type { ResultSet, Transport } from '@/lib/backends/clickhouse/transport';
import { nanosFromMillis, type Millis } from '@/lib/base/time';
import type { Answer, CellValue, Column } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { NativeSpec, Query } from '@/lib/model/query';

/** A query that takes longer is ended: people wait for half a minute, not more. */
const MOST_SECONDS = 30;
const MOST_MEMORY = 1_073_741_824;

/** `2026-01-31 10:00:00.123000000` in UTC: how the engine reads an instant that is bound as DateTime64(9). */
function engineTime(at: Millis): string {
  const nanos = nanosFromMillis(at) as bigint;
  const seconds = nanos / 1_000_000_000n;
  const text = new Date(Number(seconds) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  return `${text}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`;
}

/** The engine's type as a column of the model. */
function columnType(type: string): Column['type'] {
  const inner = /^(?:LowCardinality|Nullable|SimpleAggregateFunction)\((?:\w+, )?(.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) return columnType(inner);
  if (/^(U?Int\d+|Float\d+|BFloat16|Decimal)/.test(type)) return 'number';
  if (/^Bool/.test(type)) return 'boolean';
  if (/^(DateTime|Date)/.test(type)) return 'time';
  return /^(Array|Map|Tuple|Nested|JSON|Object|Variant|Dynamic)/.test(type) ? 'json' : 'string';
}

/** 64-bit integers that a number holds exactly become one; wider ones stay text. */
function cell(value: unknown, type: Column['type']): CellValue {
  if (value === null || value === undefined) return null;
  if (type === 'json') return typeof value === 'string' ? value : JSON.stringify(value);
  if (type === 'number' && typeof value === 'string') {
    const number = Number(value);
    return Number.isFinite(number) && (!/^-?\d+$/.test(value) || Number.isSafeInteger(number)) ? number : value;
  }
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

function table({ columns, rows }: ResultSet, limit: number) {
  const typed = columns.map(({ name, type }) => ({ name, type: columnType(type) }));
  return { columns: typed, rows: rows.slice(0, limit).map((row) => typed.map(({ type }, index) => cell(row[index], type))) };
}

/**
 * Runs the text where nothing can be changed or reached from outside the store. `{from:DateTime64(9)}` and
 * `{to:DateTime64(9)}` are the frame's. Throws BackendError; a syntax error says at which character of the typed text.
 */
export async function runNative({ spec, frame }: Query<NativeSpec>, transport: Transport, signal: AbortSignal): Promise<Answer> {
  // The engine wants one statement; people end theirs with a semicolon. Only the end is cut, so positions stay true.
  const text = spec.text.replace(/[\s;]+$/, '');
  if (text === '') throw new BackendError('invalid', 'Write a query.', { executed: spec.text, position: 0 });
  const result = await transport.query(
    text,
    { from: engineTime(frame.range.from), to: engineTime(frame.range.to) },
    {
      signal,
      readonly: true,
      settings: {
        max_execution_time: MOST_SECONDS,
        max_memory_usage: MOST_MEMORY,
        max_result_rows: spec.limit + 1,
        result_overflow_mode: 'break',
      },
    },
  );
  return { kind: 'native', table: table(result, spec.limit), executed: text, partial: result.rows.length > spec.limit };
}
