/** Reads a regular expression into its parts. */
import { fail, ok, type Result } from '@/lib/base/result';

export type PatternNode =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  | { readonly kind: 'check'; readonly of: 'start' | 'end' | 'boundary' | 'noBoundary' }
  | { readonly kind: 'sequence' | 'either'; readonly of: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number };

/** One character, a class of characters, or what a backslash makes of what follows it. */
const ATOM =
  /\\(?:[pP]\{[^}]*\}|x[\da-f]{2}|u\{[\da-f]+\}|ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|u[\da-f]{4}|c[a-z]|.)|\[(?:\\.|[^\]\\])*\]|[^\\]/isuy;
const QUANTIFIER = /([*+?]|\{(\d+)(,?)(\d*)\})\??/y;
/** Of a group: its look-around, if it is one. */
const GROUP = /\((?:\?(?::|<[^=!>]*>)|(\?<?[=!])|(\?))?/y;

const CHECKS = { '^': 'start', $: 'end', '\\b': 'boundary', '\\B': 'noBoundary' } as const;

class Refused extends Error {}

/** The parts of `text`; the error is a sentence. */
export function readPattern(text: string): Result<PatternNode, string> {
  try {
    new RegExp(text, 'su');
  } catch {
    return fail(`“${text}” is no regular expression.`);
  }
  // what stands there is well-formed from here on: only what cannot be followed is looked for
  try {
    return ok(new Reader(text).alternatives());
  } catch (cause) {
    if (cause instanceof Refused) return fail(cause.message);
    throw cause;
  }
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  /** Up to the end, or to the `)` that is not its own. */
  alternatives(): PatternNode {
    const ways: PatternNode[] = [this.sequence()];
    while (this.text[this.at] === '|') {
      this.at += 1;
      ways.push(this.sequence());
    }
    const [only] = ways;
    return ways.length === 1 && only ? only : { kind: 'either', of: ways };
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') parts.push(this.repeated(this.part()));
    return { kind: 'sequence', of: parts };
  }

  private part(): PatternNode {
    const group = this.take(GROUP);
    if (group) {
      if (group[1]) throw new Refused(`Look-arounds such as ${group[1]} are not understood here: use a second label, or “is not”.`);
      if (group[2]) throw new Refused('Groups with flags, (?…), are not understood here.');
      const inner = this.alternatives();
      this.at += 1;
      return inner;
    }
    const [atom = ''] = this.take(ATOM) ?? [];
    const check = CHECKS[atom as keyof typeof CHECKS];
    if (check) return { kind: 'check', of: check };
    if (/^\\[1-9k]/.test(atom)) throw new Refused(`Back-references such as ${atom} are not understood here: spell out what is meant.`);
    // a plain character is itself; all others mean what they mean to JavaScript, over one character
    if (!/^[\\[.]/.test(atom)) return { kind: 'char', test: (char) => char === atom };
    const one = new RegExp(`^${atom}$`, 'su');
    return { kind: 'char', test: (char) => one.test(char) };
  }

  private repeated(part: PatternNode): PatternNode {
    const [, sign = '', least = '', comma = '', most = ''] = this.take(QUANTIFIER) ?? [];
    if (sign === '') return part;
    if (sign === '*') return { kind: 'repeat', of: part, least: 0, most: Infinity };
    if (sign === '+') return { kind: 'repeat', of: part, least: 1, most: Infinity };
    if (sign === '?') return { kind: 'repeat', of: part, least: 0, most: 1 };
    return { kind: 'repeat', of: part, least: Number(least), most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most) };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }
}
