/** What the prebuilt dashboards are written with: specs, views and places in one line each. */
import { present } from '@/lib/base/assert';
import type { Unit } from '@/lib/base/units';
import type { Ask, Panel, Threshold, Variable, View } from '@/lib/model/dashboard';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import { allOf } from '@/lib/model/all-of';
import type { Measure, RowsSpec, SeriesSpec, Source, Spec, TableSpec } from '@/lib/model/query';
import { record, type RecordField } from '@/lib/model/record-field';

export const SPANS = { signal: 'spans' } as const;
export const LOGS = { signal: 'logs' } as const;
export const EXCEPTIONS = { signal: 'exceptions' } as const;

/** The metric that the variable `name` stands for. */
export function metric(name: string): Source {
  return { signal: 'metrics', metric: { variable: name } };
}

/** Groups that a chart draws before the rest is one. */
const SERIES_LIMIT = 12;

/** Figures over time. */
export function series(
  source: Source,
  where: Filter | undefined,
  measures: Measure[],
  by: Field[] = [],
  limit = by.length ? SERIES_LIMIT : 1,
): SeriesSpec {
  return { kind: 'series', source, ...(where ? { where } : {}), measures, by, limit };
}

/** Figures of groups over the whole window, the largest by the measure `orderBy` first. */
export function table(
  source: Source,
  where: Filter | undefined,
  measures: Measure[],
  by: Field[],
  { limit = 50, orderBy = 0 }: { limit?: number; orderBy?: number } = {},
): TableSpec {
  return { kind: 'table', source, ...(where ? { where } : {}), measures, by, limit, orderBy };
}

/** The records themselves, with `fields` beside them. */
export function rows(source: Source, where: Filter | undefined, fields: Field[], orderBy: RowsSpec['orderBy'] = 'time'): RowsSpec {
  return { kind: 'rows', source, ...(where ? { where } : {}), fields, orderBy, traceSummary: false, limit: 20 };
}

type SpecAsk = Extract<Ask, { kind: 'spec' }>;
type PairAsk = Extract<Ask, { kind: 'pair' }>;

/** One spec; `unit` where its figures come in another one than the view's. */
export function ask(spec: Spec, unit?: Unit): SpecAsk {
  return { kind: 'spec', spec, ...(unit ? { unit } : {}) };
}

/** Two specs and an operator. */
export function pair(op: PairAsk['op'], left: Spec, right: Spec): PairAsk {
  return { kind: 'pair', op, left, right };
}

/** The first that finds something. */
export function first(...of: (SpecAsk | PairAsk)[]): Ask {
  return { kind: 'first', of };
}

/** All of these conditions. */
export function all(...filters: (Filter | undefined)[]): Filter {
  return present(allOf(...filters), 'at least one condition');
}

export function is(field: Field, value: string | number | boolean): Filter {
  return { op: 'eq', field, value };
}

export function isOneOf(field: Field, ...values: (string | number)[]): Filter {
  return { op: 'in', field, values };
}

export function has(field: Field): Filter {
  return { op: 'exists', field };
}

export function either(...of: Filter[]): Filter {
  return { op: 'or', of };
}

export function not(of: Filter): Filter {
  return { op: 'not', of };
}

/** The field among the values chosen for the variable `name`. */
export function chosen(name: string, field: Field): Filter {
  return { op: 'in', field, values: [{ variable: name }] };
}

export const environmentChosen = chosen('environment', record('environment'));
export const serviceChosen = chosen('service', record('service'));
const tenantChosen = chosen('tenant', record('tenant'));
/** What every record from a service carries. */
export const senderChosen = all(environmentChosen, serviceChosen);
/** The choices that every dashboard has. */
export const allChosen = all(environmentChosen, serviceChosen, tenantChosen);

export const duration = record('duration');
/** A metric's own figure. */
export const value = record('value');
export const failed = is(record('error'), true);

export const count: Measure = { fn: 'count' };
export const rate: Measure = { fn: 'rate' };
export const errorShare: Measure = { fn: 'ratio', where: failed };

export function quantile(q: number, of: Field = duration): Measure {
  return { fn: 'quantile', of, q };
}

/** `fn` of a field; of a metric's own value where none is given. */
export function figure(fn: 'sum' | 'avg' | 'min' | 'max' | 'last' | 'distinct' | 'increase' | 'distribution', of: Field = value): Measure {
  return { fn, of };
}

/** Two steps up from what is fine. */
export function above(warn: number, error: number): Threshold[] {
  return [
    { at: warn, tone: 'warn' },
    { at: error, tone: 'error' },
  ];
}

/** Shares of errors, and durations in ns, that the prebuilt alerts call high. */
export const errorsAbove = above(0.02, 0.05);
export const slowAbove = above(2e9, 5e9);

type Lines = Extract<View, { kind: 'timeseries' }>;

export function lines(unit: Unit, over: Partial<Omit<Lines, 'kind' | 'unit'>> = {}): Lines {
  return { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [], unit, thresholds: [], ...over };
}

/** Stacked areas: rates of groups that add up. */
export function areas(unit: Unit): Lines {
  return lines(unit, { mark: 'area', stacked: true });
}

/** Stacked bars: things counted, step by step. */
export function counted(unit: Unit = 'count'): Lines {
  return lines(unit, { mark: 'bar', stacked: true });
}

type Column = Extract<View, { kind: 'table' }>['columns'][number];

export function column(name: string, unit: Unit, draw: Column['draw'] = 'text', thresholds: Threshold[] = []): Column {
  return { name, unit, draw, thresholds };
}

export function tableOf(labels: string[], ...columns: Column[]): View {
  return { kind: 'table', labels, columns };
}

/** Bars by the first column, the others as figures beside them. */
export function bars(...columns: Column[]): View {
  return { kind: 'bars', columns: columns.map(({ name, unit, thresholds }) => ({ name, unit, thresholds })) };
}

export const records: View = { kind: 'records' };

/** Columns from the left, rows from the section's top, width and height in those. */
export type At = readonly [x: number, y: number, w: number, h: number];

/** A panel. `empty`: what would fill it. */
export function panel(
  id: string,
  title: string,
  [x, y, w, h]: At,
  content: Ask | Spec,
  view: View,
  { note = '', empty }: { note?: string; empty: string },
): Panel {
  return { id, title, note, at: { x, y, w, h }, ask: isAsk(content) ? content : ask(content), view, empty };
}

function isAsk(content: Ask | Spec): content is Ask {
  return ['nothing', 'spec', 'pair', 'first', 'new'].includes(content.kind);
}

export interface Stat {
  readonly id: string;
  readonly title: string;
  readonly ask: Ask | Spec;
  readonly unit: Unit;
  readonly better?: 'up' | 'down' | 'neither';
  readonly thresholds?: Threshold[];
  readonly empty: string;
}

/** Rows that a row of figures takes. */
export const STAT_HEIGHT = 3;

/** Figures side by side over the whole width, at the top of a section: four or six of them. */
export function statRow(stats: readonly Stat[]): Panel[] {
  const width = 12 / stats.length;
  return stats.map(({ id, title, ask: content, unit, better = 'neither', thresholds = [], empty }, index) =>
    panel(id, title, [index * width, 0, width, STAT_HEIGHT], content, { kind: 'stat', unit, better, thresholds }, { empty }),
  );
}

/** A choice among a field's values, as they arrive. */
export function choice(name: string, field: Field = record(name as RecordField), source: Source = SPANS): Variable {
  return { kind: 'field', name, title: name, source, field };
}

/** The choices that every dashboard begins with. */
export const CHOICES: readonly Variable[] = [choice('environment'), choice('service'), choice('tenant')];

/** A metric by the name that semantic conventions or Hearth's documents give it, and others that it goes by; the first that arrived wins. */
export function metricNamed(name: string, title: string, ...metrics: string[]): Variable {
  return { kind: 'metric', name, title, metrics };
}

/** `names`, each also as exporters to Prometheus write them: with underscores, with its unit, counters with `_total`. */
export function spelled(names: readonly string[], ...suffixes: string[]): string[] {
  const flat = names.map((name) => name.replaceAll('.', '_'));
  return [...new Set([...names, ...flat, ...flat.flatMap((name) => suffixes.map((suffix) => `${name}${suffix}`))])];
}
