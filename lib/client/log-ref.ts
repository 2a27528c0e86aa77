/** A log in the address: `<time>-<id>`. */
import { createParser } from 'nuqs';
import type { NanosText } from '@/lib/base/time';
import type { LogRef } from '@/lib/model/log';

const REF = /^(\d{1,19})-(\d{1,20})$/;

/** Undefined for text that names no log. */
export function parseLogRef(text: string): LogRef | undefined {
  const [, time, id] = REF.exec(text) ?? [];
  return time === undefined || id === undefined ? undefined : { time: time as NanosText, id };
}

/** Text that `parseLogRef` reads back. */
export function printLogRef({ time, id }: LogRef): string {
  return `${time}-${id}`;
}

/** The same for the address's parameter. */
export const parseAsLogRef = createParser<LogRef>({
  parse: (text) => parseLogRef(text) ?? null,
  serialize: printLogRef,
  eq: (one, other) => printLogRef(one) === printLogRef(other),
});
