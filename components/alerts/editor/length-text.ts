/** Lengths of time as people type them: 5 min, 1 h 30 min, 2 days. */
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { fail, ok, type Result } from '@/lib/base/result';

const UNITS = [
  { size: DAY, names: ['d', 'day', 'days'] },
  { size: HOUR, names: ['h', 'hour', 'hours'] },
  { size: MINUTE, names: ['min', 'm', 'minute', 'minutes'] },
  { size: SECOND, names: ['s', 'sec', 'second', 'seconds'] },
] as const;

/** `5 min`, `1 h 30 min`, `30 s`; 0 is `0 s`. Exact to the second, which is as fine as rules are set. */
export function printLength(length: Millis): string {
  let left = Math.round(length / SECOND) * SECOND;
  const parts: string[] = [];
  for (const { size, names } of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${names[0]}`);
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** The bounds that a length has to keep to. */
export interface LengthBounds {
  readonly least: Millis;
  readonly most: Millis;
}

const PART = /(\d+(?:\.\d+)?)[ \u00a0]*([a-z]+)[ \u00a0]*/giy;

/** The length that `text` means, whole seconds within `bounds`. The error is a sentence. */
export function parseLength(text: string, { least, most }: LengthBounds): Result<Millis, string> {
  const plain = text.trim();
  if (plain === '') return fail('Write how long, such as 5 min.');
  let total = 0;
  if (plain !== '0') {
    PART.lastIndex = 0;
    while (PART.lastIndex < plain.length) {
      const [, figure, name = ''] = PART.exec(plain) ?? [];
      if (figure === undefined) return fail(/^\d+(\.\d+)?$/.test(plain) ? `Write it with its unit: ${plain} min.` : refusal(plain));
      const unit = UNITS.find(({ names }) => (names as readonly string[]).includes(name.toLowerCase()));
      if (!unit) return fail(refusal(plain));
      total += Number(figure) * unit.size;
    }
  }
  if (total % SECOND !== 0) return fail('Whole seconds, please.');
  if (total < least) return fail(`At least ${printLength(least)}.`);
  return total > most ? fail(`At most ${printLength(most)}.`) : ok(millis(total));
}

function refusal(text: string): string {
  return `“${text}” is no length of time. Write it like 5 min, 30 s or 1 h.`;
}
