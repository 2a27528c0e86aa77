/** What the span readers select, whatever the table has: a plain exporter table lacks Hearth's own columns. */
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { ERROR_SEVERITY, INFO_SEVERITY } from '@/lib/model/semantics';
import { SPAN_KINDS, STATUS_CODES, type SpanKind, type StatusCode } from '@/lib/model/telemetry';

const FALLBACKS = {
  Message: "SpanAttributes['logfire.msg']",
  Level: `if(StatusCode IN ('Error', 'STATUS_CODE_ERROR'), ${ERROR_SEVERITY}, ${INFO_SEVERITY})`,
  Flags: '0',
  Tags: '[]',
  SpanAttributeTypes: "''",
  ResourceAttributeTypes: "''",
  'Events.AttributeTypes': "arrayMap(name -> '', Events.Name)",
  'Links.AttributeTypes': "arrayMap(id -> '', Links.SpanId)",
} as const;

export type SpanColumn = keyof typeof FALLBACKS;

/** `column` of `table`, or what stands in for it. */
export function spanColumn(layout: Layout, table: string, column: SpanColumn): string {
  return hasColumn(layout, table, column) ? column : FALLBACKS[column];
}

/** `Server` and, by older exporters, `SPAN_KIND_SERVER`. */
export function spanKindOf(text: string): SpanKind {
  return named(SPAN_KINDS, text, 'SPAN_KIND_') ?? 'Unspecified';
}

/** `Error` and, by older exporters, `STATUS_CODE_ERROR`. */
export function statusCodeOf(text: string): StatusCode {
  return named(STATUS_CODES, text, 'STATUS_CODE_') ?? 'Unset';
}

function named<T extends string>(names: readonly T[], text: string, prefix: string): T | undefined {
  return names.find((name) => name === text || `${prefix}${name.toUpperCase()}` === text);
}
