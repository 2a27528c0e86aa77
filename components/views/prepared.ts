/** A panel's parts as the models that its views draw: the one place for drawing, for the table of figures and for files. */
import type { Millis } from '@/lib/base/time';
import { assert } from '@/lib/base/assert';
import { prepareFigures, type FigureColumn, type FigureRow } from '@/lib/charts/figures';
import { dense, gridOf } from '@/lib/charts/grid';
import { preparePie, type PieModel } from '@/lib/charts/pie';
import { prepareStat, type StatModel } from '@/lib/charts/stat';
import { prepareTimeseries, type TimeseriesModel } from '@/lib/charts/timeseries';
import { growsWithTime } from '@/lib/charts/top';
import { hideUnfinished } from '@/lib/charts/unfinished';
import type { Table } from '@/lib/model/answer';
import type { View } from '@/lib/model/dashboard';
import { fieldName } from '@/lib/query/field-name';
import type { Part, Parts } from '@/components/views/filled';

type Of<K extends View['kind']> = Extract<View, { kind: K }>;

/** The chart of a time series panel. `now`: until when records can have come. */
export function timeseriesOf(parts: Parts, part: Part, view: Of<'timeseries'>, now: Millis): TimeseriesModel {
  const { answer, by, measures, frame, names } = part;
  assert(answer.kind === 'series', 'a time series panel has series');
  const [before, whole] = [parts.get('before'), parts.get('whole')];
  const named = view.names.length > 0 ? view : { ...view, names: [...names] };
  return prepareTimeseries(
    {
      series: answer.series,
      by,
      measures,
      frame,
      ...(before?.answer.kind === 'series' ? { before: { series: before.answer.series, frame: before.frame } } : {}),
      ...(whole?.answer.kind === 'series' ? { whole: whole.answer.series } : {}),
    },
    named,
    now,
  );
}

/** The one figure of an answer over the whole window. */
function figureOf(part: Part | undefined): number | undefined {
  if (part?.answer.kind !== 'table') return undefined;
  const value = part.answer.table.rows[0]?.at(-1);
  return typeof value === 'number' ? value : undefined;
}

/** The figure to compare with. None where nothing had been counted: all that comes after nothing is no change worth telling. */
function comparable(before: Part | undefined): number | undefined {
  const figure = figureOf(before);
  return before?.measures.every(growsWithTime) && figure === 0 ? undefined : figure;
}

/** A statistic: its figure, what it was, what that means, and how it went. */
export function statOf(
  parts: Parts,
  view: Of<'stat'>,
  now: Millis,
): StatModel & { readonly value: number | undefined; readonly before: number | undefined; readonly trend: readonly (number | null)[] } {
  const value = figureOf(parts.get('main'));
  const before = comparable(parts.get('before'));
  return { ...prepareStat(value, before, view), value, before, trend: trendOf(parts.get('trend'), now) };
}

/** The figure step by step; a count without its step that is not over by `now`. */
function trendOf(part: Part | undefined, now: Millis): (number | null)[] {
  if (part?.answer.kind !== 'series') return [];
  return lineOf(part.answer.series[0]?.points ?? [], part, now);
}

function lineOf(points: Parameters<typeof dense>[0], { frame, measures, query }: Part, now: Millis): (number | null)[] {
  const grid = gridOf(frame);
  const told = dense(points, grid);
  const { spec } = query;
  // where there are no records, none were counted; of a metric nobody knows
  const ofRecords = spec.kind === 'series' && spec.source.signal !== 'metrics';
  const counted = measures.every(growsWithTime);
  const values = ofRecords && counted ? told.map((value) => value ?? 0) : told;
  if (counted) hideUnfinished([values], grid, now);
  return values;
}

/** The lines of a table's groups: by the column's place among those that draw one, and the group. */
export function trendsOf(parts: Parts, now: Millis): (trend: number, labels: readonly string[]) => readonly (number | null)[] | undefined {
  const part = parts.get('trend');
  if (part?.answer.kind !== 'series') return () => undefined;
  const lines = new Map(part.answer.series.map((one) => [JSON.stringify([one.measure, one.labels]), lineOf(one.points, part, now)]));
  return (trend, labels) => lines.get(JSON.stringify([trend, labels]));
}

/** What a table shows: its columns (those of typed SQL where the view names none) and its rows. `now`: until when records can have come; whole steps may end after it. */
export function tableOf(
  part: Part,
  view: Of<'table'> | Of<'bars'>,
  now: Millis,
): { readonly headings: string[]; readonly columns: FigureColumn[]; readonly rows: FigureRow[] } {
  const { by, names } = part;
  const table = tableAnswer(part);
  const labels = view.kind === 'table' ? view.labels : [];
  const headings = by.map((field, index) => labels[index] ?? fieldName(field));
  const given: readonly FigureColumn[] =
    view.kind === 'table' ? view.columns : view.columns.map((column, index) => ({ ...column, draw: index === 0 ? 'bar' : 'text' }));
  const extra = names.slice(given.length).map((name, index): FigureColumn => {
    return { name, unit: 'none', draw: view.kind === 'bars' && given.length + index === 0 ? 'bar' : 'text', thresholds: [] };
  });
  const columns = [...given, ...extra];
  return { headings, columns, rows: prepareFigures(table, by, columns, Math.min(now, part.frame.range.to)) };
}

/** The parts of a ring. */
export function pieOf(part: Part): PieModel {
  const [measure] = part.measures;
  assert(measure, 'a ring has a measure');
  return preparePie(tableAnswer(part), part.by, measure);
}

function tableAnswer({ answer }: Part): Table {
  assert(answer.kind === 'table', 'this view has a table');
  return answer.table;
}
