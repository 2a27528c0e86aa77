/** What a filter can compare of a record: the store's `Operand` (lib/sql/dialect.ts) with functions in place of SQL. */
import { numberOf } from '@/lib/live/number-text';
import type { Attribute } from '@/lib/model/attribute';

/** How the values of a field compare. */
export type OperandKind = 'text' | 'number' | 'boolean' | 'list';

export interface Operand<R> {
  readonly kind: OperandKind;
  /** '' where the field is missing. */
  text(record: R): string;
  /** undefined where there is none. */
  number(record: R): number | undefined;
  present(record: R): boolean;
  /** A list itself; undefined for all other kinds. */
  list?(record: R): readonly string[];
}

/** A text; '' is one that is missing. */
export function text<R>(value: (record: R) => string): Operand<R> {
  return { kind: 'text', text: value, number: (record) => numberOf(value(record)), present: (record) => value(record) !== '' };
}

/** A number; undefined is one that is missing. */
export function number<R>(value: (record: R) => number | undefined): Operand<R> {
  return {
    kind: 'number',
    text: (record) => String(value(record) ?? ''),
    number: value,
    present: (record) => value(record) !== undefined,
  };
}

/** A text that is read as a number. */
export function parsed<R>(value: (record: R) => string): Operand<R> {
  return { ...text(value), kind: 'number' };
}

/** True or false, and never missing. */
export function boolean<R>(value: (record: R) => boolean): Operand<R> {
  return { kind: 'boolean', text: (record) => String(value(record)), number: (record) => Number(value(record)), present: () => true };
}

/** Texts; none at all is a list that is missing. */
export function list<R>(value: (record: R) => readonly string[]): Operand<R> {
  return {
    kind: 'list',
    text: (record) => value(record).join(','),
    number: () => undefined,
    present: (record) => value(record).length > 0,
    list: value,
  };
}

/** A field that no such record has. */
export const MISSING: Operand<unknown> = { kind: 'text', text: () => '', number: () => undefined, present: () => false };

/** The value under `key`; a key may be there with an empty value. */
export function attribute<R>(of: (record: R) => readonly Attribute[], key: string): Operand<R> {
  return { ...text((record) => valueOf(of(record), key)), present: (record) => of(record).some((each) => each.key === key) };
}

/** The first value under `key`, '' where there is none. */
export function valueOf(attributes: readonly Attribute[], key: string): string {
  for (const attribute of attributes) if (attribute.key === key) return attribute.text;
  return '';
}
