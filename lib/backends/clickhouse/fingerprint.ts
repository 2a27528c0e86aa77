/** What exceptions of one kind have in common: their type, and their message without what differs from one to the next. */
import { sql, type Sql } from '@/lib/sql/sql';

/** Characters of a message that count, and of a type. */
const MESSAGE_LENGTH = 300n;
const TYPE_LENGTH = 100n;

/** Exceptions about the program's own names: what they quote is the same each time, and says what is wrong. */
const ABOUT_NAMES = String.raw`(^|[.:])(Key|Attribute|Name|UnboundLocal|Type|Import|ModuleNotFound|Reference|Integrity|NoSuchMethod|NoSuchField)(Error|Exception)$|(Violation|ClassNotFoundException)$`;

/** A quote opens only where no word ends, or else “can't” would. */
const QUOTED = String.raw`(^|[^A-Za-z0-9])(?:'[^']*'|"[^"]*"|` + '`[^`]*`' + String.raw`|“[^”]*”|«[^»]*»)`;

/** What is taken out, in this order. `\1` is what stood before it. */
const DIFFERING: readonly (readonly [pattern: string, instead: string])[] = [
  // e-mail addresses
  [String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`, '#'],
  // UUIDs
  [String.raw`[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}`, '#'],
  // ids and addresses in hexadecimal
  [String.raw`(^|[^A-Za-z0-9])(?:0[xX])?[0-9a-fA-F]{8,}`, String.raw`\1#`],
  // numbers, also with a unit, and ids that begin with a digit or have letters between digits; S3, UTF8 and K8s stay
  [String.raw`(^|[^A-Za-z0-9])(?:[0-9][A-Za-z0-9]*|[A-Za-z]+[0-9]+[A-Za-z]+[0-9][A-Za-z0-9]*)`, String.raw`\1#`],
  // names that end in a number
  [String.raw`([A-Za-z]{4})[0-9]+`, String.raw`\1#`],
  [String.raw`([A-Za-z])[0-9]{2,}`, String.raw`\1#`],
  // times, addresses, versions and decimals are one each
  [String.raw`#(?:[-.,:/_+]#)+`, '#'],
  [String.raw`\s+`, ' '],
];

/**
 * The group of an exception, as a person reads it, e.g. `TimeoutError: no answer from # after # s`; '' for one without type and
 * message. Of the message, only the first line counts: what follows are details.
 */
export function fingerprint(type: Sql, message: Sql): Sql {
  const line = sql`substringUTF8(extract(${message}, ${String.raw`\S[^\r\n]*`}), 1, ${MESSAGE_LENGTH})`;
  const unquoted = sql`if(match(${type}, ${ABOUT_NAMES}), ${line}, replaceRegexpAll(${line}, ${QUOTED}, ${String.raw`\1#`}))`;
  const same = DIFFERING.reduce((text, [pattern, instead]) => sql`replaceRegexpAll(${text}, ${pattern}, ${instead})`, unquoted);
  return sql`replaceRegexpAll(concat(substringUTF8(${type}, 1, ${TYPE_LENGTH}), ': ', ${same}), ${'^: |[: ]+$'}, '')`;
}
