/** A filter's values as a walker over it compares them, whatever it makes of the conditions: SQL, or a test of a record. */
import { BackendError } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import type { Scalar, Value } from '@/lib/model/filter';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';

/** The value itself. Throws BackendError where it is a variable that was not bound. */
export function scalar(value: Value): Scalar {
  if (typeof value === 'object') throw new BackendError('invalid', `The variable “${value.variable}” has no value.`);
  return value;
}

/** Spans' kinds and status codes are stored by name; people write them in any case. */
export function canonical(field: Field, value: Scalar): Scalar {
  if (field.in !== 'record' || typeof value !== 'string') return value;
  const names = field.name === 'status' ? STATUS_CODES : field.name === 'kind' ? SPAN_KINDS : [];
  return names.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
}

/** The number that `value` stands for, where it is one. */
export function numeric(value: Scalar): number | undefined {
  if (typeof value === 'boolean' || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
