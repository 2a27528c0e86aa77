import { assert } from '@/lib/base/assert';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
};

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r\0\b\f]/g, (found) => ESCAPES[found] ?? found);
}

function nested(value: unknown): string {
  if (typeof value === 'string') return `'${escaped(value).replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(nested).join(',')}]`;
  assert(['number', 'bigint', 'boolean'].includes(typeof value), `a bound value is a scalar or a list, not ${typeof value}`);
  return String(value);
}

/** `value` as the engine reads the value of a `{name:Type}` placeholder: a bare string is escaped, one in a list also quoted. */
export function parameterText(value: unknown): string {
  return typeof value === 'string' ? escaped(value) : nested(value);
}
