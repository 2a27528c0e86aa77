/** Filter tree → the text that `parseFilter` reads back as the same tree. */
import type { Field } from '@/lib/model/field';
import type { Filter, Value } from '@/lib/model/filter';
import { BOOLEAN_FIELDS } from '@/lib/model/record-field';

import { fieldName } from '@/lib/query/field-name';
import { printValue, quote } from '@/lib/query/filter-value';

const OPERATORS = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=', contains: 'contains', matches: '~' } as const;
const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_./@-]*$/u;
const PLAIN_WORD = /^[\p{L}\p{N}_][\p{L}\p{N}_./@-]*$/u;
const PLAIN_VARIABLE = /^\w+$/;
/** Words that mean something by themselves. */
const TAKEN = /^(and|or|not|true|false|in|exists|contains|matches|root|entry|error)$/i;
const KEYWORD = /^(and|or|not)$/i;

/** The field's name, in backquotes where it would be read as something else. */
export function printField(field: Field): string {
  const name = fieldName(field);
  return PLAIN_KEY.test(name) && !KEYWORD.test(name) ? name : `\`${name.replace(/[`\\]/g, '\\$&').replace(/\n/g, '\\n')}\``;
}

function printOperand(field: Field, value: Value, ordered = false): string {
  if (typeof value !== 'object') return printValue(field, value, ordered);
  return PLAIN_VARIABLE.test(value.variable) ? `$${value.variable}` : `$\`${value.variable.replace(/[`\\]/g, '\\$&')}\``;
}

function printPart(filter: Filter): string {
  const text = printFilter(filter);
  return (filter.op === 'and' || filter.op === 'or') && filter.of.length > 1 ? `(${text})` : text;
}

/** The text of `filter`, whose values suit their fields; empty for none. An `and` or `or` of one is that one; of nothing it is `true` or `false`. */
export function printFilter(filter: Filter | undefined): string {
  if (!filter) return '';
  switch (filter.op) {
    case 'and':
    case 'or': {
      if (filter.of.length === 0) return filter.op === 'and' ? 'true' : 'false';
      return filter.of.length === 1 ? printFilter(filter.of[0]) : filter.of.map(printPart).join(` ${filter.op} `);
    }
    case 'not': {
      const { of } = filter;
      if (of.op === 'in') return `${printField(of.field)} not in ${printList(of.field, of.values)}`;
      if (of.op === 'exists') return `${printField(of.field)} not exists`;
      if (of.op === 'contains') return `${printField(of.field)} not contains ${printText(of.field, of.value)}`;
      if (of.op === 'matches') return `${printField(of.field)} !~ ${printText(of.field, of.value)}`;
      return `not ${printPart(of)}`;
    }
    case 'eq':
      if (filter.value === true && filter.field.in === 'record' && BOOLEAN_FIELDS.has(filter.field.name)) return printField(filter.field);
      return `${printField(filter.field)} = ${printOperand(filter.field, filter.value)}`;
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `${printField(filter.field)} ${OPERATORS[filter.op]} ${printOperand(filter.field, filter.value, filter.op !== 'ne')}`;
    case 'contains':
    case 'matches':
      return `${printField(filter.field)} ${OPERATORS[filter.op]} ${printText(filter.field, filter.value)}`;
    case 'in':
      return `${printField(filter.field)} in ${printList(filter.field, filter.values)}`;
    case 'exists':
      return `${printField(filter.field)} exists`;
    case 'search':
      return PLAIN_WORD.test(filter.text) && !TAKEN.test(filter.text) ? filter.text : quote(filter.text);
  }
}

function printList(field: Field, values: readonly Value[]): string {
  return `(${values.map((value) => printOperand(field, value)).join(', ')})`;
}

/** Operand of `contains` and `matches`: text in quotes, whatever it looks like. */
function printText(field: Field, value: Value): string {
  return typeof value === 'object' ? printOperand(field, value) : quote(String(value));
}
