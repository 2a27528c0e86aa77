/**
 * What a person may run on the embedded engine. Its readonly mode refuses changes and table functions, but some things
 * slip through, each tried: INTO OUTFILE writes a file, the scalar function file() reads one, DESCRIBE of a table
 * function reaches out, and system.stack_trace can hang. They are looked for in the engine's own print of the parsed statement, where comments are gone
 * and only string literals can hide a word.
 */
import { BackendError } from '@/lib/model/backend';

const REFUSED: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\boutfile\b/i, 'INTO OUTFILE is not available here: download the result instead.'],
  [/\b(file|catboostEvaluate)\b/i, 'Reading files is not available here, and no column may be called so.'],
  [/\b(merge|loop)\s*\(/i, 'merge() and loop() are not available here: name the tables.'],
  [/\bFORMAT\s+\w+\s*$/i, 'Leave FORMAT out: the result is shown as a table.'],
  [/^\s*(DESCRIBE|DESC)\b[^]*\(/i, 'Only tables can be described here.'],
];

/**
 * The engine's own tables that people may read. Of the others some tell paths and settings of the process, and one stops
 * every thread to look at it (stack_trace), at times for good.
 */
const SYSTEM_TABLES: ReadonlySet<string> = new Set([
  ...['one', 'numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'databases', 'tables', 'columns', 'parts', 'parts_columns', 'projections'],
  ...['data_skipping_indices', 'functions', 'table_functions', 'aggregate_function_combinators', 'data_type_families', 'time_zones'],
  ...['settings', 'formats', 'processes', 'merges', 'metrics', 'events', 'asynchronous_metrics'],
]);

const SYSTEM_TABLE = /(?<![\w`".])[`"]?system[`"]?\s*\.\s*[`"]?(\w+)/gi;

/** A literal, or a quoted name: what looks like a literal's beginning within a name is none. */
const QUOTED = /'(?:[^'\\]|\\[^]|'')*'|`(?:[^`\\]|\\[^]|``)*`|"(?:[^"\\]|\\[^]|"")*"/g;

/** Throws BackendError when `printed`, one statement as the engine prints it, is not for people; `executed` is what they typed. */
export function refuseUnsafe(printed: string, executed: string): void {
  const bare = printed.replace(QUOTED, (quoted) => (quoted.startsWith("'") ? "''" : quoted));
  const refuse = (message: string) => {
    throw new BackendError('denied', message, { executed });
  };
  if (!/^[\s(]*(SELECT|WITH|FROM|EXPLAIN|SHOW|DESCRIBE|DESC|EXISTS)\b/i.test(bare)) refuse('Only statements that read are available here.');
  for (const [pattern, message] of REFUSED) if (pattern.test(bare)) refuse(message);
  for (const [, table = ''] of bare.matchAll(SYSTEM_TABLE)) {
    if (!SYSTEM_TABLES.has(table)) refuse(`system.${table} is not for people to read here.`);
  }
}
