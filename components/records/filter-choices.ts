/** What a filter bar offers to complete, from what is being typed and what the store has suggested. */
import type { Suggest, Suggestion } from '@/lib/model/backend';

import type { Field } from '@/lib/model/field';
import { BOOLEAN_FIELDS, type RecordField } from '@/lib/model/record-field';
import { FILTER_OPERATORS, type Completion } from '@/lib/query/complete-filter';
import { FIELD_NAMES, fieldFromName, fieldName } from '@/lib/query/field-name';
import { printValue, valueKind } from '@/lib/query/filter-value';
import { printField } from '@/lib/query/print-filter';
import { hasField } from '@/lib/query/signal-fields';

export interface Choice {
  /** What is shown. */
  readonly text: string;
  /** What takes the place of what was typed. */
  readonly insert: string;
  /** What it means, or how often it is there. */
  readonly note: string;
}

/** Choices shown at most. */
const MOST = 12;

type Signal = Suggest['signal'];

/** Fields that are not offered: the page's own window asks for the time, and nobody filters by what a metric measures. */
const UNASKED = new Set<RecordField>(['time', 'value', 'count', 'sum']);

/** What to offer at the caret: fields and keys, operators, or values. Those that begin with what was typed come first. */
export function choicesFor(signal: Signal, completion: Completion, suggested: readonly Suggestion[]): Choice[] {
  const typed = completion.prefix.toLowerCase();
  const fits = ({ text }: { text: string }): boolean => text.toLowerCase().includes(typed) && text !== completion.prefix;
  const begins = ({ text }: { text: string }): number => (text.toLowerCase().startsWith(typed) ? 0 : 1);
  return allChoices(signal, completion, suggested)
    .filter(fits)
    .sort((a, b) => begins(a) - begins(b))
    .slice(0, MOST);
}

function allChoices(signal: Signal, completion: Completion, suggested: readonly Suggestion[]): Choice[] {
  if (completion.kind === 'operator') return FILTER_OPERATORS.map(({ text, says }) => ({ text, insert: `${text} `, note: says }));
  if (completion.kind === 'value')
    return suggested.map((one) => ({ text: one.text, insert: valueText(completion.field, one.text), note: countNote(one) }));
  const known: Choice[] = FIELD_NAMES.filter(({ field }) => hasField(signal, field) && !UNASKED.has(field)).map(({ name, field }) => ({
    text: name,
    insert: `${name} `,
    note: BOOLEAN_FIELDS.has(field) ? 'is true' : '',
  }));
  const names = new Set(known.map((choice) => choice.text));
  const keys = suggested.flatMap((one): Choice[] => {
    const field = keyField(one);
    const name = fieldName(field);
    if (names.has(name)) return [];
    names.add(name);
    return [{ text: name, insert: `${printField(field)} `, note: countNote(one) }];
  });
  return [...known, ...keys];
}

/** A key may be a record's field under another name: then it is asked by that. */
function keyField({ text, in: home }: Suggestion): Field {
  const known = fieldFromName(text);
  return known.in === 'record' || home === undefined ? known : { in: home, key: text };
}

/** Numbers, durations and names such as `error` are written bare; text as it has to be. */
function valueText(field: Field, text: string): string {
  return `${valueKind(field) === 'text' ? printValue(field, text, false) : text} `;
}

function countNote({ count }: Suggestion): string {
  return count === undefined ? '' : new Intl.NumberFormat('en', { notation: 'compact' }).format(count);
}
