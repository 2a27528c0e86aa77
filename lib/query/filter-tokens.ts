/**
 * Splits filter text into tokens. What a character means depends on where it stands (`:` is an operator after a key and
 * a character of a value), so the scanner keeps that place; the parser and the suggestions both read its tokens.
 */

/** Where the scanner stands: before a term, behind a key, before a value, or inside the list of `in (…)`. */
export type Place = 'term' | 'afterKey' | 'value' | 'list';

export interface Token {
  readonly kind: 'word' | 'key' | 'phrase' | 'keyword' | 'operator' | 'value' | 'quotedValue' | 'variable' | 'open' | 'close' | 'comma';
  /** Without quotes and escapes; operators and keywords in their canonical spelling. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** false when a quote was opened and not closed. */
  readonly closed: boolean;
}

const SYMBOLS = ['!=', '!~', '>=', '<=', '==', '=', '>', '<', '~', ':'] as const;
const CANONICAL: Readonly<Record<string, string>> = { '==': '=', ':': 'contains', '~': 'matches', '!~': 'not matches' };
const WORD_OPERATOR = /(not\s+)?(contains|matches|exists|in(?=\s*\())(?![^\s()"',])/iy;
const KEYWORD = /^(and|or|not)$/i;
const TERM_END = /[\s()"`=<>~:]|!(?=[=~])/;
const VALUE_END = /[\s()",]/;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

interface Quoted {
  readonly text: string;
  readonly end: number;
  readonly closed: boolean;
}

function readQuoted(source: string, start: number): Quoted {
  const quote = source[start];
  let text = '';
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === quote) return { text, end: at + 1, closed: true };
    if (char === '\\' && at + 1 < source.length) {
      at++;
      const escaped = source.charAt(at);
      text += ESCAPES[escaped] ?? escaped;
    } else text += char;
  }
  return { text, end: source.length, closed: false };
}

function endOf(source: string, start: number, stop: RegExp): number {
  let end = start;
  while (end < source.length && !stop.test(source.slice(end, end + 2).charAt(0) === '!' ? source.slice(end, end + 2) : source.charAt(end)))
    end++;
  return end;
}

/** All tokens of `source`, and the place where the scanner stands at its end. Never fails: the parser judges. */
export function scanFilter(source: string): { tokens: Token[]; place: Place } {
  const tokens: Token[] = [];
  let place = 'term' as Place;
  let at = 0;
  const push = (kind: Token['kind'], text: string, end: number, next: Place, closed = true) => {
    tokens.push({ kind, text, start: at, end, closed });
    at = end;
    place = next;
  };
  const pushQuoted = (kind: Token['kind'], next: Place) => {
    const { text, end, closed } = readQuoted(source, at);
    push(kind, text, end, next, closed);
  };
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    const where = place;
    if (where === 'afterKey') {
      const symbol = SYMBOLS.find((each) => source.startsWith(each, at));
      WORD_OPERATOR.lastIndex = at;
      const word = symbol ? undefined : WORD_OPERATOR.exec(source);
      if (symbol) push('operator', CANONICAL[symbol] ?? symbol, at + symbol.length, 'value');
      else if (word) {
        const name = word[0].toLowerCase().replace(/\s+/g, ' ');
        push('operator', name, at + word[0].length, /exists$/.test(name) ? 'term' : /in$/.test(name) ? 'list' : 'value');
      } else place = 'term';
    } else if (where === 'term') {
      if (char === '(') push('open', char, at + 1, 'term');
      else if (char === ')') push('close', char, at + 1, 'term');
      else if (char === '"' || char === "'") pushQuoted('phrase', 'term');
      else if (char === '`') pushQuoted('key', 'afterKey');
      else {
        const symbol = SYMBOLS.find((each) => source.startsWith(each, at));
        if (symbol) push('operator', CANONICAL[symbol] ?? symbol, at + symbol.length, 'value');
        else {
          const end = endOf(source, at, TERM_END);
          const word = source.slice(at, end);
          if (KEYWORD.test(word)) push('keyword', word.toLowerCase(), end, 'term');
          else push('word', word, end, 'afterKey');
        }
      }
    } else {
      const after: Place = where === 'list' ? 'list' : 'term';
      if (where === 'list' && char === '(') push('open', char, at + 1, 'list');
      else if (where === 'list' && char === ',') push('comma', char, at + 1, 'list');
      else if (char === ')') push('close', char, at + 1, 'term');
      else if (char === '(') push('open', char, at + 1, 'term');
      else if (char === ',') push('comma', char, at + 1, 'term');
      else if (char === '"' || char === "'") pushQuoted('quotedValue', after);
      else if (char === '$' && /[\w`]/.test(source.charAt(at + 1))) {
        if (source.charAt(at + 1) === '`') {
          const { text, end, closed } = readQuoted(source, at + 1);
          push('variable', text, end, after, closed);
        } else {
          const end = endOf(source, at, VALUE_END);
          push('variable', source.slice(at + 1, end), end, after);
        }
      } else {
        const end = endOf(source, at, VALUE_END);
        push('value', source.slice(at, end), end, after);
      }
    }
  }
  return { tokens, place };
}
