import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { RowsSpec } from '@/lib/model/query';

/** Every field that `filter` looks at, in its order; free words look at none by name. */
export function fieldsOf(filter: Filter): Field[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.of.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(filter.of);
    case 'search':
      return [];
    default:
      return [filter.field];
  }
}

/** Whether spans that have not ended are among the rows asked for: a filter that looks at `running` asks for them, too. */
export function asksForRunning({ source, running, where }: RowsSpec): boolean {
  if (source.signal !== 'spans') return false;
  return running === true || (where !== undefined && fieldsOf(where).some((field) => field.in === 'record' && field.name === 'running'));
}
