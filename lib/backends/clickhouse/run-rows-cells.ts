/** What is read of a row, by name, as a row of the model. */
import type { NanosText } from '@/lib/base/time';
import type { LogRow, SpanRow } from '@/lib/model/answer';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';

export type Cells = ReadonlyMap<string, unknown>;

/** The cell under `name` as text. */
export function text(cells: Cells, name: string): string {
  return String(cells.get(name) ?? '');
}

function list(cells: Cells, name: string): string[] {
  const value = cells.get(name);
  return Array.isArray(value) ? value.map(String) : [];
}

function oneOf<T extends string>(names: readonly [T, ...T[]], value: string): T {
  return names.find((name) => name === value) ?? names[0];
}

/** A span; `more`: what was worked out beside its own cells. */
export function spanRow(cells: Cells, more: Pick<SpanRow, 'trace' | 'children' | 'match' | 'lost'> = {}): SpanRow {
  return {
    signal: 'spans',
    traceId: text(cells, 'traceId'),
    spanId: text(cells, 'spanId'),
    parentSpanId: text(cells, 'parentSpanId'),
    time: text(cells, 'time') as NanosText,
    duration: text(cells, 'duration') as NanosText,
    service: text(cells, 'service'),
    name: text(cells, 'spanName'),
    message: text(cells, 'message'),
    kind: oneOf(SPAN_KINDS, text(cells, 'kind')),
    status: oneOf(STATUS_CODES, text(cells, 'status')),
    level: Number(cells.get('level')),
    tags: list(cells, 'tags'),
    httpStatus: Number(cells.get('httpStatus')),
    exceptionType: text(cells, 'exceptionType'),
    values: list(cells, 'fields'),
    ...more,
  };
}

/** A log. */
export function logRow(cells: Cells): LogRow {
  return {
    signal: 'logs',
    id: text(cells, 'id'),
    time: text(cells, 'time') as NanosText,
    traceId: text(cells, 'traceId'),
    spanId: text(cells, 'spanId'),
    service: text(cells, 'service'),
    severity: Number(cells.get('severity')),
    severityText: text(cells, 'severityText'),
    body: text(cells, 'body'),
    eventName: text(cells, 'eventName'),
    values: list(cells, 'fields'),
  };
}
