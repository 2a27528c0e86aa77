/** Measure → aggregate over records (spans, logs, exceptions). */
import { BackendError } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import type { Measure, Source } from '@/lib/model/query';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { fieldName } from '@/lib/query/field-name';
import { sql, type Sql } from '@/lib/sql/sql';

/** The aggregate of `measure`; `seconds` is the length of time that a `rate` is taken over. Throws BackendError. */
export function compileMeasure(measure: Measure, dialect: Dialect, source: Source, seconds: Sql): Sql {
  const number = (field: Field) => dialect.field(source, field).number;
  switch (measure.fn) {
    case 'count':
      return sql`toFloat64(${dialect.count()})`;
    case 'rate':
      return sql`${dialect.count()} / ${seconds}`;
    case 'ratio':
      return sql`${dialect.countIf(new FilterCompiler(dialect, source).compile(measure.where))} / ${dialect.count()}`;
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return dialect[measure.fn](number(measure.of));
    case 'last':
      return dialect.last(number(measure.of), source);
    case 'distinct':
      return dialect.distinct(source, measure.of);
    case 'quantile':
      return dialect.quantile(number(measure.of), measure.q);
    case 'apdex':
      return dialect.apdex(number(measure.of), measure.threshold);
    case 'increase':
      throw new BackendError('unsupported', `“increase” is for counters among the metrics; ${source.signal} have none.`);
    case 'distribution':
      throw new BackendError('invalid', 'A distribution stands alone: it cannot be one of several measures, nor a table.');
  }
}

/** What a measure is called as a column, e.g. `p95(duration)`. */
export function measureName(measure: Measure): string {
  switch (measure.fn) {
    case 'count':
    case 'rate':
    case 'ratio':
      return measure.fn;
    case 'quantile':
      return `p${Number((measure.q * 100).toFixed(4))}(${fieldName(measure.of)})`;
    default:
      return `${measure.fn}(${fieldName(measure.of)})`;
  }
}
