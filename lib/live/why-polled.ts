/** What of an ask only the store can answer. */
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { TailAsk } from '@/lib/model/live';

/** Why the store must be asked again and again for `ask`, as a sentence; undefined when stored records can be tested as they pass by. */
export function whyPolled({ where, fields }: TailAsk): string | undefined {
  return fields.map(whyReadField).find((reason) => reason !== undefined) ?? (where && whyFilter(where));
}

function whyFilter(filter: Filter): string | undefined {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.of.map(whyFilter).find((reason) => reason !== undefined);
    case 'not':
      return whyFilter(filter.of);
    case 'search':
      return undefined;
    case 'matches':
      // no pattern that someone typed runs in this process: it could keep it busy for ever
      return 'The filter has a regular expression, which only the store evaluates.';
    case 'contains':
      return whyReadField(filter.field);
    default:
      return whyCompareField(filter.field);
  }
}

/** The group of an exception is worked out by the store, from its message. */
function whyCompareField(field: Field): string | undefined {
  const group = field.in === 'record' && field.name === 'exceptionGroup';
  return group ? 'Only the store knows which group an exception belongs to.' : undefined;
}

/** A time reads as text only as the store writes it. */
function whyReadField(field: Field): string | undefined {
  const time = field.in === 'record' && field.name === 'time';
  return time ? 'Only the store writes a time out as text.' : whyCompareField(field);
}
