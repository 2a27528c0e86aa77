/** The lines around a log, from what was before it and what was after. */
import type { Answer, LogRow } from '@/lib/model/answer';
import type { LogRef } from '@/lib/model/log';

const logsOf = (answer: Answer): LogRow[] =>
  answer.kind === 'rows' ? answer.rows.filter((row): row is LogRow => row.signal === 'logs') : [];

/** By time, then by id: the order in which two logs of one nanosecond are listed is always the same. */
function inOrder(one: LogRef, other: LogRef): number {
  const [a, b] = [BigInt(one.time), BigInt(other.time)];
  if (a !== b) return a < b ? -1 : 1;
  const [first, second] = [BigInt(one.id), BigInt(other.id)];
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Oldest first: up to `lines` on either side of the log, each once; both answers may have the log itself. */
export function contextLines(before: Answer, after: Answer, log: LogRef, lines: number): LogRow[] {
  const byRef = new Map([...logsOf(before), ...logsOf(after)].map((row) => [`${row.time} ${row.id}`, row]));
  const rows = [...byRef.values()].sort(inOrder);
  const at = rows.findIndex((row) => inOrder(row, log) >= 0);
  const middle = at === -1 ? rows.length : at;
  return rows.slice(Math.max(0, middle - lines), middle + lines + 1);
}
