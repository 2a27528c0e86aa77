/**
 * SQL as parts. The `sql` tag binds every value that is put into it; text enters only from the template itself, from
 * another `Sql`, or as an `identifier`. Placeholders get their numbers when it is rendered, so the text is repeatable.
 */
import { assert } from '@/lib/base/assert';

/** What can be bound. A list is of one type; an empty list is one of strings. */
export type Bound = string | number | bigint | boolean | readonly string[] | readonly number[];

export class Sql {
  constructor(readonly parts: readonly (string | { readonly bind: Bound })[]) {}
}

/** `…${value}…`: an Sql enters as text, anything else is bound. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | Bound)[]): Sql {
  const parts: (string | { readonly bind: Bound })[] = [];
  strings.forEach((text, index) => {
    if (text !== '') parts.push(text);
    const value = values[index];
    if (value instanceof Sql) parts.push(...value.parts);
    else if (value !== undefined) parts.push({ bind: value });
  });
  return new Sql(parts);
}

/** The name of a table or column, quoted. */
export function identifier(name: string): Sql {
  return new Sql([`\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``]);
}

/** A number written out, for the few places where the engine takes no placeholder. */
export function decimal(value: number): Sql {
  assert(Number.isFinite(value), 'a number that is written out is finite');
  return new Sql([value.toFixed(6).replace(/\.?0+$/, '')]);
}

/** `list` with `separator` between. */
export function join(list: readonly Sql[], separator: Sql): Sql {
  return new Sql(list.flatMap((each, index) => (index === 0 ? each.parts : [...separator.parts, ...each.parts])));
}

/** The comma between columns. */
export const COMMA = sql`, `;

/** What a statement needs to run: its text and the values of its placeholders by name. */
export interface Statement {
  readonly text: string;
  readonly params: Readonly<Record<string, Bound>>;
}

function typeOf(value: Bound): string {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'number':
      return 'Float64';
    case 'bigint':
      return 'Int64';
    case 'boolean':
      return 'Bool';
    default:
      return value.every((item) => typeof item === 'number') && value.length > 0 ? 'Array(Float64)' : 'Array(String)';
  }
}

/** Text with numbered placeholders such as {p0:String}. */
export function render(query: Sql): Statement {
  const params: Record<string, Bound> = {};
  const text = query.parts.map((part) => {
    if (typeof part === 'string') return part;
    const name = `p${Object.keys(params).length}`;
    params[name] = part.bind;
    return `{${name}:${typeOf(part.bind)}}`;
  });
  return { text: text.join(''), params };
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

function literal(value: Bound): string {
  if (typeof value === 'string') return `'${value.replace(/[\\'\n\r\t\0]/g, (char) => ESCAPES[char] ?? char)}'`;
  if (typeof value === 'object') return `[${value.map(literal).join(', ')}]`;
  assert(typeof value !== 'number' || Number.isFinite(value), 'a bound number is finite');
  return String(value);
}

/** The same with the values written out: what "show query" shows and a person can run again. Never what Hearth itself runs. */
export function printSql(query: Sql): string {
  return query.parts.map((part) => (typeof part === 'string' ? part : literal(part.bind))).join('');
}
