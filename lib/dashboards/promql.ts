/** Reads the part of PromQL that dashboards mostly use, as a tree. What it cannot read it refuses, and guesses nothing. */

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type PromExpression =
  | { readonly kind: 'selector'; readonly metric: string; readonly matchers: readonly Matcher[]; readonly over?: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly PromExpression[]; readonly by?: readonly string[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'pair'; readonly op: '+' | '-' | '*' | '/'; readonly left: PromExpression; readonly right: PromExpression };

/** Thrown inside and answered as undefined: the text is beyond what is read here. */
class Unread extends Error {}

const TOKEN = /\s*(?:([a-zA-Z_:][\w:.]*)|(\d+(?:\.\d+)?)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(\[[^\]]*\])|(=~|!~|!=|[(){},=+\-*/]))/y;

type Token = { readonly kind: 'word' | 'number' | 'text' | 'range' | 'sign'; readonly text: string };
const KINDS = ['word', 'number', 'text', 'range', 'sign'] as const;

/** A longer query is nobody's own, and its tree could be deeper than a call for each level comes back from. */
const MOST_TOKENS = 1_000;

function tokens(query: string): Token[] {
  const found: Token[] = [];
  const text = query.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const match = TOKEN.exec(text);
    if (!match) throw new Unread();
    const group = match.slice(1).findIndex((part) => part !== undefined);
    const kind = KINDS[group];
    const part = match[group + 1];
    if (kind === undefined || part === undefined) throw new Unread();
    found.push({ kind, text: part });
    if (found.length > MOST_TOKENS) throw new Unread();
  }
  return found;
}

/** `query` as a tree; undefined when it is, or has, something that this does not know. */
export function parsePromql(query: string): PromExpression | undefined {
  try {
    const reader = new Reader(tokens(query));
    const expression = reader.sum();
    return reader.ended() ? expression : undefined;
  } catch (cause) {
    if (cause instanceof Unread) return undefined;
    throw cause;
  }
}

class Reader {
  #at = 0;
  constructor(private readonly list: readonly Token[]) {}

  ended(): boolean {
    return this.#at === this.list.length;
  }

  #peek(): Token | undefined {
    return this.list[this.#at];
  }

  #take(kind: Token['kind'], text?: string): string {
    const token = this.#peek();
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) throw new Unread();
    this.#at += 1;
    return token.text;
  }

  #takeSign(...signs: string[]): string | undefined {
    const token = this.#peek();
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.#at += 1;
    return token.text;
  }

  sum(): PromExpression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#operand()));
  }

  #chain(signs: ('+' | '-' | '*' | '/')[], next: () => PromExpression): PromExpression {
    let left = next();
    for (;;) {
      const op = signs.find((sign) => this.#takeSign(sign) !== undefined);
      if (op === undefined) return left;
      left = { kind: 'pair', op, left, right: next() };
    }
  }

  #operand(): PromExpression {
    if (this.#takeSign('(') !== undefined) {
      const inner = this.sum();
      this.#take('sign', ')');
      return inner;
    }
    const token = this.#peek();
    if (token?.kind === 'number') return { kind: 'number', value: Number(this.#take('number')) };
    const word = this.#take('word');
    const after = this.#peek();
    if (after?.text === '(' || after?.text === 'by') return this.#call(word);
    const matchers = this.#takeSign('{') === undefined ? [] : this.#matchers();
    const over = this.#peek()?.kind === 'range' ? { over: this.#take('range').slice(1, -1) } : {};
    return { kind: 'selector', metric: word, matchers, ...over };
  }

  /** `sum by (a) (x)`, `sum(x) by (a)`, `rate(x[5m])`. */
  #call(name: string): PromExpression {
    let by = this.#by();
    this.#take('sign', '(');
    const args: PromExpression[] = [];
    while (this.#takeSign(')') === undefined) {
      args.push(this.sum());
      if (this.#takeSign(',') === undefined && this.#peek()?.text !== ')') throw new Unread();
    }
    by ??= this.#by();
    return { kind: 'call', name, args, ...(by ? { by } : {}) };
  }

  #by(): string[] | undefined {
    if (this.#peek()?.text !== 'by') return undefined;
    this.#take('word', 'by');
    this.#take('sign', '(');
    const labels: string[] = [];
    while (this.#takeSign(')') === undefined) {
      labels.push(this.#take('word'));
      this.#takeSign(',');
    }
    return labels;
  }

  #matchers(): Matcher[] {
    const matchers: Matcher[] = [];
    while (this.#takeSign('}') === undefined) {
      const label = this.#take('word');
      const op = (['=', '!=', '=~', '!~'] as const).find((sign) => this.#takeSign(sign) !== undefined);
      if (op === undefined) throw new Unread();
      matchers.push({ label, op, value: unquoted(this.#take('text')) });
      this.#takeSign(',');
    }
    return matchers;
  }
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}
