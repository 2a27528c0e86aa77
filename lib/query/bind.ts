/** Puts a dashboard's choices and the frame into a saved spec: the one way from a Spec to a Query. */
import type { Choices } from '@/lib/model/dashboard';
import type { Filter, Scalar, Value } from '@/lib/model/filter';
import type { Frame, Measure, Query, Source, Spec } from '@/lib/model/query';

function chosen(value: Value, choices: Choices): readonly Scalar[] {
  return typeof value === 'object' ? (choices[value.variable] ?? []) : [value];
}

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** `filter` with the choices in it; undefined when all of its conditions fell away. */
export function bindFilter(filter: Filter, choices: Choices): Filter | undefined {
  switch (filter.op) {
    case 'and':
    case 'or': {
      if (filter.of.length === 0) return filter;
      const of = defined(filter.of.map((each) => bindFilter(each, choices)));
      return of.length > 1 ? { op: filter.op, of } : of[0];
    }
    case 'not': {
      const of = bindFilter(filter.of, choices);
      return of && { op: 'not', of };
    }
    case 'in': {
      const values = filter.values.flatMap((value) => chosen(value, choices));
      // A list that was written empty stays: it matches nothing. One that a variable left empty means "all".
      return values.length > 0 || filter.values.length === 0 ? { ...filter, values } : undefined;
    }
    case 'exists':
    case 'search':
      return filter;
    default: {
      const values = chosen(filter.value, choices);
      const [value] = values;
      if (value === undefined) return undefined;
      if (values.length === 1) return { ...filter, value };
      const { field } = filter;
      if (filter.op === 'eq') return { op: 'in', field, values: [...values] };
      if (filter.op === 'ne') return { op: 'not', of: { op: 'in', field, values: [...values] } };
      return { op: 'or', of: values.map((each) => ({ ...filter, value: each })) };
    }
  }
}

function bindMeasure(measure: Measure, choices: Choices): Measure {
  if (measure.fn !== 'ratio') return measure;
  return { fn: 'ratio', where: bindFilter(measure.where, choices) ?? { op: 'and', of: [] } };
}

/** A metric whose variable has no value gets the empty name, which no metric has: the answer is empty, not wrong. */
function bindSource(source: Source, choices: Choices): Source {
  if (source.signal !== 'metrics' || typeof source.metric === 'string') return source;
  return { signal: 'metrics', metric: String(choices[source.metric.variable]?.[0] ?? '') };
}

function bindSpec(spec: Spec, choices: Choices): Spec {
  if (spec.kind === 'native') return spec;
  const { where, ...rest } = spec;
  const bound = where && bindFilter(where, choices);
  const asked = { ...rest, source: bindSource(spec.source, choices), ...(bound ? { where: bound } : {}) };
  return asked.kind === 'rows' ? asked : { ...asked, measures: asked.measures.map((measure) => bindMeasure(measure, choices)) };
}

/**
 * `spec` asked in `frame` with the chosen values. A variable stands for all of its values (`eq` becomes `in`); a condition
 * on a variable without a value is left out, wherever it stands.
 */
export function bind<S extends Spec>(spec: S, choices: Choices, frame: Frame): Query<S> {
  // bindSpec keeps the kind, which TypeScript cannot see through the union.
  return { spec: bindSpec(spec, choices) as S, frame };
}
