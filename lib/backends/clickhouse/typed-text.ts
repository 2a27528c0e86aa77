/**
 * What a person may run. The engine's readonly mode refuses changes and most table functions, but much slips through, each
 * tried: SETTINGS within a subquery lifts it (and with it url() reaches out, and eval() runs what a text says), INTO OUTFILE
 * writes a file, the scalar function file() reads one, DESCRIBE of a table function reaches out, generateRandom() can't be
 * ended, and system.stack_trace can hang. So these are refused by name, in the engine's own print of the parsed statement:
 * comments are gone, keywords are in capitals, and only literals can hide a word.
 *
 * Why not by grants: the embedded engine's one user may make no other. Why not by EXPLAIN AST: that tree leaves names out,
 * such as the function of APPLY, and a setting's; the print leaves nothing out, since servers send it to each other to run.
 */
import { BackendError } from '@/lib/model/backend';

const REFUSED: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\boutfile\b/i, 'INTO OUTFILE is not available here: download the result instead.'],
  [/\b(file|catboostEvaluate)\b/i, 'Reading files is not available here, and no column may be called so.'],
  [/\bSETTINGS\s+[`"]?\w+[`"]?\s*=/, 'SETTINGS are not available here.'],
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

/** Table functions that only make rows. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['numbers', 'numbers_mt', 'primes', 'generateseries', 'generate_series', 'values', 'null'],
]);

/** Asks the engine for its table functions, in lower case. Those whose name a plain function has too can't be told from it: of them only file() does harm. */
export const TABLE_FUNCTIONS_ASKED =
  'SELECT lower(name) FROM system.table_functions WHERE lower(name) NOT IN (SELECT lower(name) FROM system.functions)';

/** Asks for the print of `{text:String}`. */
export const PRINT_ASKED = 'SELECT formatQuery({text:String})';

const CALLED = /(\w+)[`"]?\s*\(/g;

const SYSTEM_TABLE = /(?<![\w`".])[`"]?system[`"]?\s*\.\s*[`"]?(\w+)/gi;

/** A literal, or a quoted name: what looks like a literal's beginning within a name is none. */
const QUOTED = /'(?:[^'\\]|\\[^]|'')*'|`(?:[^`\\]|\\[^]|``)*`|"(?:[^"\\]|\\[^]|"")*"/g;

/**
 * Throws BackendError when `printed`, one statement as the engine prints it, is not for people; `executed` is what they typed.
 * `tableFunctions` are all that the engine has, so that a new one is refused until it is known to do no harm.
 */
export function refuseUnsafe(printed: string, executed: string, tableFunctions: ReadonlySet<string>): void {
  const bare = printed.replace(QUOTED, (quoted) => (quoted.startsWith("'") ? "''" : quoted));
  const refuse = (message: string) => {
    throw new BackendError('denied', message, { executed });
  };
  if (!/^[\s(]*(SELECT|WITH|FROM|EXPLAIN|SHOW|DESCRIBE|DESC|EXISTS)\b/i.test(bare)) refuse('Only statements that read are available here.');
  for (const [pattern, message] of REFUSED) if (pattern.test(bare)) refuse(message);
  for (const [, called = ''] of bare.matchAll(CALLED)) {
    const name = called.toLowerCase();
    if (tableFunctions.has(name) && !TABLE_FUNCTIONS.has(name))
      refuse(`The table function ${called} is not available here: name the tables.`);
  }
  for (const [, table = ''] of bare.matchAll(SYSTEM_TABLE)) {
    if (!SYSTEM_TABLES.has(table)) refuse(`system.${table} is not for people to read here.`);
  }
}
