/** Links from a value to the spans that have it, or do not. */
import { millis, MINUTE, type Millis, type TimeRange } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar } from '@/lib/model/filter';
import { CARRIERS, type CarriedField } from '@/lib/model/semantics';
import { fieldFromName, fieldName } from '@/lib/query/field-name';
import { printFilter } from '@/lib/query/print-filter';

/** Around an instant of interest, on either side. */
const MARGIN = 30 * MINUTE;

/** The field that an attribute is asked by: the record's own name for it where it has one. */
export function fieldOf(home: 'attributes' | 'resource', key: string): Field {
  const known = fieldFromName(key);
  const carried = known.in === 'record' && CARRIERS[known.name as CarriedField]?.[home].includes(key);
  return carried ? known : fieldFromName(fieldName({ in: home, key }));
}

/** The value to compare with, in the attribute's own type; a number that a JS one would round stays text. */
export function scalarOf({ type, text }: Attribute): Scalar {
  if (type === 'bool') return text === 'true';
  if (type !== 'int' && type !== 'double') return text;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

/** The condition that an attribute has this value, or another one or none. */
export function attributeFilter(home: 'attributes' | 'resource', attribute: Attribute, exclude: boolean): Filter {
  return { op: exclude ? 'ne' : 'eq', field: fieldOf(home, attribute.key), value: scalarOf(attribute) };
}

/** Half an hour on either side of `around`. */
export function aroundRange(around: Millis): TimeRange {
  const at = Math.round(around);
  return { from: millis(at - MARGIN), to: millis(at + MARGIN) };
}

/** The traces page with `filter`, all spans, half an hour on either side of `around`. */
export function tracesLink(filter: Filter, around: Millis): string {
  const { from, to } = aroundRange(around);
  const params = new URLSearchParams({ q: printFilter(filter), show: 'all', from: String(from), to: String(to) });
  return `/traces?${params.toString()}`;
}

/** The page of a trace, with one of its spans selected. */
export function traceLink(traceId: string, spanId?: string): string {
  const path = `/traces/${encodeURIComponent(traceId)}`;
  return spanId ? `${path}?span=${encodeURIComponent(spanId)}` : path;
}
