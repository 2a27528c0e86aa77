/**
 * Whether a record that was just stored passes a filter: the same answer that the store would give, without asking it. The
 * other side of lib/sql/compile-filter.ts, held to it by a test that asks both.
 */
import { Fields, type StoredSpan } from '@/lib/live/fields';
import { valueOf, type Operand } from '@/lib/live/operand';
import type { Stored } from '@/lib/live/stored';
import { compareTexts, folded } from '@/lib/live/text';
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar } from '@/lib/model/filter';
import type { LogRecord } from '@/lib/model/telemetry';
import { canonical, numeric, scalar } from '@/lib/query/filter-scalar';

export type Passes = (stored: Stored) => boolean;
type Test<R> = (record: R) => boolean;

/** What differs between spans and logs. */
interface Side<R> {
  operand(field: Field): Operand<R>;
  /** Texts in which free words are looked for. */
  searched(record: R): readonly string[];
}

function searchedOfSpan({ record: { name, message, statusMessage, events } }: StoredSpan): readonly string[] {
  const failed = events.some((event) => event.name === 'exception');
  const exceptions = failed
    ? events.map(({ attributes }) => `${valueOf(attributes, 'exception.type')} ${valueOf(attributes, 'exception.message')}`).join(' ')
    : '';
  return [name, message, statusMessage, exceptions];
}

function searchedOfLog({ body, eventName, attributes }: LogRecord): readonly string[] {
  return [body.text, eventName, valueOf(attributes, 'exception.type'), valueOf(attributes, 'exception.message')];
}

/**
 * The test that `filter` makes; everything passes none. `whyPolled` must have found nothing. `tenantKeys`: attribute keys that can
 * name the tenant. Throws BackendError where a variable was not bound.
 */
export function createPasses(filter: Filter | undefined, tenantKeys: readonly string[]): Passes {
  if (!filter) return () => true;
  const fields = new Fields(tenantKeys);
  const span = compile<StoredSpan>(filter, { operand: (field) => fields.ofSpan(field), searched: searchedOfSpan });
  const log = compile<LogRecord>(filter, { operand: (field) => fields.ofLog(field), searched: searchedOfLog });
  return (stored) => (stored.signal === 'spans' ? span(stored) : log(stored.record));
}

function compile<R>(filter: Filter, side: Side<R>): Test<R> {
  switch (filter.op) {
    case 'and': {
      const tests = filter.of.map((each) => compile(each, side));
      return (record) => tests.every((test) => test(record));
    }
    case 'or': {
      const tests = filter.of.map((each) => compile(each, side));
      return (record) => tests.some((test) => test(record));
    }
    case 'not': {
      const test = compile(filter.of, side);
      return (record) => !test(record);
    }
    case 'search': {
      const part = folded(filter.text);
      return (record) => side.searched(record).some((place) => folded(place).includes(part));
    }
    case 'exists':
      return side.operand(filter.field).present;
    case 'eq':
      return oneOf(filter.field, [scalar(filter.value)], side);
    case 'ne': {
      const test = oneOf(filter.field, [scalar(filter.value)], side);
      return (record) => !test(record);
    }
    case 'in':
      return oneOf(filter.field, filter.values.map(scalar), side);
    case 'contains': {
      const operand = side.operand(filter.field);
      const part = folded(String(scalar(filter.value)));
      return (record) => operand.present(record) && folded(operand.text(record)).includes(part);
    }
    case 'matches':
      throw new Error('Broken assumption: regular expressions are left to the store');
    default:
      return ordered(side.operand(filter.field), filter.op, scalar(filter.value));
  }
}

const HOLDS = {
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
} as const;

/** Text orders as text, unless the other side is a number: then it is read as one, and what is none is left out. */
function ordered<R>(operand: Operand<R>, op: keyof typeof HOLDS, value: Scalar): Test<R> {
  const number = operand.kind === 'number' ? numeric(value) : typeof value === 'number' ? value : undefined;
  const holds = HOLDS[op];
  if (number !== undefined) {
    return (record) => {
      const own = operand.number(record);
      // the difference of what is no number is none either, and then nothing holds
      return own !== undefined && holds(own === number ? 0 : own - number);
    };
  }
  if (operand.kind !== 'text') return () => false;
  const text = String(value);
  return (record) => operand.present(record) && holds(compareTexts(operand.text(record), text));
}

function oneOf<R>(field: Field, given: readonly Scalar[], side: Side<R>): Test<R> {
  const operand = side.operand(field);
  const values = given.map((value) => canonical(field, value));
  switch (operand.kind) {
    case 'boolean': {
      const wanted = new Set(values.map(String));
      return (record) => wanted.has(operand.text(record));
    }
    case 'list': {
      const wanted = new Set(values.map(String));
      return (record) => (operand.list?.(record) ?? []).some((each) => wanted.has(each));
    }
    case 'number':
      return among(operand, new Set(values.map(numeric)));
    case 'text': {
      const texts = new Set(values.filter((value) => typeof value !== 'number').map(String));
      const numbers = among(operand, new Set(values.filter((value) => typeof value === 'number')));
      // A key that is there with an empty value is not the same as one that is missing; a field of every record cannot tell.
      const counts = (own: string, record: R) => own !== '' || field.in === 'record' || operand.present(record);
      return (record) => {
        const own = operand.text(record);
        return (texts.has(own) && counts(own, record)) || numbers(record);
      };
    }
  }
}

function among<R>(operand: Operand<R>, values: ReadonlySet<number | undefined>): Test<R> {
  const wanted = new Set(values);
  wanted.delete(undefined);
  if (wanted.size === 0) return () => false;
  return (record) => {
    const own = operand.number(record);
    // a set holds what is no number to be the same as itself; the store does not
    return own !== undefined && !Number.isNaN(own) && wanted.has(own);
  };
}
