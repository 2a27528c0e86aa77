/**
 * What a person may run on the embedded engine. Its readonly mode refuses changes and table functions, but three things
 * slip through, each tried: INTO OUTFILE writes a file, the scalar function file() reads one, and DESCRIBE of a table
 * function reaches out. They are looked for in the engine's own print of the parsed statement, where comments are gone
 * and only string literals can hide a word.
 */
import { BackendError } from '@/lib/model/backend';

const REFUSED: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\boutfile\b/i, 'INTO OUTFILE is not available here: download the result instead.'],
  [/\b(file|catboostEvaluate)\b/i, 'Reading files is not available here, and no column may be called so.'],
  [/\bFORMAT\s+\w+\s*$/i, 'Leave FORMAT out: the result is shown as a table.'],
  [/^\s*(DESCRIBE|DESC)\b[^]*\(/i, 'Only tables can be described here.'],
];

/** Throws BackendError when `printed`, one statement as the engine prints it, is not for people; `executed` is what they typed. */
export function refuseUnsafe(printed: string, executed: string): void {
  const bare = printed.replace(/'(?:[^'\\]|\\[^]|'')*'/g, "''");
  const refuse = (message: string) => {
    throw new BackendError('denied', message, { executed });
  };
  if (!/^[\s(]*(SELECT|WITH|FROM|EXPLAIN|SHOW|DESCRIBE|DESC|EXISTS)\b/i.test(bare)) refuse('Only statements that read are available here.');
  for (const [pattern, message] of REFUSED) if (pattern.test(bare)) refuse(message);
}
