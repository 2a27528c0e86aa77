/** What a panel asks, as it is built: alternatives, each one question or two with an operator, in the shape that the view needs. */
import { assertUnreachable, present } from '@/lib/base/assert';
import { alternativesOf, specsOf, type Alternative, type AlternativeOf, type PairOp } from '@/lib/dashboards/ask-specs';
import type { Ask, Panel, View } from '@/lib/model/dashboard';
import type { Filter } from '@/lib/model/filter';
import type { Measure, NativeSpec, RowsSpec, SeriesSpec, Source, Spec } from '@/lib/model/query';
import { hasField } from '@/lib/query/signal-fields';

/** A spec that a person puts together from parts. */
export type BuiltSpec = Exclude<Spec, NativeSpec>;
/** What a view draws. */
export type Shape = 'series' | 'table' | 'rows' | 'nothing';

const SPANS: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'rate' }], by: [], limit: 10 };

/** A new panel: spans per second, over time. */
export const EMPTY_PANEL: Panel = {
  id: '',
  title: '',
  note: '',
  at: { x: 0, y: 0, w: 6, h: 7 },
  ask: { kind: 'spec', spec: SPANS },
  view: { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [], unit: 'perSecond', thresholds: [] },
  empty: '',
};

/** The question that a new panel begins with. */
export function newQuestion(): Spec {
  return SPANS;
}

/** Questions that one panel may try after each other. */
export const MOST_ALTERNATIVES = 4;

/** How many specs an alternative has and how they are put together, as people choose it; `none`: one. */
export const OPERATORS = [
  { value: 'none', label: 'one question' },
  { value: 'divide', label: 'two, divided' },
  { value: 'subtract', label: 'two, the second taken away' },
  { value: 'add', label: 'two, added up' },
  { value: 'multiply', label: 'two, multiplied' },
] as const satisfies readonly { readonly value: PairOp | 'none'; readonly label: string }[];

/** The ask that tries `of` in their order. `lookback`, in ms: only groups that were not there in that time before the window. */
export function askOf(of: readonly Alternative[], lookback?: Extract<Ask, { kind: 'new' }>['lookback']): Ask {
  const [first] = of;
  if (!first) return { kind: 'nothing' };
  if (lookback !== undefined && first.kind === 'spec' && first.spec.kind === 'table') return { kind: 'new', spec: first.spec, lookback };
  return of.length === 1 ? first : { kind: 'first', of: [...of] };
}

/** `alternative` with its first (0) or second (1) spec replaced. */
export function withSpec(alternative: Alternative, index: 0 | 1, spec: Spec): Alternative {
  if (alternative.kind === 'spec') return { ...alternative, spec };
  return index === 0 ? { ...alternative, left: spec } : { ...alternative, right: spec };
}

/** `alternative` with a second spec to begin with, which asks the same as the first; or with the first alone. */
export function withPair<S extends Spec>(alternative: AlternativeOf<S>, op: PairOp | undefined): AlternativeOf<S> {
  const [left, right] = specsOf(alternative);
  const unit = alternative.unit === undefined ? {} : { unit: alternative.unit };
  return op === undefined ? { kind: 'spec', spec: left, ...unit } : { kind: 'pair', op, left, right: right ?? left, ...unit };
}

/** What the view of this kind draws. */
export function shapeOf(kind: View['kind']): Shape {
  switch (kind) {
    case 'timeseries':
    case 'stat':
    case 'heatmap':
      return 'series';
    case 'table':
    case 'bars':
    case 'pie':
      return 'table';
    case 'records':
      return 'rows';
    case 'metrics':
    case 'text':
      return 'nothing';
    default:
      return assertUnreachable(kind);
  }
}

/**
 * `spec` asked in another shape: source and filter stay; measures and groups where the shape has them. Typed SQL stays as it is, but
 * for records, which it cannot answer with.
 */
export function reshaped(spec: Spec, shape: Exclude<Shape, 'nothing'>): Spec {
  if (spec.kind === 'native') return shape === 'rows' ? reshaped(SPANS, shape) : spec;
  const { source, where, limit } = spec;
  const asked = { source, limit, ...(where ? { where } : {}) };
  if (shape === 'rows') {
    if (spec.kind === 'rows') return spec;
    return { kind: 'rows', ...asked, limit: Math.max(limit, 20), fields: [], orderBy: 'time', traceSummary: false } satisfies RowsSpec;
  }
  const figures =
    spec.kind === 'rows' ? { measures: [{ fn: 'count' } satisfies Measure], by: [] } : { measures: spec.measures, by: spec.by };
  if (shape === 'series') return { kind: 'series', ...asked, ...figures };
  const orderBy = spec.kind === 'table' ? spec.orderBy : 0;
  return { kind: 'table', ...asked, ...figures, orderBy };
}

/** Every question of `ask` in the shape that a view of this kind draws. */
export function askFor(ask: Ask, kind: View['kind']): Ask {
  const shape = shapeOf(kind);
  if (shape === 'nothing') return { kind: 'nothing' };
  const alternatives = alternativesOf(ask);
  // a distribution is not a table of figures: SQL cannot fill a heatmap
  const fits = alternatives.filter((each) => kind !== 'heatmap' || specsOf(each).every((spec) => spec.kind !== 'native'));
  const given = fits.length > 0 ? fits : alternativesOf(EMPTY_PANEL.ask);
  const next = given.map((alternative): Alternative => {
    const [left, right] = specsOf(alternative);
    const first = withSpec(alternative, 0, reshaped(left, shape));
    return right ? withSpec(first, 1, reshaped(right, shape)) : first;
  });
  // records cannot be put together, nor tried after each other
  if (shape === 'rows') return askOf([withPair(present(next[0], 'a question'), undefined)]);
  return askOf(next, ask.kind === 'new' && shape === 'table' ? ask.lookback : undefined);
}

/** A question in SQL to begin with, in the form that a view of this shape draws. */
export function nativeStart(shape: Shape, limit: number): NativeSpec {
  const window = 'WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}';
  const text =
    shape === 'series'
      ? `SELECT toStartOfMinute(Timestamp) AS time, count() AS spans\nFROM otel_traces\n${window}\nGROUP BY time\nORDER BY time`
      : `SELECT ServiceName AS service, count() AS spans\nFROM otel_traces\n${window}\nGROUP BY service\nORDER BY spans DESC`;
  return { kind: 'native', language: 'sql', text, limit };
}

/** `spec` with another source. Where that is another signal, its filter goes, and of its groups those that such records do not have. */
export function withSource<S extends BuiltSpec>(spec: S, source: Source, measure: Measure): S {
  const same = spec.source.signal === source.signal;
  if (same && source.signal !== 'metrics') return spec;
  const asked: BuiltSpec = same ? spec : withWhere<BuiltSpec>(spec, undefined);
  if (asked.kind === 'rows') return { ...asked, source, fields: [] } as BuiltSpec as S;
  const by = same ? asked.by : asked.by.filter((field) => field.in === 'record' && hasField(source.signal, field.name));
  return { ...asked, source, by, measures: [measure], ...(asked.kind === 'table' ? { orderBy: 0 } : {}) } as BuiltSpec as S;
}

/** `spec` with another filter, or without one. */
export function withWhere<S extends BuiltSpec>(spec: S, where: Filter | undefined): S {
  const { where: _before, ...others } = spec;
  return (where ? { ...others, where } : others) as S;
}

/** Why the panel cannot be asked or saved as it is, in a sentence; undefined when it can. */
export function panelFault(panel: Panel): string | undefined {
  for (const alternative of alternativesOf(panel.ask)) {
    for (const spec of specsOf(alternative)) {
      if (spec.kind === 'native') {
        if (spec.text.trim() === '') return 'Write the SQL that fills the panel.';
      } else if (spec.source.signal === 'metrics' && spec.source.metric === '') {
        return 'Choose a metric.';
      } else if (spec.kind !== 'rows' && spec.measures.length === 0) {
        return 'Choose at least one measure.';
      }
    }
  }
  return undefined;
}
