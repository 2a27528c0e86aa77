/** Filter text → Filter tree. Grammar in one line: `or` < `and` (also by juxtaposition) < `not` < condition, flag, word or (…). */
import { fail, ok, type Result } from '@/lib/base/result';

import type { Field } from '@/lib/model/field';
import type { Filter, Value } from '@/lib/model/filter';
import { BOOLEAN_FIELDS, record } from '@/lib/model/record-field';
import { fieldFromName } from '@/lib/query/field-name';
import { scanFilter, type Token } from '@/lib/query/filter-tokens';
import { readValue, valueKind } from '@/lib/query/filter-value';

/** What is wrong, as a sentence, and where: characters from 0 into the text. */
export interface FilterError {
  readonly message: string;
  readonly position: number;
  readonly length: number;
}

class Refused extends Error {
  constructor(readonly error: FilterError) {
    super(error.message);
  }
}

const COMPARISONS = { '=': 'eq', '!=': 'ne', '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' } as const;
const FLAGS: ReadonlySet<string> = BOOLEAN_FIELDS;
/** What a slip of the hand leaves where a value should be: `a == = b`, `a > = 5`. */
const LIKE_OPERATOR = /^=|^(!=|!~|>=?|<=?|~|:)$/;
/** Deeper nesting is refused: nobody types it, and recursion has to end somewhere. */
const DEEPEST = 100;

function isComparison(text: string): text is keyof typeof COMPARISONS {
  return text in COMPARISONS;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly tokens: readonly Token[],
  ) {}

  all(): Filter | undefined {
    if (this.tokens.length === 0) return undefined;
    const filter = this.or();
    const rest = this.peek();
    if (rest) this.refuse(rest.kind === 'close' ? 'This parenthesis closes nothing.' : `Did not expect “${rest.text}” here.`, rest);
    return filter;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private take(kind: Token['kind'], text?: string): Token | undefined {
    const token = this.peek();
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) return undefined;
    this.at++;
    return token;
  }

  /** Without a token the error stands at the end of the text. */
  private refuse(message: string, token?: Token): never {
    const position = token?.start ?? this.source.length;
    throw new Refused({ message, position, length: token ? token.end - token.start : 0 });
  }

  private or(): Filter {
    const of = [this.and()];
    while (this.take('keyword', 'or')) of.push(this.and());
    return of.length === 1 && of[0] ? of[0] : { op: 'or', of };
  }

  private and(): Filter {
    const of = [this.not()];
    for (;;) {
      const next = this.peek();
      if (this.take('keyword', 'and')) of.push(this.not());
      else if (!next || next.kind === 'close' || next.text === 'or') break;
      else of.push(this.not());
    }
    return of.length === 1 && of[0] ? of[0] : { op: 'and', of };
  }

  private not(): Filter {
    let denials = 0;
    while (this.take('keyword', 'not')) denials++;
    let filter = this.term();
    for (; denials > 0; denials--) filter = { op: 'not', of: filter };
    return filter;
  }

  private term(): Filter {
    const token = this.peek();
    if (!token) this.refuse(this.at === 0 ? 'Write a condition.' : `Write a condition after “${this.tokens[this.at - 1]?.text}”.`);
    this.at++;
    if (!token.closed) this.refuse('This quote is not closed.', token);
    switch (token.kind) {
      case 'open':
        return this.group(token);
      case 'phrase':
        return { op: 'search', text: token.text };
      case 'key':
        return this.condition(token) ?? this.refuse(`Write an operator after “${token.text}”: =, !=, >, <, contains, in or exists.`, token);
      case 'word':
        return this.condition(token) ?? this.word(token);
      case 'keyword':
        return this.refuse(`“${token.text}” needs a condition before it.`, token);
      case 'operator':
        return this.refuse(`Write a field before “${this.source.slice(token.start, token.end)}”.`, token);
      case 'close':
        return this.refuse('This parenthesis closes nothing, or nothing is inside it.', token);
      case 'comma':
      case 'value':
      case 'quotedValue':
      case 'variable':
        return this.refuse(`Did not expect “${token.text}” here.`, token);
    }
  }

  private group(open: Token): Filter {
    if (++this.depth > DEEPEST) this.refuse('Too many parentheses inside each other.', open);
    const filter = this.or();
    if (!this.take('close')) this.refuse('This parenthesis is not closed.', open);
    this.depth--;
    return filter;
  }

  /** `error`, `root` and `entry` alone are conditions, `true` and `false` match everything and nothing, other words are searched for. */
  private word({ text }: Token): Filter {
    if (text === 'true') return { op: 'and', of: [] };
    if (text === 'false') return { op: 'or', of: [] };
    return FLAGS.has(text)
      ? { op: 'eq', field: record(text as 'error' | 'root' | 'entry' | 'running'), value: true }
      : { op: 'search', text };
  }

  private condition(key: Token): Filter | undefined {
    const operator = this.take('operator');
    if (!operator) return undefined;
    if (key.text === '') this.refuse('Write the name of a field between the backquotes.', key);
    const field = fieldFromName(key.text);
    const denied = operator.text.startsWith('not ');
    const name = denied ? operator.text.slice(4) : operator.text;
    const filter = this.comparison(field, name, operator);
    return denied ? { op: 'not', of: filter } : filter;
  }

  private comparison(field: Field, name: string, operator: Token): Filter {
    if (isComparison(name)) {
      const op = COMPARISONS[name];
      return { op, field, value: this.value(field, op !== 'eq' && op !== 'ne') };
    }
    switch (name) {
      case 'exists':
        return { op: 'exists', field };
      case 'in':
        return { op: 'in', field, values: this.list(field, operator) };
      case 'contains': {
        // `level:error` means equality: part of a number or of a truth value is nothing that anyone looks for.
        const written = this.source.slice(operator.start, operator.end);
        if (written === ':' && !['text', 'status', 'kind'].includes(valueKind(field)))
          return { op: 'eq', field, value: this.value(field, false) };
        return { op: 'contains', field, value: this.text() };
      }
      default:
        return { op: 'matches', field, value: this.text() };
    }
  }

  private raw(): Token {
    const token = this.peek();
    if (!token) this.refuse('Write a value here.');
    if (token.kind !== 'value' && token.kind !== 'quotedValue' && token.kind !== 'variable')
      this.refuse('Write a value before this; put it in quotes if it has such characters.', token);
    if (!token.closed) this.refuse('This quote is not closed.', token);
    if (token.kind === 'value' && LIKE_OPERATOR.test(token.text))
      this.refuse('There is an operator already: write a value, in quotes if it begins like an operator.', token);
    this.at++;
    return token;
  }

  private value(field: Field, ordered: boolean): Value {
    const token = this.raw();
    if (token.kind === 'variable') return { variable: token.text };
    if (token.kind === 'quotedValue') return token.text;
    const value = readValue(field, token.text, ordered);
    return value.ok ? value.value : this.refuse(value.error, token);
  }

  /** The operand of `contains` and `matches` is always text. */
  private text(): Value {
    const token = this.raw();
    return token.kind === 'variable' ? { variable: token.text } : token.text;
  }

  private list(field: Field, operator: Token): Value[] {
    const open = this.take('open') ?? this.refuse('Write the values in parentheses: in (a, b).', operator);
    const values: Value[] = [];
    while (!this.take('close')) {
      if (!this.peek()) this.refuse('This parenthesis is not closed.', open);
      if (values.length > 0 && !this.take('comma')) this.refuse('Write a comma between the values.', this.peek());
      values.push(this.value(field, false));
    }
    return values;
  }
}

/**
 * Reads filter text such as `service.name = "api" and http.response.status_code >= 500 timeout`. Nothing but blanks is no
 * filter (undefined). The first mistake is returned, with its place.
 */
export function parseFilter(text: string): Result<Filter | undefined, FilterError> {
  try {
    return ok(new Parser(text, scanFilter(text).tokens).all());
  } catch (cause) {
    if (cause instanceof Refused) return fail(cause.error);
    throw cause;
  }
}
