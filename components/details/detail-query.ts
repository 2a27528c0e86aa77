/** The queries behind the details of one record. */
import type { TimeRange } from '@/lib/base/time';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { chooseStep } from '@/lib/query/frame';

/** Logs of one trace that are shown. */
const MOST_LOGS = 500;

/** Logs of a trace, or of one of its spans. */
export function logsQuery(traceId: string, spanId: string | undefined, range: TimeRange): Query<RowsSpec> {
  const inTrace: Filter = { op: 'eq', field: record('traceId'), value: traceId };
  const inSpan: Filter | undefined = spanId === undefined ? undefined : { op: 'eq', field: record('spanId'), value: spanId };
  const where = allOf(inTrace, inSpan) ?? inTrace;
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'logs' },
    where,
    limit: MOST_LOGS,
    fields: [],
    orderBy: 'time',
    traceSummary: false,
  };
  return { spec, frame: { range, step: chooseStep(range, 1) } };
}
