/** What one row of the list says, whether it stands for a record, for a span of an open trace, or for a log in it. */
import { EXTRA_FIELDS } from '@/components/live/live-query';
import type { LiveRecord } from '@/components/live/live-record';
import type { OpenTrace } from '@/components/live/trace-below';
import { openText } from '@/components/records/open-span';
import { severityOf } from '@/components/records/severity';
import { millis, millisFromNanos, nanos, nanosFromText, type Millis, type NanosText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { LogRow, RecordRow, SpanRow } from '@/lib/model/answer';
import { isSilent, NO_END } from '@/lib/model/running';
import { ERROR_SEVERITY } from '@/lib/model/semantics';
import type { Extent } from '@/lib/waterfall/extent';
import { NONE, rowId } from '@/lib/waterfall/tree';

type Extra = (typeof EXTRA_FIELDS)[number];

export interface RowFacts {
  readonly time: NanosText;
  readonly service: string;
  readonly version: string;
  readonly text: string;
  /** 0 where it is not an HTTP span. */
  readonly httpStatus: number;
  /** OpenTelemetry's severity number. */
  readonly level: number;
  /** It or anything below it has failed. */
  readonly failed: boolean;
  readonly tags: readonly string[];
  readonly exceptionType: string;
  readonly scope: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars. */
  readonly cost: number;
  readonly isLog: boolean;
  /** `lost`: it has begun, and no end will come. */
  readonly state: 'ended' | 'running' | 'lost';
  /** How long it took, or that it runs; '' for a log. */
  readonly length: string;
  /** ns, where it has ended. */
  readonly duration: NanosText | undefined;
  /** Rows below it, where it can be opened; undefined for one without any. */
  readonly below: number | undefined;
  /** Its parent has not come: it stands for its trace until then. */
  readonly orphan: boolean;
  /** A parent that its children name and that has not come. */
  readonly missing: boolean;
}

function extra(row: RecordRow, name: Extra): string {
  return row.values[EXTRA_FIELDS.indexOf(name)] ?? '';
}

function figure(row: RecordRow, name: Extra): number {
  return Number(extra(row, name)) || 0;
}

/** What is read of each row beside its columns. */
function extrasOf(row: RecordRow) {
  return {
    version: extra(row, 'serviceVersion'),
    scope: extra(row, 'scope'),
    model: extra(row, 'model'),
    inputTokens: figure(row, 'inputTokens'),
    outputTokens: figure(row, 'outputTokens'),
    cost: figure(row, 'cost'),
  };
}

const NO_EXTRAS = { version: '', scope: '', model: '', inputTokens: 0, outputTokens: 0, cost: 0 } as const;

/** A log: in the list by itself, or in an open trace. */
export function logFacts(row: LogRow): RowFacts {
  return {
    ...extrasOf(row),
    time: row.time,
    service: row.service,
    text: row.body.replaceAll(/\s+/g, ' ') || row.eventName,
    httpStatus: 0,
    level: row.severity,
    failed: row.severity >= ERROR_SEVERITY,
    tags: extra(row, 'tags')
      .split(',')
      .filter((tag) => tag !== ''),
    exceptionType: extra(row, 'exceptionType'),
    isLog: true,
    state: 'ended',
    length: '',
    duration: undefined,
    below: undefined,
    orphan: false,
    missing: false,
  };
}

/** A record of the list; `now` is for what runs, and `alone` for a list without trees. */
export function recordFacts({ row, trace }: LiveRecord, now: Millis, alone: boolean): RowFacts {
  if (row.signal === 'logs') return { ...logFacts(row), below: row.traceId === '' ? undefined : 0 };
  const running = row.duration === '-1';
  // the trace's own count leaves out what has not ended
  const below = trace && !alone ? Math.max(0, trace.spans - (running ? 0 : 1)) : undefined;
  return {
    ...spanFacts(row, now),
    ...(trace && !alone ? summed(row, trace) : {}),
    failed: row.status === 'Error' || row.level >= ERROR_SEVERITY || (!alone && (trace?.errors ?? 0) > 0),
    below: below === 0 && !running ? undefined : below,
    orphan: !alone && row.parentSpanId !== '',
  };
}

/** A trace's tokens and cost are those of all its spans. */
function summed(row: SpanRow, { inputTokens, outputTokens, cost }: NonNullable<LiveRecord['trace']>) {
  return {
    inputTokens: inputTokens ?? figure(row, 'inputTokens'),
    outputTokens: outputTokens ?? figure(row, 'outputTokens'),
    cost: cost ?? figure(row, 'cost'),
  };
}

function spanFacts(row: SpanRow, now: Millis): RowFacts {
  const age = millis(now - millisFromNanos(nanosFromText(row.time)));
  const running = row.duration === '-1';
  const lost = running && (row.lost === true || isSilent(age));
  return {
    ...extrasOf(row),
    time: row.time,
    service: row.service,
    text: row.message || row.name,
    httpStatus: row.httpStatus,
    level: row.level,
    failed: row.status === 'Error' || row.level >= ERROR_SEVERITY,
    tags: row.tags,
    exceptionType: row.exceptionType,
    isLog: false,
    state: lost ? 'lost' : running ? 'running' : 'ended',
    length: lost ? NO_END : running ? openText(age) : formatDuration(Number(row.duration)),
    duration: running ? undefined : row.duration,
    below: undefined,
    orphan: false,
    missing: false,
  };
}

/** A row of an open trace. */
export function treeRowFacts({ trace, errors, details }: OpenTrace, row: number, extent: Extent): RowFacts {
  const { columns, tree } = trace;
  const span = tree.span[row] ?? NONE;
  const size = (tree.size[row] ?? 1) - 1;
  const below = size === 0 ? undefined : size;
  const failedBelow = (errors.below[row] ?? 0) > 0;
  const timeOf = (at: number): NanosText => nanos(BigInt(columns.origin) + BigInt(columns.startOf(at))).toString() as NanosText;
  if (span === NONE) {
    return {
      ...NO_EXTRAS,
      time: timeOf(tree.span[row + 1] ?? 0),
      service: '',
      text: `${rowId(trace, row)} has not come`,
      httpStatus: 0,
      level: 0,
      failed: failedBelow,
      tags: [],
      exceptionType: '',
      isLog: false,
      state: 'ended',
      length: '',
      duration: undefined,
      below,
      orphan: false,
      missing: true,
    };
  }
  const detail = details.get(columns.spanIdOf(span));
  const open = columns.isOpen(span);
  const level = columns.level[span] ?? 0;
  const length = columns.endOf(span, extent.openEnd) - columns.startOf(span);
  const lost = open && (detail?.lost === true || extent.open === 'silent');
  return {
    ...(detail ? extrasOf(detail) : NO_EXTRAS),
    time: timeOf(span),
    service: columns.serviceOf(span),
    text: columns.labelOf(span),
    httpStatus: detail?.httpStatus ?? 0,
    level,
    failed: columns.isError(span) || level >= ERROR_SEVERITY || failedBelow,
    tags: detail?.tags ?? [],
    exceptionType: detail?.exceptionType ?? '',
    isLog: false,
    state: lost ? 'lost' : open ? 'running' : 'ended',
    length: lost ? NO_END : open ? openText(millis(length / 1e6)) : formatDuration(length),
    duration: open ? undefined : (String(length) as NanosText),
    below,
    orphan: false,
    missing: false,
  };
}

/** The colour of the level's mark. */
export function levelColour({ level, failed }: Pick<RowFacts, 'level' | 'failed'>): string {
  if (failed) return 'var(--error)';
  return level === 0 ? 'var(--info)' : severityOf(level).colour;
}
