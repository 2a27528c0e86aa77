/** The figures that a panel draws, as one table: for people who cannot see charts, and for files. */
import { millisFromNanos, nanosFromText, type Millis } from '@/lib/base/time';
import type { Shown, ShownUnit } from '@/lib/charts/csv';
import { stepStart } from '@/lib/charts/grid';
import { sortFigures, type Sorting } from '@/lib/charts/sort-figures';
import type { RecordRow } from '@/lib/model/answer';
import type { Panel } from '@/lib/model/dashboard';
import { compareName, type Compare } from '@/lib/query/compare';
import type { Parts } from '@/components/views/filled';
import { pieOf, statOf, tableOf, timeseriesOf } from '@/components/views/prepared';

const text = (name: string) => ({ name, unit: 'text' as ShownUnit });

/** What `panel` shows, row by row in the order that it is drawn in; undefined for what holds no figures. */
export function shownFigures(panel: Panel, parts: Parts, now: Millis, compare: Compare, sorting: Sorting | undefined): Shown | undefined {
  const { view } = panel;
  const main = parts.get('main');
  if (!main) return undefined;
  switch (view.kind) {
    case 'timeseries': {
      const { grid, series, unit } = timeseriesOf(parts, main, view, now);
      const compared = series.some(({ before }) => before !== undefined);
      const columns = series.flatMap(({ name }) => [
        { name, unit },
        ...(compared ? [{ name: `${name}, ${compareName(compare)}`, unit }] : []),
      ]);
      const rows = Array.from({ length: grid.count }, (_, step) => [
        stepStart(grid, step),
        ...series.flatMap(({ values, before }) => [values[step] ?? null, ...(compared ? [before?.[step] ?? null] : [])]),
      ]);
      return { columns: [{ name: 'Time', unit: 'time' }, ...columns], rows };
    }
    case 'stat': {
      const { value, before } = statOf(parts, view, now);
      const { unit } = view;
      const was = { name: `${panel.title}, ${compareName(compare)}`, unit };
      return {
        columns: [{ name: panel.title, unit }, ...(before === undefined ? [] : [was])],
        rows: [[value ?? null, ...(before === undefined ? [] : [before])]],
      };
    }
    case 'heatmap': {
      if (main.answer.kind !== 'distribution') return undefined;
      const { unit } = view;
      return {
        columns: [
          { name: 'Time', unit: 'time' },
          { name: 'Above', unit },
          { name: 'Up to', unit },
          { name: 'Records', unit: 'count' },
        ],
        rows: main.answer.cells.map(({ at, low, high, count }) => [at, low, high, count]),
      };
    }
    case 'table':
    case 'bars': {
      const { headings, columns, rows } = tableOf(main, view, now);
      return {
        columns: [...headings.map(text), ...columns.map(({ name, unit }) => ({ name, unit }))],
        rows: sortFigures(rows, sorting).map(({ labels, figures }) => [...labels, ...figures.map(({ value }) => value ?? null)]),
      };
    }
    case 'pie':
      return {
        columns: [text('Part'), { name: 'Figure', unit: view.unit }, { name: 'Share', unit: 'ratio' }],
        rows: pieOf(main).slices.map(({ name, value, share }) => [name, value, share]),
      };
    case 'records': {
      if (main.answer.kind !== 'rows') return undefined;
      return {
        columns: [
          { name: 'Time', unit: 'time' },
          ...['Service', 'Record', 'Trace', 'Span'].map(text),
          { name: 'Duration', unit: 'nanoseconds' },
        ],
        rows: main.answer.rows.map(recordCells),
      };
    }
    case 'metrics':
    case 'text':
      return undefined;
  }
}

function recordCells(row: RecordRow): (string | number | null)[] {
  const at = millisFromNanos(nanosFromText(row.time));
  const words = row.signal === 'spans' ? row.message || row.name : row.body;
  return [at, row.service, words, row.traceId, row.spanId, row.signal === 'spans' ? Number(row.duration) : null];
}
