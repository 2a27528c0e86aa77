/** Lengths of time as they are typed into a field: 5 min, 1 h 30 min, 2 days. */
import { printAmount } from '@/lib/alerts/amount-text';
import { parseLength } from '@/lib/alerts/length-text';
import { DAY, SECOND, type Millis } from '@/lib/base/time';
import { fail, ok, type Result } from '@/lib/base/result';

/** The bounds that a length has to keep to. */
export interface LengthBounds {
  readonly least: Millis;
  readonly most: Millis;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\band\b|[\s\u00a0]+/g, ''],
  [/seconds?|secs?/g, 's'],
  [/minutes?|mins?/g, 'm'],
  [/hours?|hrs?/g, 'h'],
  [/days?/g, 'd'],
];

/** `5 min`, `90 s`, `7 d`, `0 s`: what a field shows, and `readLength` reads back. */
export function showLength(length: Millis): string {
  if (length === 0) return '0 s';
  return length % DAY === 0 ? `${length / DAY} d` : printAmount(length, 'milliseconds');
}

/** The length that `text` means: whole seconds within `bounds`. The error is a sentence. */
export function readLength(text: string, { least, most }: LengthBounds): Result<Millis, string> {
  const typed = text.trim();
  if (typed === '') return fail('Write how long, such as 5 min.');
  const plain = WORDS.reduce((all, [word, short]) => all.replace(word, short), typed.toLowerCase());
  if (/^\d+(\.\d+)?$/.test(plain) && Number(plain) > 0) return fail(`Write it with its unit: ${plain} min.`);
  const length = parseLength(plain);
  if (length === undefined) return fail(`“${typed}” is no length of time: write it like 5 min, 30 s or 1 h.`);
  if (length % SECOND !== 0) return fail('Whole seconds, please.');
  if (length < least) return fail(`At least ${showLength(least)}.`);
  return length > most ? fail(`At most ${showLength(most)}.`) : ok(length);
}
