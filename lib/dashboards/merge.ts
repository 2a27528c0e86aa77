/** Several questions about the same records asked as one: six figures in a row are one pass over the data, not six. */
import { present } from '@/lib/base/assert';
import type { Answer } from '@/lib/model/answer';
import type { Query, SeriesSpec, TableSpec } from '@/lib/model/query';

/** Measures that one spec may have. */
const MOST_MEASURES = 12;

type Figures = Query<SeriesSpec | TableSpec>;

/** Which of `queries` share which question, and where each one's measures stand in it. */
export interface Merged {
  readonly query: Query;
  /** Per query that takes part: its index, and its first measure's place. */
  readonly members: readonly { readonly index: number; readonly first: number; readonly count: number }[];
}

/**
 * What queries can be asked together by: everything but their measures. Undefined for what must be asked alone: groups,
 * because the largest are chosen by a query's own first measure; distributions, whose answers have another shape; rows and
 * typed text.
 */
function keyOf({ spec, frame }: Query): string | undefined {
  if ((spec.kind !== 'series' && spec.kind !== 'table') || spec.by.length > 0) return undefined;
  if (spec.measures.some(({ fn }) => fn === 'distribution')) return undefined;
  return JSON.stringify([spec.kind, spec.source, spec.where, frame]);
}

/** As few questions as answer all of `queries`. A question of one query is that query, unchanged. */
export function mergeQueries(queries: readonly Query[]): Merged[] {
  const merged: { query: Query; members: Merged['members'][number][] }[] = [];
  const open = new Map<string, { query: Figures; members: Merged['members'][number][] }>();
  queries.forEach((query, index) => {
    const key = keyOf(query);
    const { spec } = query;
    if (key === undefined || (spec.kind !== 'series' && spec.kind !== 'table')) {
      merged.push({ query, members: [{ index, first: 0, count: 0 }] });
      return;
    }
    const count = spec.measures.length;
    const group = open.get(key);
    if (group && group.query.spec.measures.length + count <= MOST_MEASURES) {
      group.members.push({ index, first: group.query.spec.measures.length, count });
      group.query = { ...group.query, spec: { ...group.query.spec, measures: [...group.query.spec.measures, ...spec.measures] } };
      return;
    }
    const started = { query: { spec, frame: query.frame }, members: [{ index, first: 0, count }] };
    open.set(key, started);
    merged.push(started);
  });
  return merged;
}

/** The part of a shared question's answer that belongs to one of its members, as if it had been asked alone. */
export function answerFor(answer: Answer, merged: Merged, index: number): Answer {
  if (merged.members.length === 1) return answer;
  const { first, count } = present(
    merged.members.find((member) => member.index === index),
    'the query among the merged ones',
  );
  const after = first + count;
  if (answer.kind === 'series') {
    const own = answer.series.filter(({ measure }) => measure >= first && measure < after);
    return { ...answer, series: own.map((series) => ({ ...series, measure: series.measure - first })) };
  }
  if (answer.kind === 'table') {
    const { columns, rows } = answer.table;
    return { ...answer, table: { columns: columns.slice(first, after), rows: rows.map((row) => row.slice(first, after)) } };
  }
  throw new Error(`A question for figures was answered with ${answer.kind}.`);
}
